using System.Globalization;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Results;

namespace LindbladVerify.Reporting.Report;

/// <summary>How the run was made.</summary>
internal static class ManifestSection
{
    private static readonly TableColumn[] s_files = [new("file"), new("SHA-256")];

    public static HtmlElement Of(RunManifest manifest) => HtmlBlocks.Section(
        "manifest",
        "How this run was made",
        HtmlBlocks.Definitions(
        [
            ("version", manifest.Version),
            ("command line", HtmlBlocks.Code("lindblad-verify " + string.Join(' ', manifest.CommandLine))),
            ("started", manifest.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
            ("duration", manifest.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s"),
            ("complete", manifest.Complete ? "yes" : "no: stopped before the end"),
            ("runtime", manifest.Runtime),
            ("platform", manifest.Platform),
            ("processor", manifest.Processor),
            ("backend", manifest.Backend),
            ("threads", manifest.Threads.ToString(CultureInfo.InvariantCulture)),
            .. manifest.Settings.Select(s => ((HtmlNode)s.Key, (HtmlNode)s.Value)),
        ]),
        HtmlBlocks.Details($"{manifest.Files.Count} files with their hashes", open: false, HtmlBlocks.Table(s_files, manifest.Files.Select(f => new HtmlNode[] { HtmlBlocks.Link(f.Key, f.Key), HtmlBlocks.Code(f.Value) }))));
}
