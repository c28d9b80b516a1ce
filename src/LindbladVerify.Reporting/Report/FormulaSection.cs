using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Verification.Ablation;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Report;

/// <summary>All of one formula: the equation, its domain, what it is exact for, and its claims.</summary>
internal static class FormulaSection
{
    /// <summary>A report on so few formulas is read whole: what was refuted stands open.</summary>
    private const int MostOpen = 3;

    private static readonly TableColumn[] s_parameters = [new("parameter"), new("from", true), new("to", true), new("unit"), new("meaning")];
    private static readonly TableColumn[] s_laws = [new("law"), new("verdict"), new("deviation", true)];
    private static readonly TableColumn[] s_models = [new("model"), new("median error", true), new("largest error", true), new("")];

    public static HtmlElement Of(VerificationReport report, Formula formula)
    {
        var symbols = Symbols.Of(formula);
        (Claim Claim, Verdict Verdict)[] judged = [.. report.Of(formula).Select(v => (formula.Claims.First(c => v.Id.EndsWith("." + c.Id, StringComparison.Ordinal)), v))];
        (Claim Claim, Verdict Verdict)[] laws = [.. judged.Where(j => j.Claim is SymmetryClaim && j.Verdict.AsDeclared && j.Verdict.Kind != VerdictKind.False)];
        List<HtmlNode> content = [FormulaMath.Display(formula), HtmlBlocks.Paragraph(HtmlBlocks.Code(formula.Id), $", {formula.Variant}. ", Source(formula.Source)).WithClass("small")];
        if (formula.Note.Length > 0)
        {
            content.Add(HtmlBlocks.Paragraph(formula.Note));
        }

        if (report.Models(formula) is { } models)
        {
            content.AddRange(Models(models, symbols));
        }

        bool isShort = report.Formulas.Count <= MostOpen;
        content.Add(HtmlBlocks.Details("Parameters and the ranges in which the claims are tested", open: false, HtmlBlocks.Table(s_parameters, formula.Parameters.Select(p => Row(p, symbols)))));
        content.AddRange(judged.Except(laws).Select(j => ClaimCard.Of(formula, j.Claim, j.Verdict, openRefuted: isShort)));
        if (laws.Length > 0)
        {
            content.Add(HtmlBlocks.Details($"{ReportText.Count(laws.Length, "law")} of symmetry and scaling, as declared", open: false, HtmlBlocks.Table(s_laws, laws.Select(l => Law(l.Verdict)))));
        }

        return HtmlBlocks.Card("formula." + formula.Id, Heading(formula), SummaryTable.Counts([.. judged.Select(j => j.Verdict)]), open: isShort || judged.Any(j => !j.Verdict.AsDeclared), content);
    }

    private static HtmlNode Heading(Formula formula) => formula.Title;

    private static IEnumerable<HtmlNode> Models(FormulaModels models, Symbols symbols)
    {
        yield return HtmlBlocks.Paragraph(
            new HtmlElement("b", "Exact for: "),
            models.ExactFor.Count > 0 ? string.Join("; ", models.ExactFor.Select(KnownModels.Describe)) + "." : "none of the models known.");
        if (models is { Ladder: { } ladder, LadderPoint: { } point })
        {
            string where = string.Join(", ", point.Names.Select(n => $"{symbols.Markup(n)} = {ReportText.Number(point[n])}"));
            yield return HtmlBlocks.Details("From the real electron to the formula at a point of the paper", open: false, HtmlBlocks.Paragraph(HtmlBlocks.Rich(where + " (rad/s and 1/s).")), AblationBlock.Of(ladder));
        }

        yield return HtmlBlocks.Details("All models known, on the whole domain", open: false, HtmlBlocks.Table(s_models, models.Models.Select(Model)));
    }

    private static HtmlNode[] Model(ModelAgreement model) =>
    [
        KnownModels.Describe(model.Model),
        HtmlBlocks.Rich(ReportText.Error(model.MedianRelativeError)),
        HtmlBlocks.Rich(ReportText.Error(model.LargestRelativeError)),
        model.IsExact ? HtmlBlocks.Badge("exact", BadgeTone.Good) : "",
    ];

    private static HtmlNode[] Law(Verdict verdict) =>
    [
        new HtmlElement("span", verdict.Statement).With("id", verdict.Id),
        ReportText.Badges(verdict),
        HtmlBlocks.Rich(ReportText.Error(verdict.LargestRelativeError)),
    ];

    private static HtmlNode[] Row(Parameter parameter, Symbols symbols) =>
    [
        HtmlBlocks.Rich(symbols.Markup(parameter.Name)), HtmlBlocks.Rich(ReportText.Number(parameter.Low, 4)), HtmlBlocks.Rich(ReportText.Number(parameter.High, 4)),
        string.Equals(parameter.Unit, "1", StringComparison.Ordinal) ? "" : parameter.Unit, parameter.Meaning,
    ];

    private static HtmlNode Source(Source source) => source.Doi.Length == 0 ? source.ToString() : HtmlBlocks.Link("https://doi.org/" + Uri.EscapeDataString(source.Doi).Replace("%2F", "/", StringComparison.Ordinal), source.ToString());
}
