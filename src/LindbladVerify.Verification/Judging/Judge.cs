using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.MonteCarlo;

namespace LindbladVerify.Verification.Judging;

/// <summary>Judges a claim of any kind.</summary>
public static class Judge
{
    /// <summary>The verdict on one claim of a formula.</summary>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static Verdict Of(Formula formula, Claim claim, JudgingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        Verdict verdict = claim switch
        {
            IdentityClaim identity => IdentityJudge.Judge(formula, identity, context),
            LimitClaim limit => LimitJudge.Judge(formula, limit, context),
            BoundClaim bound => BoundJudge.Judge(formula, bound, context),
            SymmetryClaim symmetry => SymmetryJudge.Judge(formula, symmetry, context),
            MonotonicityClaim monotonicity => LawJudge.Monotonicity(formula, monotonicity, context),
            PositivityClaim positivity => LawJudge.Positivity(formula, positivity, context),
            _ => throw new ArgumentException($"No judge for a claim of type {claim.GetType().Name}.", nameof(claim)),
        };
        return context.MonteCarloComparisons > 0 ? MonteCarloWitness.Testify(verdict, formula, claim, context) : verdict;
    }

    internal static Verdict Draft(Formula formula, Claim claim, VerdictKind kind, string reason) => new()
    {
        Id = $"{formula.Id}.{claim.Id}",
        Statement = claim.Statement,
        Source = formula.Source,
        Variant = formula.Variant,
        Kind = kind,
        Declared = claim.Declared,
        Reason = reason,
    };
}
