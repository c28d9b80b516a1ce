using System.Globalization;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Report;

/// <summary>The report of a verification run as one self-contained page, and its figures.</summary>
public static class ReportPage
{
    /// <summary>Every figure of the report, each with its own id; to be written beside it.</summary>
    public static IEnumerable<Figure> Figures(VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Maps(report).Concat(report.PaperFigures).Concat(report.Formulas.SelectMany(f => f.Claims.SelectMany(c =>
            report.Find($"{f.Id}.{c.Id}") is { } verdict ? ClaimFigures.Of(f, c, verdict) : [])));
    }

    /// <summary>The page.</summary>
    public static HtmlPage Build(VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Figure[] maps = [.. Maps(report)];
        var sections = new List<(string Id, string Name, HtmlNode Content)>
        {
            ("summary", "Summary", HtmlBlocks.Section("summary", "Summary", [.. SummaryTable.Of(report), Vocabulary()])),
        };
        if (report.Errata.Count > 0)
        {
            sections.Add(("errata", "Errata", ErrataSection.Of(report)));
        }

        if (maps.Length > 0)
        {
            sections.Add(("maps", "Where they hold", HtmlBlocks.Section("maps", "Where the formulas hold", [.. maps.Select(f => HtmlBlocks.FigureBlock(f, f.Id + ".csv")), Conventions()])));
        }

        if (report.PaperFigures.Count > 0)
        {
            sections.Add(("figures", "In nanometres", HtmlBlocks.Section("figures", "The paper's figures, in nanometres", [.. report.PaperFigures.Select(f => HtmlBlocks.FigureBlock(f, f.Id + ".csv")), Conventions()])));
        }

        sections.Add(("claims", "Claims", HtmlBlocks.Section("claims", "Claims by formula", SummaryTable.Ordered(report.Formulas).Select(f => FormulaSection.Of(report, f)))));
        sections.Add(("manifest", "Manifest", ManifestSection.Of(report.Manifest)));
        return new HtmlPage("Verification of " + (report.IsOneSuite ? report.Suite : ReportText.Count(report.Formulas.Count, "formula")), sections.Select(s => s.Content))
        {
            Lead = Lead(report),
            Navigation = [.. sections.Select(s => ("#" + s.Id, s.Name))],
            Footer = $"lindblad-verify {report.Manifest.Version}. The numbers behind this page: verdicts.json, and one CSV per figure.",
        };
    }

    private static IEnumerable<Figure> Maps(VerificationReport report) => report.Result.Maps
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
