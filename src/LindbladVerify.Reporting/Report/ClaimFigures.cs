using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Report;

/// <summary>Draws the evidence of a verdict: the error along a limit with its fitted slope, or formula and reference along a cut, and noise trajectories beside them.</summary>
internal static class ClaimFigures
{
    private const double PanelWidth = 380;
    private const double PanelHeight = 240;

    /// <summary>The figures of a verdict; none where it has neither paths nor a cut.</summary>
    public static IReadOnlyList<Figure> Of(Formula formula, Claim claim, Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var figures = new List<Figure>();
        if (claim is LimitClaim limit && verdict.Paths.Any(p => p.RelativeError.Any(e => e > 0)))
        {
            figures.Add(ErrorAlongPath(formula, limit, verdict));
        }

        if (verdict.Cut is { } cut && KnownModels.ReferenceOf(claim) is { } reference)
        {
            figures.Add(AlongCut(formula, reference, verdict, cut));
        }

        if (verdict.Trajectories.Count > 0)
        {
            figures.Add(AgainstTrajectories(formula, verdict));
        }

        return figures;
    }

    private static Figure AgainstTrajectories(Formula formula, Verdict verdict)
    {
        TrajectoryComparison[] points = [.. verdict.Trajectories.OrderBy(t => t.Estimate.Deterministic)];
        double[] computed = [.. points.Select(t => t.Estimate.Deterministic)];
        double[] measured = [.. points.Select(t => t.Estimate.Rate / t.Estimate.Deterministic)];
        double[] error = [.. points.Select(t => t.Estimate.StandardError / t.Estimate.Deterministic)];
        double[] predicted = [.. points.Select(t => t.Predicted / t.Estimate.Deterministic)];
        long trajectories = points.Sum(t => t.Estimate.Trajectories);
        double[] shown = [.. predicted.Concat(measured).Where(double.IsFinite)];
        bool wide = shown.Length > 0 && shown.Min() > 0 && shown.Max() / shown.Min() > 3; // on a linear axis one that is far off would hide the others
        string label = "*W*/*W*_{computed}";
        double? low = wide ? shown.Append(1).Min() / 1.5 : null, high = wide ? shown.Append(1).Max() * 1.5 : null; // no marker on the frame
        return new Figure(
            verdict.Id + ".trajectories",
            "Noise trajectories beside the formula",
            $"Rates of {points.Length} points over the rate computed from the equations of motion: estimates from {trajectories.ToString(CultureInfo.InvariantCulture)} noise trajectories with two standard errors, and {formula.Title}.",
            new Axes(
                Axis.Log("*W*_{computed} (s^{-1})"),
                wide ? Axis.Log(label, low, high) : Axis.Linear(label),
                new ReferenceLine("", Orientation.Horizontal, 1) { Color = PlotColor.Muted },
                Points.WithStandardErrors("trajectories, two standard errors", computed, measured, error, 2) with { Color = PlotColor.Ink, Size = 5 },
                new Points("formula", computed, predicted) { Color = verdict.Kind == VerdictKind.False ? PlotColor.Vermilion : PlotColor.Blue, Marker = Marker.HollowSquare, Size = 8 })
            { Grid = true })
        { PanelWidth = PanelWidth, PanelHeight = PanelHeight };
    }

    private static Figure ErrorAlongPath(Formula formula, LimitClaim claim, Verdict verdict)
    {
        var items = new List<PlotItem>();
        foreach (LimitPathSamples path in verdict.Paths)
        {
            bool worst = string.Equals(path.Role, "worst", StringComparison.Ordinal);
            items.Add(new Points(path.Role + " path", path.Epsilon, path.RelativeError)
            {
                Color = worst ? PlotColor.Vermilion : PlotColor.Blue,
                Marker = worst ? Marker.HollowSquare : Marker.Circle,
                Size = 5,
            });
        }

        LimitPathSamples typical = verdict.Paths[0];
        double prefactor = typical.Prefactor();
        if (typical.Order is { } order && double.IsFinite(prefactor))
        {
            double[] ends = [order.From, order.To];
            items.Insert(0, new Curve($"fitted slope {ReportText.Order(order)}", ends, [.. ends.Select(e => prefactor * Math.Pow(e, order.Value))]) { Color = PlotColor.Ink, Dash = Dash.Solid, Width = 1.3 });
        }

        string path0 = claim.PathText.Split(", from a start", 2)[0];
        string found = verdict.IsRefutedByOrder() ? "vanishes, but more slowly than declared" : verdict.Kind == VerdictKind.False ? "does not vanish" : "vanishes with the fitted slope";
        return new Figure(
            verdict.Id + ".error",
            "Error along " + Symbols.Of(formula).Line(path0),
            $"{formula.Title} against the {Words(claim.Reference)}: the relative error {found}. The fit covers the line drawn; points below it are rounding.",
            new Axes(Axis.Log("distance from the limit, *ε*"), Axis.Log("|formula/reference − 1|"), [.. items]) { Grid = true })
        { PanelWidth = PanelWidth, PanelHeight = PanelHeight };
    }

    private static Figure AlongCut(Formula formula, Reference reference, Verdict verdict, FormulaCut cut)
    {
        Parameter p = cut.Parameter;
        var symbols = Symbols.Of(formula);
        string unit = string.Equals(p.Unit, "1", StringComparison.Ordinal) ? "" : $" ({UnitMarkup(p.Unit)})";
        bool agrees = verdict.Kind != VerdictKind.False;
        var items = new List<PlotItem> { new Curve(Short(reference), cut.Values, cut.Computed) { Color = PlotColor.Ink, Dash = Dash.Solid } };
        if (agrees)
        {
            int step = Math.Max(1, cut.Values.Count / 20);
            int[] shown = [.. Enumerable.Range(0, cut.Values.Count).Where(k => k % step == 0)];
            items.Add(new Points("formula", [.. shown.Select(k => cut.Values[k])], [.. shown.Select(k => cut.Predicted[k])]) { Color = PlotColor.Blue, Marker = Marker.HollowCircle, Size = 6 });
        }
        else
        {
            items.Add(new Curve("formula", cut.Values, cut.Predicted) { Color = PlotColor.Vermilion, Dash = Dash.Dashed });
            if (verdict.Counterexample is not null)
            {
                items.Add(new ReferenceLine("counterexample", Orientation.Vertical, cut.Through[p.Name]) { Color = PlotColor.Muted, Dash = Dash.Dotted });
            }
        }

        string[] held = [.. cut.Through.Names.Where(n => !string.Equals(n, p.Name, StringComparison.Ordinal))];
        string others = string.Join(", ", held.Select(n => $"{symbols.Plain(n)} = {ReportText.PlainNumber(cut.Through[n])}"));
        string marked = string.Join(", ", held.Select(n => $"{symbols.Markup(n)} = {ReportText.Number(cut.Through[n])}"));
        string before = $"{formula.Title} and the {Words(reference)}, at ";
        bool isLog = IsPositive(cut.Computed) && IsPositive(cut.Predicted) && !IsOverTime(cut);
        string after = $" (rad/s and 1/s). {(agrees ? "They agree to rounding." : isLog ? "They part where the ratio of the curves, below, is not 1." : "They part where their difference, below, is not 0.")}";
        string variable = symbols.ByName.ContainsKey(p.Name) ? symbols.Markup(p.Name) : $"*{p.Name}*", x = variable + unit, y = QuantityLabel(reference);
        return new Figure(
            verdict.Id + ".cut",
            $"Formula and reference along {variable}",
            before + others + after,
            [new Axes(p.IsLogarithmic ? Axis.Log(x) : Axis.Linear(x), isLog ? Axis.Log(y) : Axis.Linear(y), [.. items]) { Grid = true }, .. agrees ? [] : new[] { Apart(cut, p.IsLogarithmic ? Axis.Log(x) : Axis.Linear(x), isLog) }])
        { PanelWidth = PanelWidth, PanelHeight = PanelHeight, Columns = 1, Caption = RichText.Escape(before) + marked + RichText.Escape(after) };
    }

    private static bool IsPositive(IReadOnlyList<double> values) => values.All(v => !double.IsFinite(v) || v > 0);

    private static bool IsOverTime(FormulaCut cut) => cut.Parameter.Name is FormulaBody.Time;

    /// <summary>The ratio of the two curves, where a few per cent are seen that logarithmic axes hide; their difference where they may pass through 0.</summary>
    private static Axes Apart(FormulaCut cut, Axis x, bool isRatio)
    {
        string label = isRatio ? "formula/reference" : "formula − reference";
        double[] ratio = [.. cut.Predicted.Zip(cut.Computed, (f, r) => isRatio ? f / r : f - r)];
        double[] finite = [.. ratio.Where(double.IsFinite)];
        bool wide = isRatio && finite.Length > 0 && finite.Min() > 0 && finite.Max() / finite.Min() > 10;
        return new Axes(
            x,
            wide ? Axis.Log(label) : Axis.Linear(label),
            new ReferenceLine("", Orientation.Horizontal, isRatio ? 1 : 0) { Color = PlotColor.Muted },
            new Curve(label, cut.Values, ratio) { Color = PlotColor.Vermilion }) { Grid = true, Legend = LegendPlacement.None };
    }

    private static string QuantityLabel(Reference reference) => reference.Quantity switch
    {
        Reference.FlipFlopRateQuantity => "*W* (s^{-1})",
        Reference.SpectrumQuantity => "*F*(*ω*) (s)",
        Reference.LineshapeQuantity => "*S*(*ω*) (s)",
        Reference.ZeroQuantumCoherenceDecayQuantity => "Γ_{2} (s^{-1})",
        _ => RichText.Escape(QuantityWords(reference.Quantity.Split(" in ", 2)[0])), // the file stands below the figure
    };

    /// <summary>A quantity in words: "neighbour flip-flop rate" for the hyphened name; names of files stay as they are.</summary>
    internal static string QuantityWords(string quantity) => string.Join(' ', quantity.Split(' ').Select(word =>
        word.Contains('.', StringComparison.Ordinal) || word.Contains('/', StringComparison.Ordinal)
            ? word
            : word.Replace('-', ' ').Replace("flip flop", "flip-flop", StringComparison.Ordinal)));

    private static string UnitMarkup(string unit) => unit switch
    {
        "rad/s" => "rad s^{-1}",
        "1/s" => "s^{-1}",
        _ => RichText.Escape(unit),
    };

    private static string Short(Reference reference) => string.Equals(reference.Noise, NoiseNames.None, StringComparison.Ordinal) ? "computed" : "computed, " + reference.Noise;

    internal static string Words(Reference reference) => KnownModels.IsFlipFlopRate(reference)
        ? $"computed flip-flop rate ({KnownModels.Describe(reference)})"
        : $"computed {QuantityWords(reference.Quantity)}{(string.Equals(reference.Noise, NoiseNames.None, StringComparison.Ordinal) ? "" : $" ({reference.Noise})")}";
}
