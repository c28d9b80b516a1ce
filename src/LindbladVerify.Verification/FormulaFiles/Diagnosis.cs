using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Sampling;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>
/// What a reader wants to know of a refuted formula: which parameters it ignores, which single slip of the pen would explain the
/// disagreement, and in which limits it is right all the same.
/// </summary>
internal sealed class Diagnosis(JudgingContext context)
{
    private const int Starts = 6;
    private const int RepairPoints = 24;
    private const int RepairsShown = 2;

    /// <summary>Where the error of a repaired limit is looked at: it must fall between the two, and most edits leave it constant.</summary>
    private const double Near = 1e-3;
    private const double Deep = 1e-5;

    private readonly HashSet<string> described = new(StringComparer.Ordinal);

    /// <summary>The verdict with a sentence for each finding.</summary>
    public Verdict Of(Formula formula, Claim claim, Verdict verdict)
    {
        if (formula is not FileFormula { IsWholeCourse: false } file || verdict.Kind != VerdictKind.False || claim is not (IdentityClaim or LimitClaim))
        {
            return verdict;
        }

        var findings = new List<string>();
        if (described.Add(file.Id))
        {
            findings.AddRange(Ignored(file, verdict));
        }

        findings.AddRange(claim is LimitClaim limit ? LimitRepairs(file, limit) : IdentityRepairs(file, (IdentityClaim)claim));
        if (claim is IdentityClaim identity && RightIn(file, identity) is { Length: > 0 } right)
        {
            findings.Add(right);
        }

        return verdict with { Diagnosis = findings };
    }

    /// <summary>Parameters that the formula ignores although the quantity depends on them.</summary>
    private IEnumerable<string> Ignored(FileFormula formula, Verdict verdict)
    {
        var used = new HashSet<string>(formula.Body.Value.Names().Concat(formula.Body.Helpers.SelectMany(h => h.Definition.Names())), StringComparer.Ordinal);
        if (verdict.Counterexample is not { Point: { } at } || formula.Claims.OfType<IdentityClaim>().Select(c => c.Reference).Concat(formula.Claims.OfType<LimitClaim>().Select(c => c.Reference)).FirstOrDefault() is not { } reference)
        {
            yield break;
        }

        foreach (Parameter parameter in formula.Parameters.Where(p => !used.Contains(p.Name)))
        {
            double[] values = [.. new[] { parameter.Low, parameter.High }.Select(v => InteriorScan.Compare(formula, reference, context.Library, at.With(parameter.Name, v)).Computed)];
            if (Math.Abs(values[0] - values[1]) > 1e-6 * Math.Abs(values[0]))
            {
                yield return $"The formula does not depend on {parameter.Name}; the computed quantity does.";
            }
        }
    }

    private IEnumerable<string> IdentityRepairs(FileFormula formula, IdentityClaim claim)
    {
        Comparison[] points = [.. context.Scan(formula, claim.Reference).Comparisons.Where(c => c.IsUsable && c.Computed != 0).Take(RepairPoints)];
        bool Repairs(FormulaBody body) => points.All(c => Error(body, c) <= 1e-9 + (5 * c.RelativeUncertainty));
        return points.Length < RepairPoints
            ? []
            : [.. Distinct(formula, SingleEdits.Of(formula.Body).Where(e => Repairs(e.Body))).Select(e => $"It agrees everywhere with {e.After} for {e.Before}.")];
    }

    private IEnumerable<string> LimitRepairs(FileFormula formula, LimitClaim claim)
    {
        var sampler = new DomainSampler(formula.Parameters, context.Settings.Seed + 1);
        (Comparison Near, Comparison Deep)[] pairs =
        [
            .. Enumerable.Range(0, Starts).Select(sampler.Point)
                .Select(p => (InteriorScan.Compare(formula, claim.Reference, context.Library, claim.Path(p, Near)), InteriorScan.Compare(formula, claim.Reference, context.Library, claim.Path(p, Deep))))
                .Where(p => p.Item1.IsUsable && p.Item2.IsUsable),
        ];
        if (pairs.Length < Starts / 2)
        {
            return [];
        }

        bool Vanishes(FormulaBody body) => pairs.All(p => Error(body, p.Deep) is double deep && deep < 1e-2 && deep <= Math.Max(Error(body, p.Near) / 10, 10 * p.Deep.RelativeUncertainty + 1e-14));
        double Size(FormulaBody body) => pairs.Sum(p => Math.Log(Math.Max(Error(body, p.Deep), 1e-300)));
        return [.. Distinct(formula, SingleEdits.Of(formula.Body).Where(e => Vanishes(e.Body)).OrderBy(e => Size(e.Body))).Select(e => $"The error vanishes with {e.After} for {e.Before}.")];
    }

    /// <summary>Edits that are not the same formula written twice.</summary>
    private IEnumerable<SingleEdit> Distinct(FileFormula formula, IEnumerable<SingleEdit> edits)
    {
        var sampler = new DomainSampler(formula.Parameters, context.Settings.Seed);
        ParameterPoint[] points = [.. Enumerable.Range(0, 4).Select(sampler.Point)];
        return edits.DistinctBy(e => string.Join(' ', points.Select(p => e.Body.Evaluate(p).ToString("G9", System.Globalization.CultureInfo.InvariantCulture))), StringComparer.Ordinal).Take(RepairsShown);
    }

    /// <summary>The limits of single parameters in which the error vanishes.</summary>
    private string RightIn(FileFormula formula, IdentityClaim claim)
    {
        var found = new List<string>();
        foreach (Parameter parameter in formula.Parameters.Where(p => p.High > p.Low))
        {
            foreach (double target in parameter.IsLogarithmic ? [0, double.PositiveInfinity] : new[] { parameter.Low, parameter.High })
            {
                if (Order(formula, claim, LimitApproach.Of(parameter.Name, target)) is { } order)
                {
                    string end = double.IsPositiveInfinity(target) ? "infinity" : target.ToString("G4", System.Globalization.CultureInfo.InvariantCulture);
                    found.Add($"{parameter.Name} -> {end} (order {order.Value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)})");
                }
            }
        }

        return found.Count == 0 ? "No limit of a single parameter makes it right." : $"It is right in the limit {string.Join(", ", found)}.";
    }

    /// <summary>The slowest order over a few starts; null unless the error vanishes from all of them.</summary>
    private MeasuredOrder? Order(FileFormula formula, IdentityClaim claim, LimitApproach approach)
    {
        var limit = new LimitClaim("limit", string.Empty, VerdictKind.Asymptotic, claim.Reference, approach.At, approach.Text, null);
        var sampler = new DomainSampler(formula.Parameters, context.Settings.Seed + 3);
        var orders = new List<MeasuredOrder>();
        for (int k = 0; k < Starts; k++)
        {
            LimitSweep sweep = LimitSweep.Run(formula, limit, context.Library, sampler.Point(k), context.Cancellation);
            if (sweep.Outcome is not (LimitOutcome.Vanishes or LimitOutcome.AtFloor))
            {
                return null;
            }

            orders.AddRange(sweep.Outcome == LimitOutcome.Vanishes ? [sweep.Order!] : Array.Empty<MeasuredOrder>());
        }

        return orders.OrderBy(o => o.StandardError / o.Value).FirstOrDefault();
    }

    private static double Error(FormulaBody body, Comparison at)
    {
        double value = body.Evaluate(at.Point);
        return double.IsNaN(value) ? double.PositiveInfinity : Math.Abs((value - at.Computed) / at.Scale);
    }
}
