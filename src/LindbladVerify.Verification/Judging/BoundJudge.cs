using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Verification.Judging;

/// <summary>Judges "the error stays within a bound in a region", two-sided or one-sided.</summary>
internal static class BoundJudge
{
    /// <summary>Fewer points cannot confirm a bound; one refutes it.</summary>
    private const int FewestPoints = 16;

    public static Verdict Judge(Formula formula, BoundClaim claim, JudgingContext context)
    {
        JudgingSettings settings = context.Settings;
        InteriorScan scan = context.Scan(formula, claim.Reference).WithPointsIn(claim.Where, settings.ScanPoints / 8, context.Cancellation);

        double Violates(Comparison c) => Violation(claim, c) - (c.Slack > 0 ? settings.Agreement : 0);
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
            Evidence = [new Evidence("bound", $"{points.Asked} points in the region and {settings.Searches} searches: {points.Agreed} within the bound, {points.Violations} beyond it. {points.Missing()}".TrimEnd(), points.Asked, largest?.RelativeError ?? double.NaN)],
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
