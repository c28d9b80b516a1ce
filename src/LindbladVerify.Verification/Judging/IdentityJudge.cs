using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Definitions;

namespace LindbladVerify.Verification.Judging;

/// <summary>Judges "the formula equals the reference everywhere": one certain point of disagreement refutes it, and every point that was asked must agree to confirm it.</summary>
internal static class IdentityJudge
{
    public static Verdict Judge(Formula formula, IdentityClaim claim, JudgingContext context)
    {
        JudgingSettings settings = context.Settings;
        InteriorScan scan = context.Scan(formula, claim, claim.Reference, claim.Region is null ? null : claim.Holds, c => Violation(c, settings) > 0);
        int searches = scan.Searches(context.Searches(formula, claim));
        Comparison? worst = scan.Worst(c => claim.Holds(c.Point) ? Badness(c) : double.NaN, searches, context.Cancellation);
        IEnumerable<Comparison> asked = scan.Comparisons.Where(c => claim.Holds(c.Point));
        var points = new PointEvidence(scan, worst is null ? asked : asked.Append(worst), c => Violation(c, settings), c => Agrees(c, settings), settings);
        VerdictKind kind = points.Weigh(VerdictKind.Exact);
        var evidence = new EvidenceRow("identity", $"{points.Asked} points and {InteriorScan.Words(searches)} from the worst: {points.Agreed} agree, {points.Violations} do not. {points.Missing()}".TrimEnd(), points.Asked, worst?.RelativeError ?? double.NaN);
        bool isSilent = kind == VerdictKind.False && points.Violations == 0;
        Verdict draft = Judging.Judge.Draft(formula, claim, kind, Reason(kind, points, worst, asked, claim)) with { Evidence = [evidence] };
        return isSilent
            ? draft with { Counterexample = CounterexampleSimplifier.AsFound(formula, claim.Id, points.Silent!), WorstPoint = points.Silent!.Point }
            : worst is null ? draft : draft with
            {
                LargestRelativeError = worst.RelativeError,
                WorstPoint = worst.Point,
                Counterexample = kind == VerdictKind.False
                    ? CounterexampleSimplifier.Simplify(formula, claim, scan, worst, c => Violation(c, settings), 0)
                    : null,
            };
    }

    private static string Reason(VerdictKind kind, PointEvidence points, Comparison? worst, IEnumerable<Comparison> asked, IdentityClaim claim)
    {
        string region = claim.Region is { } r ? $" where {r.Text}" : string.Empty;
        return kind switch
        {
            VerdictKind.Exact => FormattableString.Invariant($"Agrees{region} at {points.Points()}, and wherever a search for the worst led{Known(points)}."),
            VerdictKind.False when points.Violations == 0 => points.Missing(),
            VerdictKind.False when ConstantFactor.Describe([.. asked]) is string constant => $"Everywhere {constant}{(constant.EndsWith('?') ? string.Empty : ".")}",
            VerdictKind.False => $"Wrong by {Percent(worst!.RelativeError)} at {worst.Point.ToText()}. {points.Missing()}".TrimEnd(),
            _ when points.Asked == 0 => $"No point of the domain was found{region}.",
            _ => $"{points.Missing()} The other {points.Agreed} points agree.",
        };
    }

    /// <summary>To what the points that have no long numbers agree: the uncertainty of their reference.</summary>
    private static string Known(PointEvidence points) =>
        points.AgreedPrecisely < points.Agreed ? FormattableString.Invariant($", to what is known of the reference ({Math.Max(points.LargestUncertainty, 1e-16):G1} at the worst)") : string.Empty;

    /// <summary>Ranks certain disagreement first, and among agreeing points the relative error itself; 0 where there is none at all.</summary>
    private static double Badness(Comparison c) => c.Excess + (1e-6 * Math.Min(1, c.RelativeError));

    /// <summary>Relative error beyond all that both sides may be uncertain by.</summary>
    internal static double Violation(Comparison c, JudgingSettings settings) => c.Excess - (c.Slack > 0 ? settings.Disagreement : 0);

    /// <summary>No error beyond what both sides may be uncertain by, and that little enough to mean something.</summary>
    internal static bool Agrees(Comparison c, JudgingSettings settings) =>
        c.Excess <= c.Slack && !c.IsTruncated && (c.IsPrecise || c.RelativeUncertainty <= ReferenceValue.MostUncertain);

    /// <summary>Whether a point that agrees is known too poorly for that to mean much.</summary>
    internal static bool IsLoose(Comparison c, JudgingSettings settings) => !c.IsPrecise && c.RelativeUncertainty > settings.MostUncertainAgreement;

    internal static string Percent(double relative) => relative >= 10 ? FormattableString.Invariant($"a factor of {relative + 1:G3}") : FormattableString.Invariant($"{100 * relative:G3} %");
}

/// <summary>Judges "the error stays within a bound in a region", two-sided or one-sided.</summary>
internal static class BoundJudge
{
    /// <summary>Fewer points cannot confirm a bound; one refutes it.</summary>
    private const int FewestPoints = 16;

    public static Verdict Judge(Formula formula, BoundClaim claim, JudgingContext context)
    {
        JudgingSettings settings = context.Settings;
        double Violates(Comparison c) => Violation(claim, c) - (c.Slack > 0 ? settings.Agreement : 0);
        InteriorScan scan = context.Scan(formula, claim, claim.Reference, claim.Where, c => Violates(c) > 0);
        double Badness(Comparison c) => !claim.Where(c.Point) ? double.NaN : Violates(c) > 0 ? 1 + Violates(c) : Relevant(claim, c) * 1e-3;

        Comparison? found = scan.Worst(Badness, settings.Searches, context.Cancellation);
        Comparison[] region = [.. scan.Comparisons.Append(found).OfType<Comparison>().Where(c => claim.Where(c.Point))];
        var points = new PointEvidence(scan, region, Violates, c => Violates(c) <= 0 && Certain(claim, c) <= c.Slack, settings: null);
        VerdictKind kind = points.Weigh(VerdictKind.Bounded, FewestPoints);
        Verdict draft = Judging.Judge.Draft(formula, claim, kind, string.Empty);
        bool holds = kind == VerdictKind.Bounded;

        // A one-sided claim says nothing of errors to the other side.
        bool oneSided = double.IsPositiveInfinity(claim.Within);
        string side = claim.Sign switch { > 0 => "too small", < 0 => "too large", _ => "off" };
        string limit = double.IsInfinity(claim.Within) ? string.Empty : $" by more than {IdentityJudge.Percent(claim.Within)}";
        string reason = kind switch
        {
            VerdictKind.Bounded => $"Never {side}{limit} at {points.Points()}, and wherever a search for the worst led ({claim.WhereText}).",
            VerdictKind.False when points.Violations > 0 => $"{IdentityJudge.Percent(found!.RelativeError)} {side} at {found.Point.ToText()}.",
            _ when points.Asked == 0 => $"No point of the domain was found in the region '{claim.WhereText}'.",
            _ when points.Missing().Length == 0 => $"Only {points.Agreed} points of the domain were found in the region '{claim.WhereText}'.",
            _ => $"In the region '{claim.WhereText}': {points.Missing()}",
        };
        Comparison? largest = oneSided ? found : region.Where(c => c.CanConfirm).MaxBy(c => c.RelativeError);
        return draft with
        {
            Reason = reason,
            LargestRelativeError = oneSided && holds ? 0 : largest?.RelativeError ?? double.NaN,
            WorstPoint = oneSided && holds ? null : largest?.Point,
            Evidence = [new EvidenceRow("bound", $"{points.Asked} points in the region and {InteriorScan.Words(scan.Searches(settings.Searches))}: {points.Agreed} within the bound, {points.Violations} beyond it. {points.Missing()}".TrimEnd(), points.Asked, largest?.RelativeError ?? double.NaN)],
            Counterexample = kind != VerdictKind.False ? null
                : points.Violations > 0
                    ? CounterexampleSimplifier.Simplify(formula, claim, scan, found!, c => claim.Where(c.Point) ? Violates(c) : double.NaN, 0)
                    : CounterexampleSimplifier.AsFound(formula, claim.Id, points.Silent!),
        };
    }

    /// <summary>How far beyond the bound, after the uncertainty of both sides.</summary>
    private static double Violation(BoundClaim claim, Comparison c) => Beyond(claim, c, -Comparison.Certainty * c.RelativeUncertainty);

    /// <summary>How far beyond the bound it may be with the uncertainty of both sides.</summary>
    private static double Certain(BoundClaim claim, Comparison c) =>
        Beyond(claim, c, c.IsTruncated ? c.RelativeUncertainty : c.IsPrecise ? -c.RelativeUncertainty : double.IsPositiveInfinity(claim.Within) ? -Comparison.Certainty * c.RelativeUncertainty : c.RelativeUncertainty);

    private static double Beyond(BoundClaim claim, Comparison c, double allowance)
    {
        double wrongSide = claim.Sign == 0 ? double.NegativeInfinity : (-claim.Sign * c.SignedError) + allowance;
        return double.IsPositiveInfinity(claim.Within) ? wrongSide : Math.Max(wrongSide, c.RelativeError - claim.Within + allowance);
    }

    private static double Relevant(BoundClaim claim, Comparison c) =>
        claim.Sign == 0 ? c.RelativeError : 1 / (1 + Math.Max(0, claim.Sign * c.SignedError));
}
