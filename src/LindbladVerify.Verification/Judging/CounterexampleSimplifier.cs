using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Verification.FormulaFiles;

namespace LindbladVerify.Verification.Judging;

/// <summary>Turns a point at which a claim fails into the simplest such point: round numbers, and a note of what does not matter.</summary>
internal static class CounterexampleSimplifier
{
    private static readonly double[] RoundFractions = [0, 1, 0.5, 0.7, 0.9, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8];

    /// <summary>Simplifies while the disagreement stays above half of what it was (or of 100 %).</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="scan">Compares at other points.</param>
    /// <param name="worst">Where to start.</param>
    /// <param name="badness">Larger is worse; NaN outside the claim's region.</param>
    /// <param name="refuted">Badness that refutes the claim.</param>
    /// <param name="swept">For a limit: the parameters that its path moves. They stay at the end of the path, and the point may leave the domain. Null otherwise.</param>
    public static Counterexample Simplify(Formula formula, Claim claim, InteriorScan scan, Comparison worst, Func<Comparison, double> badness, double refuted, IReadOnlyCollection<string>? swept = null)
    {
        double enough = Math.Max(refuted, Math.Min(badness(worst), 1) / 2);
        Comparison current = worst;
        foreach (Parameter parameter in formula.Parameters)
        {
            foreach (double candidate in Candidates(parameter, current.Point[parameter.Name], swept))
            {
                Comparison tried = scan.At(current.Point.With(parameter.Name, candidate));
                if (tried.IsUsable && badness(tried) >= enough && tried.Computed != 0)
                {
                    current = tried;
                    break;
                }
            }
        }

        string[] indifferent = [.. formula.Parameters.Select(p => p.Name).Where(name => DoesNotMatter(scan, current, name))];
        return AsFound(formula, claim.Id, current) with { Indifferent = indifferent };
    }

    /// <summary>A point as it is.</summary>
    public static Counterexample AsFound(Formula formula, string claimId, Comparison at) =>
        new(at.Point, at.Predicted, at.Computed, at.RelativeError, at.RelativeUncertainty, [], EvaluateCommand(formula, claimId, at.Point));

    /// <summary>The command that evaluates a claim at one point.</summary>
    public static string EvaluateCommand(Formula formula, string claimId, ParameterPoint point) =>
        $"lindblad-verify evaluate {formula.Id}.{claimId}{(FileFormula.InDigits(formula) is { IsOfGallery: false } file ? $" --file {FileFormula.Quoted(file.File)}" : string.Empty)} --at {string.Join(',', point.Names.Zip(point.Values, (n, v) => string.Create(CultureInfo.InvariantCulture, $"{n}={v:R}")))}";

    private static IEnumerable<double> Candidates(Parameter parameter, double value, IReadOnlyCollection<string>? swept)
    {
        if (swept is not null && swept.Contains(parameter.Name, StringComparer.Ordinal))
        {
            return LogarithmicCandidates(value);
        }

        IEnumerable<double> raw = parameter.IsLogarithmic || Math.Abs(value) > 1
            ? LogarithmicCandidates(value)
            : RoundFractions.Select(f => Math.CopySign(f, value)).OrderBy(f => Math.Abs(f - value)).Prepend(Math.Round(value, 1)).Append(Math.Round(value, 2)).Append(Math.Round(value, 3));
        return raw.Where(v => (swept is not null && parameter.IsLogarithmic) || (v >= parameter.Low && v <= parameter.High));
    }

    private static IEnumerable<double> LogarithmicCandidates(double value)
    {
        double decade = Math.Pow(10, Math.Round(Math.Log10(Math.Abs(value))));
        double below = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))));
        return [Math.CopySign(decade, value), Math.Round(value / below) * below, Math.Round(value / below * 10) / 10 * below];
    }

    private static bool DoesNotMatter(InteriorScan scan, Comparison at, string name)
    {
        double value = at.Point[name];
        return value != 0 && new[] { 0.1, 10.0 }.All(factor =>
        {
            Comparison changed = scan.At(at.Point.With(name, value * factor));
            return changed.IsUsable && Math.Abs(changed.SignedError - at.SignedError) <= 1e-6 * Math.Max(at.RelativeError, 1e-3);
        });
    }
}

/// <summary>Recognises a formula that is right but for a constant: the commonest mistake there is.</summary>
internal static class ConstantFactor
{
    private const double Tolerance = 1e-9;

    private static readonly (double Value, string Meaning)[] Known =
    [
        (2 * Math.PI, "a factor 2π too large: hertz against rad/s?"),
        (1 / (2 * Math.PI), "a factor 2π too small: rad/s against hertz?"),
        (4 * Math.PI * Math.PI, "a factor (2π)² too large: hertz against rad/s in a squared coupling?"),
        (1 / (4 * Math.PI * Math.PI), "a factor (2π)² too small: rad/s against hertz in a squared coupling?"),
        (2, "a factor 2 too large: the relaxation rate 2W against the one-way rate W?"),
        (0.5, "a factor 2 too small: the one-way rate W against the relaxation rate 2W?"),
        (-1, "wrong in sign"),
    ];

    /// <summary>What to say of a formula whose ratio to its reference is the same at all points; null if it varies.</summary>
    public static string? Describe(IReadOnlyList<Comparison> comparisons, int fewest = 16)
    {
        double ratio = Of(comparisons, fewest);
        if (double.IsNaN(ratio))
        {
            return null;
        }

        string? meaning = Array.Find(Known, k => Math.Abs((ratio / k.Value) - 1) <= Tolerance).Meaning;
        return meaning ?? $"off by the constant factor {Words(comparisons)}";
    }

    /// <summary>The ratio of formula and reference where it is the same at all points and not 1; NaN if it varies, and for time courses, of which only the worst times are known.</summary>
    public static double Of(IReadOnlyList<Comparison> comparisons, int fewest = 16)
    {
        Comparison[] usable = [.. comparisons.Where(c => c.IsUsable && c.Computed != 0 && c.RelativeUncertainty <= ReferenceValue.MostUncertain)];
        if (usable.Length < fewest || Array.Exists(usable, c => c.Time is not null) || comparisons.Any(c => c.IsUsable && c.Computed == 0 && c.Predicted != 0))
        {
            return double.NaN;
        }

        double error = usable[0].SignedError;
        double Allowed(Comparison c) => c.IsPrecise ? (1e-6 * Math.Abs(error)) + (Comparison.Certainty * c.RelativeUncertainty) : (Tolerance + (Comparison.Certainty * c.RelativeUncertainty)) * Math.Abs(1 + error);
        return usable.All(c => Math.Abs(c.SignedError - error) <= Allowed(c)) && Math.Abs(error) > (usable[0].IsPrecise ? Comparison.Certainty * usable[0].RelativeUncertainty : Tolerance) ? 1 + error : double.NaN;
    }

    /// <summary>A factor in words: how far from 1 it is where it is near.</summary>
    public static string Words(IReadOnlyList<Comparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        double error = comparisons.First(c => c.IsUsable).SignedError;
        return Math.Abs(error) < 1e-4
            ? string.Create(CultureInfo.InvariantCulture, $"1 {(error < 0 ? '-' : '+')} {Math.Abs(error):G4}")
            : string.Create(CultureInfo.InvariantCulture, $"{1 + error:G10}");
    }
}
