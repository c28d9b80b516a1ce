using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.Judging;

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
    private const int RepairsTried = 8;

    /// <summary>Operations on long numbers beyond which limits of edited formulas are looked at in doubles.</summary>
    private const double DearOperations = 2e3;

    /// <summary>Orders from different starts that differ by more are no order.</summary>
    private const double MostSpread = 0.2;

    /// <summary>Where the error of a limit is looked at first: it must fall between the two.</summary>
    private const double Near = 1e-3;
    private const double Deep = 1e-5;

    /// <summary>Smaller errors are no slips of the pen that doubles could tell from others.</summary>
    private const double LeastRepaired = 1e-6;

    /// <summary>A quantity that changes by a smaller part may do so by the error of its reference.</summary>
    private const double LeastDependence = 1e-6;

    /// <summary>An edit of a formula that vanishes too slowly must raise the order by at least this.</summary>
    private const double LeastGain = 0.5;
    private const double OrderTolerance = 0.15;

    /// <summary>What a parameter in the wrong unit is off by.</summary>
    private static readonly (double Factor, string Text)[] Scales = [(2 * Math.PI, "2*pi*x"), (1 / (2 * Math.PI), "x/(2*pi)"), (2, "2*x"), (0.5, "x/2")];

    private readonly HashSet<string> described = new(StringComparer.Ordinal);

    /// <summary>The verdict with a sentence for each finding.</summary>
    public Verdict Of(Formula formula, Claim claim, Verdict verdict)
    {
        if (FileFormula.InDigits(formula) is not { IsWholeCourse: false } file || verdict.Kind != VerdictKind.False || claim is not (IdentityClaim or LimitClaim))
        {
            return verdict;
        }

        var findings = new List<string>();
        if (verdict.Counterexample is { } counterexample && described.Add(file.Id))
        {
            findings.AddRange(Ignored(file, KnownModels.ReferenceOf(claim)!, counterexample.Point));
        }

        findings.AddRange(claim is LimitClaim limit ? LimitRepairs(file, limit, verdict) : IdentityRepairs(file, (IdentityClaim)claim, verdict));
        if (claim is IdentityClaim identity && RightIn(file, identity) is { Length: > 0 } right)
        {
            findings.Add(right);
        }

        return verdict with { Diagnosis = findings };
    }

    /// <summary>Parameters that the formula ignores although the quantity, from one end of their range to the other, depends on them.</summary>
    private IEnumerable<string> Ignored(FileFormula formula, Reference reference, ParameterPoint at)
    {
        var used = new HashSet<string>(formula.Body.Value.Names().Concat(formula.Body.Helpers.SelectMany(h => h.Definition.Names())), StringComparer.Ordinal);
        foreach (Parameter parameter in formula.Parameters.Where(p => !used.Contains(p.Name)))
        {
            double Computed(double value) => InteriorScan.Compare(formula, reference, context.Library, at.With(parameter.Name, value)).Computed;
            double low = Computed(parameter.Low);
            if (Math.Abs(Computed(parameter.High) - low) > LeastDependence * Math.Abs(low))
            {
                yield return $"The formula does not depend on {parameter.Name}; the computed quantity does.";
            }
        }
    }

    private IEnumerable<string> IdentityRepairs(FileFormula formula, IdentityClaim claim, Verdict verdict)
    {
        Comparison[] points = [.. context.Glance(formula, claim.Reference).Comparisons.Where(c => claim.Holds(c.Point) && c.IsUsable && c.Computed != 0).Take(RepairPoints)];
        if (points.Length < RepairPoints || !(verdict.LargestRelativeError > LeastRepaired))
        {
            return [];
        }

        // A unit that is wrong is wrong everywhere; scaling a parameter also moves a needle out of the way, which explains nothing.
        bool isWrongWidely = 2 * points.Count(c => c.RelativeError > LeastRepaired) > points.Length;

        // Where the formula is wrong only in a corner, an edit must mend it there.
        ParameterPoint[] wrong = [.. new[] { verdict.WorstPoint, verdict.Counterexample?.Point }.OfType<ParameterPoint>()];
        points = [.. points, .. wrong.Select(p => InteriorScan.Compare(formula, claim.Reference, context.Library, p)).Where(c => c.IsUsable)];
        bool Repairs(Func<ParameterPoint, double> evaluate) => points.All(c => Error(evaluate, c) <= 1e-9 + (5 * c.RelativeUncertainty));
        return
        [
            .. Distinct(formula, SingleEdits.Of(formula.Body).Where(e => Repairs(p => e.Body.Evaluate(p)))).Take(RepairsShown).Select(e => $"It agrees everywhere with {e.After} for {e.Before}."),
            .. from parameter in isWrongWidely ? formula.Parameters : []
               from scale in Scales
               where Repairs(p => formula.Body.Evaluate(p.With(parameter.Name, scale.Factor * p[parameter.Name])))
               select $"It agrees everywhere with {scale.Text.Replace("x", parameter.Name, StringComparison.Ordinal)} for {parameter.Name} throughout.",
        ];
    }

    private IEnumerable<string> LimitRepairs(FileFormula formula, LimitClaim claim, Verdict verdict)
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

        double ErrorOf(FormulaBody body, Comparison at) => Error(p => body.Evaluate(p), at);
        bool Vanishes(FormulaBody body) => pairs.All(q => ErrorOf(body, q.Deep) is var deep && deep < 1e-2 && deep <= Math.Max(ErrorOf(body, q.Near) / 10, (10 * q.Deep.RelativeUncertainty) + 1e-14));
        double Size(FormulaBody body) => pairs.Sum(q => Math.Log(Math.Max(ErrorOf(body, q.Deep), double.Epsilon)));
        double wanted = Math.Max(claim.DeclaredOrder ?? 0, (verdict.Order?.Value ?? 0) + LeastGain) - OrderTolerance;
        IEnumerable<string> findings =
            from edit in Distinct(formula, SingleEdits.Of(formula.Body).Where(e => Vanishes(e.Body)).OrderBy(e => Size(e.Body))).Take(RepairsTried)
            let order = Order(formula.With(edit.Body), claim)
            where order is not null && order.Value >= wanted
            select FormattableString.Invariant($"With {edit.After} for {edit.Before} the error vanishes with order {RoundedOrder(order)}.");
        return [.. findings.Take(RepairsShown)];
    }

    /// <summary>Edits that are not the same formula written twice.</summary>
    private IEnumerable<SingleEdit> Distinct(FileFormula formula, IEnumerable<SingleEdit> edits)
    {
        var sampler = new DomainSampler(formula.Parameters, context.Settings.Seed);
        ParameterPoint[] points = [.. Enumerable.Range(0, 4).Select(sampler.Point)];
        return edits.DistinctBy(e => string.Join(' ', points.Select(p => e.Body.Evaluate(p).ToString("G9", CultureInfo.InvariantCulture))), StringComparer.Ordinal);
    }

    /// <summary>The limits of single parameters in which the error vanishes.</summary>
    private string RightIn(FileFormula formula, IdentityClaim claim)
    {
        var found = new List<string>();
        foreach (Parameter parameter in formula.Parameters.Where(p => p.High > p.Low))
        {
            foreach (double target in parameter.IsLogarithmic ? [0, double.PositiveInfinity] : new[] { parameter.Low, parameter.High })
            {
                if (Order(formula, Limit(claim, LimitApproach.Of(parameter.Name, target))) is { } order)
                {
                    string end = double.IsPositiveInfinity(target) ? "infinity" : target.ToString("G4", CultureInfo.InvariantCulture);
                    found.Add($"{parameter.Name} -> {end} (order {RoundedOrder(order)})");
                }
            }
        }

        return found.Count == 0 ? string.Empty : $"It is right in the limit {string.Join(", ", found)}.";
    }

    /// <summary>The order over a few starts, from the one at which it is known best; null unless the error vanishes from all of them, and from one above rounding.</summary>
    private MeasuredOrder? Order(FileFormula formula, LimitClaim limit)
    {
        var sampler = new DomainSampler(formula.Parameters, context.Settings.Seed + 3);
        var orders = new List<MeasuredOrder>();
        PreciseComparer? digits = PreciseComparer.Of(formula, limit.Reference, context.Cancellation) is { Operations: < DearOperations } precise ? precise : null;
        for (int k = 0; k < Starts; k++)
        {
            // A whole sweep is dear where the quantity is: two points of it tell most limits that are none, or not to be known.
            Comparison near = InteriorScan.Compare(formula, limit.Reference, context.Library, limit.Path(sampler.Point(k), Near));
            Comparison deep = InteriorScan.Compare(formula, limit.Reference, context.Library, limit.Path(sampler.Point(k), Deep));
            if (!near.IsUsable || !deep.IsUsable || deep.RelativeError > Math.Max(near.RelativeError / 2, (10 * deep.RelativeUncertainty) + 1e-14))
            {
                return null;
            }

            LimitSweep sweep = digits is not null && limit is FileLimitClaim file
                ? PreciseLimitSweep.Run(digits, formula, file.Approach, sampler.Point(k), context.Cancellation)
                : LimitSweep.Run(formula, limit, context.Library, sampler.Point(k), context.Cancellation);
            if (sweep.Outcome is not (LimitOutcome.Vanishes or LimitOutcome.AtFloor or LimitOutcome.Ends))
            {
                return null;
            }

            orders.AddRange(sweep.Outcome == LimitOutcome.Vanishes ? [sweep.Order!] : Array.Empty<MeasuredOrder>());
        }

        // The order of a limit is that of its worst path; slopes that disagree show none.
        return orders.Count == 0 || orders.Max(o => o.Value) > orders.Min(o => o.Value) + MostSpread ? null : orders.MinBy(o => o.Value);
    }

    private static string RoundedOrder(MeasuredOrder order) => order.Value.ToString("0.##", CultureInfo.InvariantCulture);

    private static FileLimitClaim Limit(IdentityClaim claim, LimitApproach approach) =>
        new("limit", string.Empty, VerdictKind.Asymptotic, claim.Reference, approach, null);

    private static double Error(Func<ParameterPoint, double> evaluate, Comparison at)
    {
        double value = evaluate(at.Point);
        return double.IsNaN(value) ? double.PositiveInfinity : Math.Abs((value - at.Computed) / at.Scale);
    }
}
