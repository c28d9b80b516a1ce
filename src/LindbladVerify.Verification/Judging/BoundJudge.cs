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
        InteriorScan scan = context.Scan(formula, claim.Reference).WithPointsIn(claim.Where, context.Settings.ScanPoints / 8, context.Cancellation);
        Comparison[] region = [.. scan.Comparisons.Where(c => claim.Where(c.Point))];
        Comparison[] inside = [.. region.Where(c => c.CanConfirm)];

        double Badness(Comparison c) => !claim.Where(c.Point) ? double.NaN : Violation(claim, c) > 0 ? 1 + Violation(claim, c) : Relevant(claim, c) * 1e-3;

        Comparison? found = scan.Worst(Badness, context.Settings.Searches, context.Cancellation);
        double violation = found is null ? double.NaN : Violation(claim, found);
        bool holds = violation <= context.Settings.Agreement;
        if (found is not { } worst || (holds && inside.Length < FewestPoints))
        {
            return Judging.Judge.Draft(formula, claim, MissingPoints.Kind(region), $"In the region '{claim.WhereText}': {MissingPoints.Describe(region)}");
        }

        // A one-sided claim says nothing of errors to the other side.
        bool oneSided = double.IsPositiveInfinity(claim.Within);
        Comparison largest = oneSided ? worst : inside.Append(worst).MaxBy(c => c.RelativeError)!;
        string side = claim.Sign switch { > 0 => "too small", < 0 => "too large", _ => "off" };
        string limit = double.IsInfinity(claim.Within) ? string.Empty : $" by more than {IdentityJudge.Percent(claim.Within)}";
        string reason = holds
            ? $"Never {side}{limit} at {inside.Length} points ({claim.WhereText})."
            : $"{IdentityJudge.Percent(worst.RelativeError)} {side} at {worst.Point.ToText()}.";
        return Judging.Judge.Draft(formula, claim, holds ? VerdictKind.Bounded : VerdictKind.False, reason) with
        {
            LargestRelativeError = oneSided && holds ? 0 : largest.RelativeError,
            WorstPoint = oneSided && holds ? null : largest.Point,
            Evidence = [new Evidence("bound", $"{inside.Length} points in the region and {context.Settings.Searches} searches: largest violation {Math.Max(violation, 0):G2}.", inside.Length, largest.RelativeError)],
            Counterexample = holds
                ? null
                : CounterexampleSimplifier.Simplify(formula, claim.Id, claim.Reference, context.Library, worst, c => claim.Where(c.Point) ? Violation(claim, c) : double.NaN, context.Settings.Agreement),
        };
    }

    /// <summary>How far beyond the bound, after the uncertainty of the reference.</summary>
    private static double Violation(BoundClaim claim, Comparison c)
    {
        double slack = 5 * c.RelativeUncertainty;
        double wrongSide = claim.Sign == 0 ? 0 : (-claim.Sign * c.SignedError) - slack;
        return double.IsPositiveInfinity(claim.Within) ? wrongSide : Math.Max(wrongSide, c.RelativeError - claim.Within - slack);
    }

    private static double Relevant(BoundClaim claim, Comparison c) =>
        claim.Sign == 0 ? c.RelativeError : 1 / (1 + Math.Max(0, claim.Sign * c.SignedError));
}
