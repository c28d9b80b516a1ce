using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
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
        $"lindblad-verify evaluate {formula.Id}.{claimId}{(FileFormula.InDigits(formula) is { } file ? $" --file {FileFormula.Quoted(file.File)}" : string.Empty)} --at {string.Join(',', point.Names.Zip(point.Values, (n, v) => string.Create(CultureInfo.InvariantCulture, $"{n}={v:R}")))}";

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
