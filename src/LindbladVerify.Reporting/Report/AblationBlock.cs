using LindbladVerify.Reporting.Html;
using LindbladVerify.Verification.Ablation;

namespace LindbladVerify.Reporting.Report;

/// <summary>The ladder from the full model to the formula with the rung that breaks.</summary>
internal static class AblationBlock
{
    private static readonly TableColumn[] s_columns =
    [
        new("rung"), new("value (s^{-1})", IsNumeric: true), new("change", IsNumeric: true), new("largest on the domain", IsNumeric: true), new(""),
    ];

    public static HtmlElement Of(AblationLadder ladder) => new(
        "div",
        new HtmlElement("h3", "Where does it break?"),
        HtmlBlocks.Paragraph(ladder.Answer),
        HtmlBlocks.Table(s_columns, ladder.Rungs.Select(r => Row(ladder, r))));

    private static HtmlNode[] Row(AblationLadder ladder, AblationRung rung) =>
    [
        (rung.Model is null ? "formula" : KnownModels.Describe(rung.Model)) + (rung.Model == ladder.Claimed ? " (claimed)" : ""),
        HtmlBlocks.Rich(ReportText.Number(rung.Value, 5)),
        HtmlBlocks.Rich(rung.Step == AblationStep.Start ? "" : Change(rung.Change)),
        HtmlBlocks.Rich(rung.Step == AblationStep.Start ? "" : ReportText.Error(rung.LargestChange)),
        rung.Step == ladder.Breaks && IsLastOf(ladder, rung) ? HtmlBlocks.Badge("breaks here", BadgeTone.Bad) : "",
    ];

    private static bool IsLastOf(AblationLadder ladder, AblationRung rung) => ladder.Rungs.Last(r => r.Step == ladder.Breaks) == rung;

    private static string Change(double change) => Math.Abs(change) switch
    {
        < 1e-9 => "none",
        < 1 => (change > 0 ? "+" : "−") + ReportText.Error(Math.Abs(change)),
        _ => "× " + ReportText.Number(1 + change),
    };
}
