using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Formulas.Errata;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Sweeps.Maps;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Report;

/// <summary>The report of a verification run as one self-contained page, and its figures.</summary>
internal static class ReportPage
{
    /// <summary>The figures of single claims, made one by one as they are asked for; they need no maps.</summary>
    public static IEnumerable<Figure> ClaimFigures(VerificationReport report) => report.Formulas.SelectMany(f => f.Claims.SelectMany(c =>
        report.Find($"{f.Id}.{c.Id}") is { } verdict ? Report.ClaimFigures.Of(f, c, verdict) : []));

    /// <summary>The maps and the figures of the publication.</summary>
    public static IEnumerable<Figure> SuiteFigures(VerificationReport report) => Maps(report).Concat(report.PaperFigures);

    /// <summary>The page.</summary>
    /// <param name="report">What it tells of.</param>
    /// <param name="threads">Threads to make it on.</param>
    public static HtmlPage Build(VerificationReport report, int threads = 1) => Prepare(report, threads)();

    /// <summary>Makes all of the page but its list of files, which is made when the page is asked for.</summary>
    /// <inheritdoc cref="Build"/>
    public static Func<HtmlPage> Prepare(VerificationReport report, int threads)
    {
        ArgumentNullException.ThrowIfNull(report);
        Figure[] maps = [.. Maps(report)];
        var sections = new List<(string Id, string Name, HtmlNode Content)>
        {
            ("summary", "Summary", HtmlBlocks.Section("summary", "Summary", [.. SummaryTable.Of(report), Vocabulary()])),
        };
        if (GalleryIndex.Of(report) is { } index)
        {
            sections.Insert(0, ("index", "Index", index));
        }

        if (report.Errata.Count > 0)
        {
            sections.Add(("errata", "Errata", ErrataSection.Of(report)));
        }

        if (maps.Length > 0)
        {
            sections.Add(("maps", "Where they hold", HtmlBlocks.Section("maps", "Where the formulas hold", [.. Blocks(maps), Conventions()])));
        }

        if (report.PaperFigures.Count > 0)
        {
            sections.Add(("figures", "In nanometres", HtmlBlocks.Section("figures", "The paper's figures, in nanometres", [.. Blocks(report.PaperFigures), Conventions()])));
        }

        sections.Add(("claims", "Claims", HtmlBlocks.Section("claims", "Claims by formula", Workers.Select([.. SummaryTable.Ordered(report.Formulas)], threads, f => FormulaSection.Of(report, f)))));
        return () =>
        {
            (string Id, string Name, HtmlNode Content)[] all = [.. sections, ("manifest", "Manifest", ManifestSection.Of(report.Manifest))];
            return new HtmlPage("Verification of " + (report.IsOneSuite ? report.Suite : ReportText.Count(report.Formulas.Count, "formula")), all.Select(s => s.Content))
            {
                Lead = Lead(report),
                Navigation = [.. all.Select(s => ("#" + s.Id, s.Name))],
                Footer = $"lindblad-verify {report.Manifest.Version}. The numbers behind this page: verdicts.json, and one CSV per figure.",
            };
        };

        HtmlElement[] Blocks(IReadOnlyList<Figure> figures) => Workers.Select(figures, threads, f => HtmlBlocks.FigureBlock(f, f.Id + ".csv"));
    }

    private static IEnumerable<Figure> Maps(VerificationReport report) => report.Maps
        .GroupBy(m => m.Formula.Id, StringComparer.Ordinal)
        .OrderBy(g => Array.FindIndex([.. SummaryTable.Ordered(report.Formulas)], f => string.Equals(f.Id, g.Key, StringComparison.Ordinal)))
        .Select(g => MapFigures.Of(g.Key + ".map", [.. g], 330, 240));

    private static HtmlFragment Lead(VerificationReport report)
    {
        IReadOnlyList<Verdict> verdicts = report.Result.Verdicts;
        string source = !report.IsOneSuite ? "" : report.Formulas.Select(f => f.Source).FirstOrDefault(s => s.Equation.Length > 0)?.Citation ?? "";
        string stopped = report.Result.Cancelled ? $" Stopped after {verdicts.Count} of {report.Result.Total} claims." : "";
        var lines = new List<HtmlNode>
        {
            HtmlBlocks.Paragraph(string.Create(CultureInfo.InvariantCulture, $"{ReportText.Count(verdicts.Count, "claim")} of {ReportText.Count(report.Formulas.Count, "formula")}, judged against computed references that know no formula.{stopped} "), SummaryTable.Counts(verdicts)),
            HtmlBlocks.Paragraph(verdicts.All(v => v.AsDeclared) ? "Every verdict is as declared." : $"{ReportText.Count(verdicts.Count(v => !v.AsDeclared), "verdict")} not as declared."),
            HtmlBlocks.Paragraph($"{report.Manifest.Started.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)}; {report.Manifest.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s on {report.Manifest.Threads} threads, {report.Manifest.Backend.Split(' ')[0]} kernels."),
        };
        return new HtmlFragment(source.Length > 0 ? [HtmlBlocks.Paragraph(source + "."), .. lines] : lines);
    }

    private static HtmlElement Conventions() => HtmlBlocks.Details(
        "Conventions behind the distances: choices, not facts of the paper",
        open: false,
        HtmlBlocks.Definitions(ConventionSets.S1.Describe().Select(c => ((HtmlNode)c.Convention, (HtmlNode)c.Choice))));

    private static HtmlElement Vocabulary() => HtmlBlocks.Details("What the verdicts mean", open: false, HtmlBlocks.Definitions(
    [
        (ReportText.Badge(VerdictKind.Exact), "agrees with the reference to its error bound at every point tested"),
        (ReportText.Badge(VerdictKind.Asymptotic), "the relative error vanishes in the stated limit, with the measured order"),
        (ReportText.Badge(VerdictKind.Bounded), "the error stays within the stated bound in the stated region"),
        (ReportText.Badge(VerdictKind.False), "refuted by a counterexample, or by an error that does not vanish or vanishes more slowly than declared"),
        (ReportText.Badge(VerdictKind.Inconclusive), "the evidence does not decide"),
        (ReportText.Badge(VerdictKind.OutOfDomain), "the reference does not exist where the claim speaks"),
    ]));
}

/// <summary>All that the report of a run is made from. Nothing in the report is computed anew.</summary>
/// <param name="Suite">Name of the suite or suites.</param>
/// <param name="Formulas">The formulas judged.</param>
/// <param name="Result">Verdicts and models.</param>
/// <param name="Errata">Errors of the publication with the claims that show them.</param>
/// <param name="Manifest">How the run was made; its list of files need not hold the report itself.</param>
internal sealed record VerificationReport(string Suite, IReadOnlyList<Formula> Formulas, SuiteResult Result, IReadOnlyList<Erratum> Errata, RunManifest Manifest)
{
    /// <summary>Where formulas hold.</summary>
    public IReadOnlyList<ValidityMap> Maps { get; init; } = [];

    /// <summary>Figures of the publication drawn anew, shown beside the verdicts.</summary>
    public IReadOnlyList<Figure> PaperFigures { get; init; } = [];

    /// <summary>Whether all formulas belong to one suite, or come from one file.</summary>
    internal bool IsOneSuite => Formulas.Select(f => f.Suite).Distinct(StringComparer.Ordinal).Count() <= 1;

    /// <summary>The verdicts on one formula, in the order of its claims.</summary>
    public IReadOnlyList<Verdict> Of(Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        var byId = Result.Verdicts.ToDictionary(v => v.Id, StringComparer.Ordinal);
        return [.. formula.Claims.Select(c => byId.GetValueOrDefault($"{formula.Id}.{c.Id}")).OfType<Verdict>()];
    }

    /// <summary>The verdict on a claim; null if it was not judged in this run.</summary>
    public Verdict? Find(string claimId) => Result.Verdicts.FirstOrDefault(v => string.Equals(v.Id, claimId, StringComparison.Ordinal));

    /// <summary>What is known of the models behind a formula; null for one that predicts no flip-flop rate.</summary>
    public FormulaModels? Models(Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return Result.Models.FirstOrDefault(m => string.Equals(m.FormulaId, formula.Id, StringComparison.Ordinal));
    }
}

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

/// <summary>What is wrong in the publication, beside the verdicts on both forms.</summary>
internal static class ErrataSection
{
    private static readonly TableColumn[] s_columns = [new("place"), new("printed"), new("must be"), new("evidence")];

    public static HtmlElement Of(VerificationReport report) => HtmlBlocks.Section(
        "errata",
        "What is wrong or unclear in print",
        new HtmlElement("div", HtmlBlocks.Table(s_columns, report.Errata.Select(e => Row(report, e)))).WithClass("stack"));

    private static HtmlNode[] Row(VerificationReport report, Erratum erratum) =>
    [
        new HtmlElement("b", erratum.Place),
        new HtmlFragment([Narrow("printed: "), HtmlBlocks.Rich(erratum.Printed), .. Verdicts(report, erratum.PrintedClaims)]),
        new HtmlFragment([Narrow("must be: "), HtmlBlocks.Rich(erratum.MustBe), .. Verdicts(report, erratum.RepairedClaims)]),
        erratum.Evidence,
    ];

    private static HtmlElement Narrow(string label) => new HtmlElement("span", label).WithClass("narrow");

    private static IEnumerable<HtmlNode> Verdicts(VerificationReport report, IReadOnlyList<string> claims) => claims
        .Select(report.Find).OfType<Verdict>()
        .Select(v => new HtmlElement("div", ReportText.Badge(v.Kind), " ", HtmlBlocks.Link("#" + v.Id, v.Id)).WithClass("small"));
}
