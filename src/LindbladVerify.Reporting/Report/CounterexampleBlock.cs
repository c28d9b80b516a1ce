using LindbladVerify.Formulas;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Report;

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
