using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Sampling;

namespace LindbladVerify.Verification.Judging;

/// <summary>
/// Judges "the error vanishes in this limit" by the measured order, from many starting points: an error that is merely small
/// somewhere has slope 0 and is refused.
/// </summary>
internal static class LimitJudge
{
    /// <summary>A measured order may lie this far below the declared one.</summary>
    private const double OrderTolerance = 0.15;

    /// <summary>A power law above rounding has local slopes that differ by less.</summary>
    private const double RisingSlope = 0.05;

    /// <summary>Points of a fit, four a decade, that show a power on their own.</summary>
    private const int PlainPoints = 6;

    public static Verdict Judge(Formula formula, LimitClaim claim, JudgingContext context)
    {
        var sampler = new DomainSampler(formula.Parameters, context.Settings.Seed + 1);
        var sweeps = new LimitSweep[context.Settings.LimitStarts];
        Parallel.For(0, sweeps.Length, new ParallelOptions { CancellationToken = context.Cancellation, MaxDegreeOfParallelism = context.Settings.Threads }, k => sweeps[k] = LimitSweep.Run(formula, claim, context.Library, sampler.Point(k), context.Cancellation));

        Comparison? interior = context.Scan(formula, claim.Reference).Worst(c => c.RelativeError, context.Settings.Searches, context.Cancellation);
        Verdict verdict = Decide(formula, claim, context, sweeps);
        var evidence = new List<Evidence>(verdict.Evidence);
        if (interior is not null)
        {
            evidence.Add(new Evidence("scan", $"Away from the limit, on the whole domain: largest relative error {interior.RelativeError:G3} at {interior.Point}.", context.Settings.ScanPoints, interior.RelativeError));
        }

        if (verdict.Kind == VerdictKind.Exact)
        {
            // Exact along its paths: what the formula does elsewhere is no part of that.
            return verdict with { LargestRelativeError = sweeps.SelectMany(s => s.Samples).Max(s => s.Comparison.RelativeError), Evidence = evidence, Paths = Kept(sweeps) };
        }

        return verdict with { LargestRelativeError = interior?.RelativeError ?? double.NaN, WorstPoint = interior?.Point, Evidence = evidence, Paths = Kept(sweeps) };
    }

    /// <summary>The median path and the worst one: largest remaining error if any path is stuck, else slowest order.</summary>
    private static LimitPathSamples[] Kept(LimitSweep[] sweeps)
    {
        LimitSweep[] stuck = [.. sweeps.Where(s => s.Outcome == LimitOutcome.DoesNotVanish).OrderBy(s => s.Samples[^1].Comparison.RelativeError)];
        LimitSweep[] ranked = stuck.Length > 0 ? stuck : [.. sweeps.Where(s => s.Outcome == LimitOutcome.Vanishes).OrderByDescending(s => s.Order!.Value)];
        return ranked.Length switch
        {
            0 => [],
            1 => [ranked[0].Keep("typical")],
            _ => [ranked[(ranked.Length - 1) / 2].Keep("typical"), ranked[^1].Keep("worst")],
        };
    }

    private static Verdict Decide(Formula formula, LimitClaim claim, JudgingContext context, LimitSweep[] sweeps)
    {
        LimitSweep? stuck = sweeps.Where(s => s.Outcome == LimitOutcome.DoesNotVanish).MaxBy(s => s.Samples[^1].Comparison.RelativeError);
        LimitSweep[] vanishing = [.. sweeps.Where(s => s.Outcome == LimitOutcome.Vanishes).OrderBy(s => s.Order!.Value)];
        int atFloor = sweeps.Count(s => s.Outcome == LimitOutcome.AtFloor);
        int points = sweeps.Sum(s => s.Samples.Count);
        if (stuck is not null)
        {
            Comparison last = stuck.Samples[^1].Comparison;
            return Refuted(formula, claim, context, stuck, $"The error does not vanish: {IdentityJudge.Percent(last.RelativeError)} at the end of the path, slope {Math.Round(stuck.Order!.Value, 3) + 0.0:F3}.", points);
        }

        int ends = sweeps.Count(s => s.Outcome == LimitOutcome.Ends);
        if (ends > 0 && vanishing.Length <= ends && 2 * (ends + atFloor) >= sweeps.Length)
        {
            string exact = $"The error is gone beyond a point on {ends} of {sweeps.Length} paths and nowhere seen on {atFloor}: exact near the limit, of no order.";
            return Judging.Judge.Draft(formula, claim, VerdictKind.Asymptotic, exact) with { Evidence = [new Evidence("limit", $"{points} points on {sweeps.Length} paths {claim.PathText}: {exact}", points, double.NaN)] };
        }

        if (vanishing.Length == 0)
        {
            return atFloor == sweeps.Length
                ? Judging.Judge.Draft(formula, claim, VerdictKind.Exact, $"Agrees to rounding along all {sweeps.Length} paths: more than a limit.") with { Evidence = [new Evidence("limit", $"{points} points on {sweeps.Length} paths {claim.PathText}: all at rounding.", points, 0)] }
                : Judging.Judge.Draft(formula, claim, VerdictKind.Inconclusive, $"Fewer than {OrderFit.FewestPoints} points above the rounding floor: no order can be measured.");
        }

        if (2 * (vanishing.Length + atFloor + ends) < sweeps.Length)
        {
            return Judging.Judge.Draft(formula, claim, VerdictKind.Inconclusive, $"An order could be measured on only {vanishing.Length} of {sweeps.Length} paths.");
        }

        // The order of the limit is the slowest at any start; accidental cancellations make single starts faster, never slower.
        MeasuredOrder order = Typical(vanishing);
        MeasuredOrder slowest = vanishing[0].Order!;
        string found = $"order {order.Value:F4} ± {order.StandardError:G2}";
        if (claim.DeclaredOrder is double declared && Slower(vanishing, declared) is { } slower)
        {
            string reason = $"The error vanishes with order {slower.Order!.Value:F3}, not {declared:G3}.";
            return Judging.Judge.Draft(formula, claim, VerdictKind.False, reason) with { Order = slower.Order, Evidence = [new Evidence("limit", $"{points} points on {sweeps.Length} paths {claim.PathText}: {reason}", points, double.NaN)] };
        }

        var evidence = new Evidence(
            "limit",
            $"{points} points on {sweeps.Length} paths {claim.PathText}: {found} between epsilon = {order.From:G2} and {order.To:G2}, local slopes {string.Join(", ", order.LocalSlopes.Select(s => s.ToString("F2", System.Globalization.CultureInfo.InvariantCulture)))}; over all starts {slowest.Value:F3} to {vanishing[^1].Order!.Value:F3}.",
            points,
            double.NaN);
        return Judging.Judge.Draft(formula, claim, VerdictKind.Asymptotic, $"The error vanishes with {found}.") with { Order = order, Evidence = [evidence] };
    }

    /// <summary>The median among the third of the paths that follow one power best: others reach rounding before they show it.</summary>
    private static MeasuredOrder Typical(LimitSweep[] vanishing)
    {
        MeasuredOrder[] best = [.. vanishing.Select(s => s.Order!).OrderBy(o => o.StandardError / o.Value).Take((vanishing.Length + 2) / 3).OrderBy(o => o.Value)];
        return best[best.Length / 2];
    }

    /// <summary>
    /// A path that shows a lower order than declared. On its own a path counts only if it follows one power over more than a decade and that power is a multiple
    /// of one half; otherwise half of all that follow one power must agree, for between two terms of an error a slope may linger anywhere.
    /// </summary>
    private static LimitSweep? Slower(LimitSweep[] vanishing, double declared)
    {
        LimitSweep[] settled = [.. vanishing.Where(s => IsSettled(s.Order!))];
        LimitSweep[] slower = [.. settled.Where(s => s.Order!.Value < declared - OrderTolerance)];
        return 2 * slower.Length > settled.Length ? slower[slower.Length / 2] : Array.Find(slower, s => IsPlainPower(s.Order!));
    }

    /// <summary>A slope that still changes along the fit says only that the order is at least that.</summary>
    private static bool IsSettled(MeasuredOrder order) => order.LocalSlopes.Max() - order.LocalSlopes.Min() < RisingSlope;

    private static bool IsPlainPower(MeasuredOrder order) =>
        order.Points >= PlainPoints && Math.Abs((2 * order.Value) - Math.Round(2 * order.Value)) < RisingSlope;

    private static Verdict Refuted(Formula formula, LimitClaim claim, JudgingContext context, LimitSweep sweep, string reason, int points)
    {
        // The simplest witness: the first point of the path from which on the error stays near its final value, and at which an error that
        // vanishes elsewhere already would be small.
        double final = sweep.Samples[^1].Comparison.RelativeError;
        int settled = sweep.Samples.Count - 1;
        while (settled > 0 && sweep.Samples[settled - 1].Epsilon < 1.1e-3 && sweep.Samples[settled - 1].Comparison.RelativeError is double error && error > 0.9 * final && error < 1.1 * final)
        {
            settled--;
        }

        Comparison witness = sweep.Samples[settled].Comparison;
        ParameterPoint here = claim.Path(sweep.Start, 1);
        ParameterPoint further = claim.Path(sweep.Start, 0.1);
        string[] swept = [.. here.Names.Where(n => here[n] != further[n])];
        return Judging.Judge.Draft(formula, claim, VerdictKind.False, reason) with
        {
            Order = sweep.Order,
            Evidence = [new Evidence("limit", $"{points} points on paths {claim.PathText}: {reason}", points, final)],
            Counterexample = CounterexampleSimplifier.Simplify(formula, claim.Id, claim.Reference, context.Library, witness, IdentityJudge.Excess, 0, swept),
        };
    }
}
