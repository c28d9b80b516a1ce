using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.FormulaFiles;

namespace LindbladVerify.Verification.Judging;

/// <summary>
/// Judges "the error vanishes in this limit" along paths from many starting points: points of the domain, its corners and faces, the worst points of the
/// scan. The limit is what its worst path is: an error that stays anywhere refutes it, and its order is the lowest.
/// </summary>
internal static class LimitJudge
{
    /// <summary>A slope in doubles may lie this far below the order that it belongs to.</summary>
    private const double OrderTolerance = 0.15;

    /// <summary>A slope in many digits, however much it still changes.</summary>
    private const double PreciseTolerance = 0.03;

    /// <summary>A slope in many digits that does not change any more.</summary>
    private const double LeastTolerance = 1e-6;

    /// <summary>A power law above rounding has local slopes that differ by less.</summary>
    private const double RisingSlope = 0.05;

    /// <summary>Operations on long numbers that all paths together may spend.</summary>
    private const double PathOperations = 2.4e7;
    private const int FewestStarts = 8;
    private const int WorstStarts = 8;
    private const int EdgeStarts = 48;

    /// <summary>Refuting paths at whose end more levels of a site are asked for, where they explain all of the first ones and where not.</summary>
    private const int FirstWeighed = 16;
    private const int MostWeighed = 64;

    public static Verdict Judge(Formula formula, LimitClaim claim, JudgingContext context)
    {
        InteriorScan scan = context.Glance(formula, claim.Reference);
        var comparer = new PointComparer(formula, claim.Reference, context.Library, context.Cancellation);
        LimitSweep[] sweeps = Weighed(Sweeps(formula, claim, context, comparer, scan), claim, comparer);
        Comparison? interior = scan.Worst(c => claim.Holds(c.Point) ? c.RelativeError : double.NaN, context.Settings.Searches, context.Cancellation);
        Verdict verdict = sweeps.Length == 0
            ? Judging.Judge.Draft(formula, claim, VerdictKind.OutOfDomain, "No path of the domain starts in the region of the claim.")
            : Decide(formula, claim, sweeps, scan);
        var evidence = new List<EvidenceRow>(verdict.Evidence);
        if (interior is not null)
        {
            evidence.Add(new EvidenceRow("scan", $"Away from the limit, at {scan.Comparisons.Count} points of the domain: largest relative error {interior.RelativeError:G3} at {interior.Point}.", scan.Comparisons.Count, interior.RelativeError));
        }

        if (verdict.Kind == VerdictKind.Exact)
        {
            // Exact along its paths: what the formula does elsewhere is no part of that.
            return verdict with { LargestRelativeError = sweeps.SelectMany(s => s.Samples).Max(s => s.Comparison.RelativeError), Evidence = evidence, Paths = Kept(sweeps) };
        }

        return verdict with { LargestRelativeError = interior?.RelativeError ?? double.NaN, WorstPoint = interior?.Point, Evidence = evidence, Paths = Kept(sweeps) };
    }

    private static LimitSweep[] Sweeps(Formula formula, LimitClaim claim, JudgingContext context, PointComparer comparer, InteriorScan scan)
    {
        var precise = claim is FileLimitClaim file && comparer.Precise is not null && formula is FileFormula { IsWholeCourse: false } ? file.Approach : null;
        int affordable = precise is null
            ? comparer.Share(8 * context.Settings.LimitStarts)
            : (int)Math.Clamp(PathOperations * Math.Min(1, context.Settings.LimitStarts / (double)new JudgingSettings().LimitStarts) / (comparer.Precise!.Operations * PreciseLimitSweep.Longest), FewestStarts, 1000);
        ParameterPoint[] starts = [.. Starts(formula, claim, context.Settings, scan, precise is not null).Where(p => claim.Holds(p) && !(claim is FileLimitClaim f && f.Approach.IsAtEnd(p))).Take(affordable)];
        var sweeps = new LimitSweep[starts.Length];
        Parallel.For(0, sweeps.Length, Workers.Loop(context.Settings.Threads, context.Cancellation), k => sweeps[k] = precise is null
            ? LimitSweep.Run(formula, claim, context.Library, starts[k], context.Cancellation)
            : Precisely(k));
        return sweeps;

        // Where the digits allowed do not suffice, doubles say what they know.
        LimitSweep Precisely(int k) => PreciseLimitSweep.Run(comparer.Precise!, (FileFormula)formula, precise!, starts[k], context.Cancellation) is { Outcome: not LimitOutcome.TooFewPoints } sweep
            ? sweep
            : LimitSweep.Run(formula, claim, context.Library, starts[k], context.Cancellation);
    }

    /// <summary>The paths that would refute the limit, with those set aside at whose end truncation of a site explains what stays; where it explains all of the first, it is taken to explain the others.</summary>
    private static LimitSweep[] Weighed(LimitSweep[] sweeps, LimitClaim claim, PointComparer comparer)
    {
        int[] refuting = [.. Enumerable.Range(0, sweeps.Length).Where(k => sweeps[k].Samples.Count > 0 && (sweeps[k].Outcome is LimitOutcome.DoesNotVanish
            || (claim.DeclaredOrder is double declared && (sweeps[k].Outcome == LimitOutcome.SlowerThanAnyPower || (sweeps[k].Outcome == LimitOutcome.Vanishes && Slower([sweeps[k]], declared) is not null)))))];
        string? remark = null;
        bool isAlike = true;
        for (int k = 0; k < refuting.Length; k++)
        {
            LimitSweep sweep = sweeps[refuting[k]];
            (double epsilon, Comparison last) = sweep.Samples[^1];
            Comparison weighed = k < FirstWeighed || (!isAlike && k < MostWeighed) ? comparer.Weigh(last) : isAlike && remark is not null ? last with { RelativeUncertainty = last.RelativeError, Remark = remark } : last;
            bool isExplained = last.Excess > 0 && weighed.Excess == 0;
            isAlike &= isExplained;
            if (isExplained)
            {
                remark = weighed.Remark;
                sweeps[refuting[k]] = sweep with { Outcome = LimitOutcome.Truncated, Samples = [.. sweep.Samples.SkipLast(1), (epsilon, weighed)] };
            }
        }

        return sweeps;
    }

    /// <summary>Where paths start, turn about: points inside, corners, the worst of the scan, faces, and where parts of the formula change sign.</summary>
    private static IEnumerable<ParameterPoint> Starts(Formula formula, LimitClaim claim, JudgingSettings settings, InteriorScan scan, bool many)
    {
        var sampler = new DomainSampler(formula.Parameters, settings.Seed + 1);
        IEnumerable<ParameterPoint> inside = Enumerable.Range(0, settings.LimitStarts).Select(sampler.Point);
        if (!many)
        {
            return inside;
        }

        ParameterPoint[] corners = [.. InteriorScan.Spread([.. sampler.Corners()], EdgeStarts)];
        ParameterPoint[] worst = [.. scan.Comparisons.Where(c => c.IsUsable).OrderByDescending(c => c.RelativeError).Take(WorstStarts).Select(c => c.Point)];
        ParameterPoint[] faces = [.. Enumerable.Range(0, EdgeStarts / 3).Select(sampler.Face)];
        ParameterPoint[] probes = [.. InteriorScan.Spread(InteriorScan.Probes(formula, sampler), EdgeStarts)];
        IEnumerable<ParameterPoint>[] queues = [inside, worst, corners, probes, faces];
        int longest = queues.Max(q => q.Count());
        return Enumerable.Range(0, longest).SelectMany(k => queues.SelectMany(q => q.Skip(k).Take(1))).DistinctBy(p => p.ToString(), StringComparer.Ordinal);
    }

    /// <summary>The median path and the worst one: largest remaining error if any path is stuck, else slowest order.</summary>
    private static LimitPathSamples[] Kept(LimitSweep[] sweeps)
    {
        LimitSweep[] stuck = [.. sweeps.Where(s => s.Outcome == LimitOutcome.DoesNotVanish && s.Samples.Count > 0).OrderBy(s => s.Samples[^1].Comparison.RelativeError)];
        LimitSweep[] ranked = stuck.Length > 0 ? stuck : [.. sweeps.Where(s => s.Outcome == LimitOutcome.Vanishes).OrderByDescending(s => s.Order!.Value)];
        return ranked.Length switch
        {
            0 => [],
            1 => [ranked[0].Keep("typical")],
            _ => [ranked[(ranked.Length - 1) / 2].Keep("typical"), ranked[^1].Keep("worst")],
        };
    }

    private static Verdict Decide(Formula formula, LimitClaim claim, LimitSweep[] sweeps, InteriorScan scan)
    {
        int points = sweeps.Sum(s => s.Samples.Count);
        LimitSweep[] Of(LimitOutcome outcome) => [.. sweeps.Where(s => s.Outcome == outcome)];
        Verdict Draft(VerdictKind kind, string reason) => Judging.Judge.Draft(formula, claim, kind, reason) with
        {
            Evidence = [new EvidenceRow("limit", $"{points} points on {sweeps.Length} paths {claim.PathText}: {reason}", points, double.NaN)],
        };

        LimitSweep[] stuck = Of(LimitOutcome.DoesNotVanish);
        if (stuck.Length > 0)
        {
            return Refuted(formula, claim, stuck, sweeps.Length, points, scan);
        }

        if (Of(LimitOutcome.FormulaMissing) is [var silent, ..])
        {
            return Draft(VerdictKind.False, $"Towards the limit the formula is not a number on {Of(LimitOutcome.FormulaMissing).Length} of {sweeps.Length} paths, as from {silent.Start.ToText()}, although the reference has a value.") with { WorstPoint = silent.Start };
        }

        LimitSweep[] vanishing = [.. Of(LimitOutcome.Vanishes).OrderBy(s => s.Order!.Value)];
        LimitSweep[] slow = Of(LimitOutcome.SlowerThanAnyPower);
        if (claim.DeclaredOrder is double declared && (slow.FirstOrDefault() ?? Slower(vanishing, declared)) is { } slower)
        {
            string how = slow.Length > 0 ? FormattableString.Invariant($"more slowly than any power, not with order {declared:G3}") : FormattableString.Invariant($"with order {slower.Order!.Value:F3}, not {declared:G3}");
            return Draft(VerdictKind.False, $"The error vanishes {how}, on the path from {slower.Start.ToText()}.") with { Order = slower.Order };
        }

        if (Of(LimitOutcome.Truncated) is [var truncated, ..])
        {
            return Draft(VerdictKind.Inconclusive, $"On {Of(LimitOutcome.Truncated).Length} of {sweeps.Length} paths, as from {truncated.Start.ToText()}, the levels left out may be all that stays of the error. {truncated.Samples[^1].Comparison.Remark}.");
        }

        if (Of(LimitOutcome.ReferenceMissing) is { Length: > 0 } missing)
        {
            return Draft(VerdictKind.OutOfDomain, $"Towards the limit the reference has no value on {missing.Length} of {sweeps.Length} paths, as from {missing[0].Start.ToText()}.");
        }

        bool isPrecise = sweeps.All(s => s.Samples.Count == 0 || s.Samples.Any(p => p.Comparison.IsPrecise));
        LimitSweep[] open = [.. sweeps.Where(s => s.Outcome == LimitOutcome.Unsettled || (s.Outcome == LimitOutcome.TooFewPoints && (isPrecise || vanishing.Length == 0)))];
        int atFloor = Of(LimitOutcome.AtFloor).Length;
        int ends = Of(LimitOutcome.Ends).Length;
        if (isPrecise ? open.Length > 0 : vanishing.Length + ends == 0 && open.Length > 0)
        {
            return Draft(VerdictKind.Inconclusive, $"On {open.Length} of {sweeps.Length} paths, as from {open[0].Start.ToText()}, {(open[0].Outcome == LimitOutcome.Unsettled ? "the error has not settled on a power" : "too few points lie above what both sides are known to")}.");
        }

        if (slow.Length > 0)
        {
            return Draft(VerdictKind.Asymptotic, FormattableString.Invariant($"The error falls as far as it was followed (to {slow.Max(s => s.Samples[^1].Comparison.RelativeError):G2} at epsilon = {slow[0].Samples[^1].Epsilon:G1}), but as a power of 1/ln(1/epsilon): more slowly than any power of epsilon."));
        }

        if (vanishing.Length == 0)
        {
            return ends > 0
                ? Draft(VerdictKind.Asymptotic, $"The error is gone beyond a point on {ends} of {sweeps.Length} paths and nowhere seen on {atFloor}: exact near the limit, of no order.")
                : Draft(VerdictKind.Exact, $"Agrees along all {sweeps.Length} paths{(isPrecise ? ", in 80 digits" : " to rounding")}: more than a limit.");
        }

        if (!isPrecise && 2 * (vanishing.Length + atFloor + ends) < sweeps.Length)
        {
            return Draft(VerdictKind.Inconclusive, $"An order could be measured on only {vanishing.Length} of {sweeps.Length} paths.");
        }

        // The order of the limit is the slowest at any start; accidental cancellations make single starts faster, never slower.
        MeasuredOrder order = isPrecise ? vanishing[0].Order! : Typical(vanishing);
        string found = FormattableString.Invariant($"order {order.Value:F4} ± {order.StandardError:G2}");
        string seen = FormattableString.Invariant($"The error vanishes with {found}{(vanishing.Length > 1 && vanishing[^1].Order!.Value > order.Value + 0.2 ? $" on the worst of {sweeps.Length} paths" : string.Empty)}.");
        string slopes = string.Join(", ", order.LocalSlopes.Select(s => s.ToString("F2", System.Globalization.CultureInfo.InvariantCulture)));
        return Draft(VerdictKind.Asymptotic, seen) with
        {
            Order = order,
            Evidence = [new EvidenceRow("limit", FormattableString.Invariant($"{points} points on {sweeps.Length} paths {claim.PathText}: {found} between epsilon = {order.From:G2} and {order.To:G2}, local slopes {slopes}; over all starts {vanishing[0].Order!.Value:F3} to {vanishing[^1].Order!.Value:F3}."), points, double.NaN)],
        };
    }

    /// <summary>In doubles: the median among the third of the paths that follow one power best, for others reach rounding before they show it.</summary>
    private static MeasuredOrder Typical(LimitSweep[] vanishing)
    {
        MeasuredOrder[] best = [.. vanishing.Select(s => s.Order!).OrderBy(o => o.StandardError / o.Value).Take((vanishing.Length + 2) / 3).OrderBy(o => o.Value)];
        return best[best.Length / 2];
    }

    /// <summary>A path that shows a lower order than declared, by more than its slopes still change. In doubles it counts only where its slope no longer changes: between two terms of an error a slope may linger anywhere.</summary>
    private static LimitSweep? Slower(LimitSweep[] vanishing, double declared) => Array.Find(vanishing, s =>
        s.Samples.Any(p => p.Comparison.IsPrecise)
            ? s.Order!.Value < declared - Math.Max(Math.Clamp(3 * s.Order.SlopeRange, LeastTolerance, PreciseTolerance), 3 * s.Order.StandardError)
            : s.Order!.Value < declared - OrderTolerance && s.Order.SlopeRange < RisingSlope && s.Order.Points >= PlainPoints);

    /// <summary>Points of a fit in doubles, four a decade, that show a power on their own.</summary>
    private const int PlainPoints = 6;

    private static Verdict Refuted(Formula formula, LimitClaim claim, LimitSweep[] stuck, int paths, int points, InteriorScan scan)
    {
        // The simplest witness: the first point of the path from which on the error stays near its final value, and at which an error that
        // vanishes elsewhere already would be small.
        LimitSweep sweep = stuck.MaxBy(s => s.Samples[^1].Comparison.RelativeError)!;
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
        string ratio = witness.Computed != 0 && double.IsFinite(witness.Predicted / witness.Computed) ? FormattableString.Invariant($": formula {witness.Predicted:G6}, reference {witness.Computed:G6}, ratio {witness.Predicted / witness.Computed:G9}") : string.Empty;
        string factor = ConstantFactor.Describe([.. stuck.Select(s => s.Samples[^1].Comparison)], fewest: Math.Min(4, paths)) is { } constant && stuck.Length == paths ? $" In the limit everywhere {constant}{(constant.EndsWith('?') ? string.Empty : ".")}" : string.Empty;
        string reason = FormattableString.Invariant($"The error does not vanish: {IdentityJudge.Percent(final)} at the end of the path (epsilon = {sweep.Samples[^1].Epsilon:G1}), slope {Math.Round(sweep.Order?.Value ?? 0, 3) + 0.0:F3}; at epsilon = {sweep.Samples[settled].Epsilon:G2}{ratio}.{factor}");
        Counterexample counterexample = witness.Point.Values.All(v => double.IsFinite(v) && (v == 0 || Math.Abs(v) > 1e-290))
            ? CounterexampleSimplifier.Simplify(formula, claim, scan, witness, c => c.Excess, 0, swept)
            : CounterexampleSimplifier.AsFound(formula, claim.Id, witness);
        return Judging.Judge.Draft(formula, claim, VerdictKind.False, reason) with
        {
            Order = sweep.Order,
            Evidence = [new EvidenceRow("limit", $"{points} points on {paths} paths {claim.PathText}: {reason}", points, final)],
            Counterexample = counterexample,
        };
    }
}
