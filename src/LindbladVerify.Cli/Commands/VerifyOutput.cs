using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Errata;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Reporting.Figures;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Report;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Sweeps.Maps;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Cli.Commands;

/// <summary>The files that `verify` writes.</summary>
internal sealed class VerifyOutput(string folder, bool overwrite)
{
    private IReadOnlyDictionary<string, string> previous = new Dictionary<string, string>(StringComparer.Ordinal);

    private string Manifest => Path.Combine(folder, "manifest.json");

    /// <summary>Fails at once, before anything is computed, where the folder cannot be written.</summary>
    public void RequireWritable()
    {
        OutputPaths.RequireFolder(folder);
        previous = RunManifest.FilesOf(Manifest) ?? (overwrite ? previous : throw new InputException(
            $"--out '{folder}': the file manifest.json there was written by something else and would be replaced; choose another folder, or give --overwrite."));
        AtomicFile.Write(Manifest, stream => RunManifest.WriteBegun(stream, previous));
    }

    public void Write(string suite, IReadOnlyList<Formula> formulas, SuiteResult result, TimeSpan duration, ManifestSource source)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        WriteFile("verdicts.json", hashes, Bytes(stream => VerdictsJson.Write(stream, suite, result.Verdicts, FormulaSelection.Conversions(formulas), result.Total)));
        WriteFile("junit.xml", hashes, Bytes(stream => JUnitXml.Write(stream, suite, result.Verdicts, duration)));
        var manifest = new RunManifest
        {
            Version = typeof(VerifyOutput).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            CommandLine = source.CommandLine,
            Started = source.Started,
            Duration = duration,
            Runtime = RuntimeInformation.FrameworkDescription,
            Platform = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
            Processor = Processor.Describe(),
            Backend = $"{source.Kernels.Backend} {source.Kernels.Version}; threading {source.Kernels.Threading}; reproducibility {source.Kernels.Reproducibility}",
            Threads = source.Settings.Threads,
            Settings = Settings(source.Settings),
            Files = hashes,
            Complete = !result.Cancelled,
        };
        var report = new VerificationReport(suite, formulas, result, [.. formulas.Select(f => f.Suite).Distinct(StringComparer.Ordinal).SelectMany(ErrataCatalogue.OfSuite), .. formulas.OfType<FileFormula>().SelectMany(Errata)], manifest)
        {
            PaperFigures = !result.Cancelled && formulas.Any(f => f is { Suite: "chessari-2023", Id: "fig3" }) ? GeometryFigures.OfPaper() : [],
        };
        WriteTexts(report, source.Settings.Threads, hashes);
        RemoveOutdated(hashes.Keys);
        AtomicFile.Write(Manifest, manifest.Write);
    }

    /// <summary>The errata that a formula file tells of; their texts are plain.</summary>
    private static IEnumerable<Erratum> Errata(FileFormula formula) => formula.Errata.Select(e => new Erratum(
        formula.Suite, e.Place, RichText.Escape(e.Printed), RichText.Escape(e.Right), [$"{formula.Id}.{e.Claim}"], e.Repaired.Length > 0 ? [e.Repaired] : [], e.Remark));

    /// <summary>Files of the run before that this one did not write, unless they were changed since.</summary>
    private void RemoveOutdated(IReadOnlyCollection<string> written)
    {
        foreach ((string name, string hash) in previous.Where(f => !written.Contains(f.Key, StringComparer.Ordinal)))
        {
            string path = Path.Combine(folder, name);
            try
            {
                if (File.Exists(path) && string.Equals(hash, Hash(File.ReadAllBytes(path)), StringComparison.Ordinal))
                {
                    File.Delete(path);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                StandardError.Say($"'{path}' of an earlier run could not be removed.");
            }
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static Dictionary<string, string> Settings(JudgingSettings settings) => new(StringComparer.Ordinal)
    {
        ["seed"] = settings.Seed.ToString(CultureInfo.InvariantCulture),
        ["scanPoints"] = settings.ScanPoints.ToString(CultureInfo.InvariantCulture),
        ["searches"] = settings.Searches.ToString(CultureInfo.InvariantCulture),
        ["limitStarts"] = settings.LimitStarts.ToString(CultureInfo.InvariantCulture),
        ["agreement"] = settings.Agreement.ToString("R", CultureInfo.InvariantCulture),
        ["disagreement"] = settings.Disagreement.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Figures and page side by side on all threads: what needs no maps while the maps are computed, and then the rest. The page tells of all files and is written last.</summary>
    private void WriteTexts(VerificationReport report, int threads, SortedDictionary<string, string> hashes)
    {
        Func<HtmlPage>? page = null;
        SideBySide(() => report = report with { Maps = report.Result.Cancelled ? [] : SuiteMaps.OfAsync(report.Result, threads).GetAwaiter().GetResult() }, ReportPage.ClaimFigures(report));
        SideBySide(() => page = ReportPage.Prepare(report, threads), ReportPage.SuiteFigures(report));
        WriteFile("report.html", hashes, Utf8(writer => writer.Write(page!().Render())));

        void SideBySide(Action longest, IEnumerable<Figure> figures) => Workers.Run(figures.Select(f => (Action)(() => WriteFigure(f))).Prepend(longest), threads, CancellationToken.None);

        void WriteFigure(Figure figure)
        {
            WriteFile(figure.Id + ".csv", hashes, Utf8(writer => FigureCsv.Write(figure, writer)));
            WriteFile(figure.Id + ".svg", hashes, Utf8(writer => writer.Write(FigureSvg.Document(figure))));
        }
    }

    private static byte[] Utf8(Action<TextWriter> write) => Bytes(stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });

    private static byte[] Bytes(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        write(memory);
        return memory.ToArray();
    }

    private void WriteFile(string name, SortedDictionary<string, string> hashes, byte[] bytes)
    {
        string hash = Hash(bytes);
        lock (hashes)
        {
            hashes[name] = hash;
        }

        AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(bytes));
    }
}

/// <summary>What the manifest needs to know of a run.</summary>
internal sealed record ManifestSource(IReadOnlyList<string> CommandLine, DateTimeOffset Started, KernelInfo Kernels, JudgingSettings Settings);
