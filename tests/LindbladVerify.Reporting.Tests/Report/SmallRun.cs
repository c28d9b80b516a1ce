using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Errata;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Reporting.Report;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Sweeps.Maps;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Tests.Report;

/// <summary>A real run of a few formulas with few points, made once.</summary>
public sealed class SmallRun
{
    private static readonly string[] Ids = ["eq4", "eq8", "eq8.as-printed", "eq9", "eq10", "eq10.as-printed", "eq11.as-printed", "pole-form", "fig3"];

    public SmallRun()
    {
        Formula[] formulas = [.. Ids.Select(FormulaCatalogue.Find)];
        var settings = new JudgingSettings { ScanPoints = 128, Searches = 1, LimitStarts = 4 };
        SuiteResult result = SuiteRunner.Run(formulas, DenseKernels.Managed, settings);
        Report = new VerificationReport("chessari-2023", formulas, result, ErrataCatalogue.OfSuite("chessari-2023"), Manifest) { Maps = SuiteMaps.OfAsync(result).GetAwaiter().GetResult() };
        Html = ReportPage.Build(Report).Render();
    }

    internal VerificationReport Report { get; }

    public string Html { get; }

    private static RunManifest Manifest => new()
    {
        Version = "1.2.3",
        CommandLine = ["verify", "<suite>"],
        Started = new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Duration = TimeSpan.FromSeconds(1.5),
        Runtime = "runtime",
        Platform = "platform",
        Processor = "processor",
        Backend = "Managed; one thread",
        Threads = 3,
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["seed"] = "17" },
        Files = new Dictionary<string, string>(StringComparer.Ordinal) { ["verdicts.json"] = "0123abcd" },
        Complete = true,
    };
}
