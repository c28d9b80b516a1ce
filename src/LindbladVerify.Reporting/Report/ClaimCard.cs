using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.Ablation;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Report;

/// <summary>The card of one claim.</summary>
internal static class ClaimCard
{
    /// <param name="formula">The formula.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="verdict">What was found.</param>
    /// <param name="openRefuted">Whether the card of a false claim stands open although that was declared.</param>
    public static HtmlElement Of(Formula formula, Claim claim, Verdict verdict, bool openRefuted)
    {
        var content = new List<HtmlNode> { HtmlBlocks.Paragraph(HtmlBlocks.Code(verdict.Id), ". ", verdict.Reason) };
        if (KnownModels.ReferenceOf(claim) is { } reference)
        {
            content.Add(HtmlBlocks.Paragraph($"Compared with the {ClaimFigures.Words(reference)}.").WithClass("small"));
        }

        if (verdict.Proof is { } proof)
        {
            content.Add(HtmlBlocks.Paragraph(new HtmlElement("b", ProofText.Basis(verdict)), ": ", ProofText.Describe(proof)).WithClass("small"));
        }

        if (verdict.LeadingError is { Expression: not null } leading)
        {
            content.Add(HtmlBlocks.Paragraph("Relative error to leading order, ", HtmlBlocks.Code(ProofText.LeadingError(leading)), "."));
        }

        if (verdict.Truth is { } truth)
        {
            content.Add(HtmlBlocks.Paragraph("Right is ", HtmlBlocks.Code(truth), "."));
        }

        if (verdict.Difference is { } difference)
        {
            content.Add(HtmlBlocks.Paragraph("The formula over it, minus 1, is ", HtmlBlocks.Code(difference), "."));
        }

        if (verdict.Diagnosis.Count > 0)
        {
            content.Add(HtmlBlocks.Bullets(verdict.Diagnosis.Select(d => new HtmlFragment(d))));
        }

        if (verdict.Counterexample is { } example)
        {
            content.Add(CounterexampleBlock.Of(formula, example));
        }

        if (verdict.Ablation is { } ladder)
        {
            content.Add(AblationBlock.Of(ladder));
        }

        foreach (Figure figure in ClaimFigures.Of(formula, claim, verdict))
        {
            content.Add(HtmlBlocks.FigureBlock(figure, figure.Id + ".csv"));
        }

        if (verdict.Evidence.Count > 0)
        {
            content.Add(new HtmlElement("h3", "Evidence"));
            content.Add(HtmlBlocks.Bullets(verdict.Evidence.Select(e => new HtmlFragment(new HtmlElement("b", e.Kind), ": ", e.Text))));
        }

        return HtmlBlocks.Card(verdict.Id, verdict.Statement, Line(verdict), open: !verdict.AsDeclared || (openRefuted && verdict.Kind == VerdictKind.False), content);
    }

    /// <summary>Verdict, order and worst error in the line that stays visible.</summary>
    private static HtmlFragment Line(Verdict verdict)
    {
        List<HtmlNode> line = [ReportText.Badges(verdict)];
        if (verdict.Kind == VerdictKind.Asymptotic && verdict.Order is { } order)
        {
            line.Add(new HtmlElement("span", HtmlBlocks.Rich(" order " + ReportText.Order(order))).WithClass("small"));
        }
        else if (verdict.IsRefutedByOrder())
        {
            line.Add(new HtmlElement("span", HtmlBlocks.Rich(" order " + ReportText.Order(verdict.Order!))).WithClass("small"));
        }
        else if (verdict.Kind == VerdictKind.False && verdict.Paths.Count > 0)
        {
            line.Add(new HtmlElement("span", HtmlBlocks.Rich(" error ends at " + ReportText.Error(verdict.Paths[^1].RelativeError[^1]))).WithClass("small"));
        }
        else if (verdict.Kind is VerdictKind.Exact or VerdictKind.False && !double.IsNaN(verdict.LargestRelativeError))
        {
            line.Add(new HtmlElement("span", HtmlBlocks.Rich(" error up to " + ReportText.Error(verdict.LargestRelativeError))).WithClass("small"));
        }

        return new HtmlFragment(line);
    }
}
