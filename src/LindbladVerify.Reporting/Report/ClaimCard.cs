using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.Evidence;
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
            content.Add(HtmlBlocks.Paragraph("Right is"));
            content.Add(FormulaMath.Line(formula, truth));
            content.Add(HtmlBlocks.Details("The same to copy", open: false, HtmlBlocks.Code(truth)));
        }

        if (verdict.Difference is { } difference)
        {
            content.Add(HtmlBlocks.Paragraph("The formula over it, minus 1, is"));
            content.Add(FormulaMath.Line(formula, difference));
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

/// <summary>The point at which a claim fails: in round numbers, in ratios, in laboratory units, with the command that replays it.</summary>
internal static class CounterexampleBlock
{
    public static HtmlElement Of(Formula formula, Counterexample example)
    {
        var symbols = Symbols.Of(formula);
        bool close = CloseValues.AreClose(example.Predicted, example.Computed);
        int digits = CloseValues.Digits(example.Predicted, example.Computed, 7);
        var rows = new List<(HtmlNode Term, HtmlNode Meaning)>
        {
            ("point", HtmlBlocks.Rich(string.Join(", ", formula.Parameters.Select(p => Value(p, example.Point[p.Name], symbols))))),
            ("in ratios", HtmlBlocks.Rich(Ratios(formula, example.Point, symbols))),
            ("in the laboratory", HtmlBlocks.Rich(string.Join(", ", formula.Parameters.Select(p => LaboratoryUnits.Describe(p, example.Point[p.Name], symbols))))),
            ("does not matter", example.Indifferent.Count == 0 ? "every parameter matters" : HtmlBlocks.Rich(string.Join(", ", example.Indifferent.Select(symbols.Markup)) + ": ten times more or less leaves the disagreement as it is")),
            ("formula", HtmlBlocks.Rich($"{ReportText.Number(example.Predicted, digits)} {Unit(formula.Unit)}")),
            ("computed", HtmlBlocks.Rich($"{ReportText.Number(example.Computed, digits)} {Unit(formula.Unit)}")),
            ("error budget", HtmlBlocks.Rich(Budget(example))),
            close
                ? ("formula / computed − 1", HtmlBlocks.Rich(ReportText.Number((example.Predicted - example.Computed) / example.Computed)))
                : ("formula / computed", HtmlBlocks.Rich(ReportText.Number(example.Predicted / example.Computed, 6))),
        };
        return new HtmlElement("div", new HtmlElement("h3", "Counterexample"), HtmlBlocks.Definitions(rows), HtmlBlocks.CodeBlock(example.Command));
    }

    private static string Value(Parameter parameter, double value, Symbols symbols) =>
        $"{symbols.Markup(parameter.Name)} = {ReportText.Number(value, 6)}{(string.Equals(parameter.Unit, "1", StringComparison.Ordinal) ? "" : " " + Unit(parameter.Unit))}";

    /// <summary>Parameters with a unit divided by the largest of them.</summary>
    private static string Ratios(Formula formula, ParameterPoint point, Symbols symbols)
    {
        Parameter[] dimensional = [.. formula.Parameters.Where(p => p.Unit is "rad/s" or "1/s")];
        if (dimensional.Length < 2 || dimensional.All(p => point[p.Name] == 0))
        {
            return string.Join(", ", formula.Parameters.Select(p => Value(p, point[p.Name], symbols)));
        }

        Parameter scale = dimensional.MaxBy(p => Math.Abs(point[p.Name]))!;
        return string.Join(", ", formula.Parameters.Where(p => p != scale).Select(p => dimensional.Contains(p)
            ? $"{symbols.Markup(p.Name)}/{symbols.Markup(scale.Name)} = {ReportText.Number(point[p.Name] / point[scale.Name], 4)}"
            : Value(p, point[p.Name], symbols)));
    }

    /// <summary>The disagreement against what the computed value could be off by.</summary>
    private static string Budget(Counterexample example) =>
        $"disagreement {ReportText.Error(example.RelativeError)}; uncertainty of the computed value {ReportText.Error(example.RelativeUncertainty)}"
        + (example.RelativeUncertainty > 0 ? $": {ReportText.Number(example.RelativeError / example.RelativeUncertainty, 2)} times as much" : "");

    private static string Unit(string unit) => unit switch { "rad/s" => "rad s^{-1}", "1/s" => "s^{-1}", _ => unit };
}

/// <summary>The ladder from the full model to the formula with the rung that breaks.</summary>
internal static class AblationBlock
{
    private static readonly TableColumn[] s_columns =
    [
        new("rung"), new("value (s^{-1})", IsNumeric: true), new("change", IsNumeric: true), new("largest on the domain", IsNumeric: true), new(""),
    ];

    public static HtmlElement Of(AblationSequence ladder) => new(
        "div",
        new HtmlElement("h3", "Where does it break?"),
        HtmlBlocks.Paragraph(ladder.Answer),
        HtmlBlocks.Table(s_columns, ladder.Rungs.Select(r => Row(ladder, r))));

    private static HtmlNode[] Row(AblationSequence ladder, AblationRung rung) =>
    [
        (rung.Model is null ? "formula" : KnownModels.Describe(rung.Model)) + (rung.Model == ladder.Claimed ? " (claimed)" : ""),
        HtmlBlocks.Rich(ReportText.Number(rung.Value, 5)),
        HtmlBlocks.Rich(rung.Step == AblationStep.Start ? "" : Change(rung.Change)),
        HtmlBlocks.Rich(rung.Step == AblationStep.Start ? "" : ReportText.Error(rung.LargestChange)),
        rung.Step == ladder.Breaks && IsLastOf(ladder, rung) ? HtmlBlocks.Badge("breaks here", BadgeTone.Bad) : "",
    ];

    private static bool IsLastOf(AblationSequence ladder, AblationRung rung) => ladder.Rungs.Last(r => r.Step == ladder.Breaks) == rung;

    private static string Change(double change) => Math.Abs(change) switch
    {
        < 1e-9 => "none",
        < 1 => (change > 0 ? "+" : "−") + ReportText.Error(Math.Abs(change)),
        _ => "× " + ReportText.Number(1 + change),
    };
}
