using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Report;

/// <summary>Two ways into a report of many formulas: by field of physics, and by verdict.</summary>
internal static class GalleryIndex
{
    /// <summary>The section; null where no formula names its field.</summary>
    public static HtmlElement? Of(VerificationReport report)
    {
        FileFormula[] placed = [.. report.Formulas.OfType<FileFormula>().Where(f => f.Field.Length > 0)];
        if (placed.Length == 0)
        {
            return null;
        }

        var content = new List<HtmlNode> { new HtmlElement("h3", "By field") };
        foreach (IGrouping<string, FileFormula> field in placed.GroupBy(f => f.Field, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            content.Add(HtmlBlocks.Details(
                $"{field.Key}: {ReportText.Count(field.Count(), "formula")}",
                open: false,
                HtmlBlocks.Bullets(field.OrderBy(f => f.Title, StringComparer.Ordinal).Select(f => Entry(report, f)))));
        }

        content.Add(new HtmlElement("h3", "By verdict"));
        foreach (IGrouping<VerdictKind, Verdict> kind in report.Result.Verdicts.GroupBy(v => v.Kind).OrderBy(g => g.Key))
        {
            content.Add(HtmlBlocks.Details(
                ReportText.Badge(kind.Key, ReportText.Count(kind.Count(), "claim") + ": "),
                open: false,
                HtmlBlocks.Bullets(kind.Select(v => new HtmlFragment(HtmlBlocks.Link("#" + v.Id, HtmlBlocks.Code(v.Id)), " ", v.Statement)))));
        }

        return HtmlBlocks.Section("index", "Index", content);
    }

    private static HtmlFragment Entry(VerificationReport report, Formula formula) =>
        new(HtmlBlocks.Link("#formula." + formula.Id, formula.Title), ", ", formula.Source.ToString(), " ", SummaryTable.Counts(report.Of(formula)));
}
