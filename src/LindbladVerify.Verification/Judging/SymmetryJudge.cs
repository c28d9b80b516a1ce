using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.References;
using LindbladVerify.Verification.Sampling;

namespace LindbladVerify.Verification.Judging;

/// <summary>Judges "f(map(x)) = factor(x) f(x)": the formula must obey it, and where a reference is named the truth must obey it too.</summary>
internal static class SymmetryJudge
{
    public static Verdict Judge(Formula formula, SymmetryClaim claim, JudgingContext context)
    {
        var sampler = new DomainSampler(formula.Parameters, context.Settings.Seed);
        Comparison[] own = [.. Enumerable.Range(0, context.Settings.ScanPoints).Select(k => FormulaSide(claim, formula, sampler.Point(k))).Where(c => c.IsUsable)];
        Comparison[] reference = claim.Reference is null
            ? []
            : [.. Enumerable.Range(0, context.Settings.ScanPoints / 8).Select(k => ReferenceSide(claim, claim.Reference, formula, sampler.Point(k), context.Library)).Where(c => c.IsUsable)];
        if (own.Length == 0)
        {
            return Judging.Judge.Draft(formula, claim, VerdictKind.OutOfDomain, "The formula exists at no point together with its image.");
        }

        Comparison worst = own.Concat(reference).MaxBy(c => (IdentityJudge.Excess(c), c.RelativeError))!;
        double excess = IdentityJudge.Excess(worst);
        VerdictKind kind = excess <= context.Settings.Agreement ? VerdictKind.Exact : excess > context.Settings.Disagreement ? VerdictKind.False : VerdictKind.Inconclusive;
        var evidence = new List<Evidence> { new("symmetry", $"The formula under {claim.MapText} at {own.Length} points: largest deviation {own.Max(c => c.RelativeError):G2}.", own.Length, own.Max(c => c.RelativeError)) };
        if (reference.Length > 0)
        {
            evidence.Add(new("symmetry", $"{claim.Reference} under the same map at {reference.Length} points: largest deviation {reference.Max(c => c.RelativeError):G2}.", reference.Length, reference.Max(c => c.RelativeError)));
        }

        string reason = kind == VerdictKind.Exact ? $"Holds under {claim.MapText} to {worst.RelativeError:G2}." : $"Off by {IdentityJudge.Percent(worst.RelativeError)} at {worst.Point}.";
        return Judging.Judge.Draft(formula, claim, kind, reason) with
        {
            LargestRelativeError = worst.RelativeError,
            WorstPoint = worst.Point,
            Evidence = evidence,
            Counterexample = kind == VerdictKind.False
                ? new Counterexample(worst.Point, worst.Predicted, worst.Computed, worst.RelativeError, worst.RelativeUncertainty, [], CounterexampleSimplifier.EvaluateCommand(formula, claim.Id, worst.Point))
                : null,
        };
    }

    /// <summary>The rounding of the factor is allowed for beside that of the two predictions.</summary>
    private static Comparison FormulaSide(SymmetryClaim claim, Formula formula, ParameterPoint point)
    {
        double rounding = 0;
        Comparison side = Side(claim, point, Value);
        return rounding > 0 ? side with { RelativeUncertainty = rounding } : side;

        double Value(ParameterPoint at)
        {
            (double value, double error) = InteriorScan.Predict(formula, at);
            rounding += error > 0 ? error / Math.Abs(value) : 0;
            return value;
        }
    }

    private static Comparison Side(SymmetryClaim claim, ParameterPoint point, Func<ParameterPoint, double> evaluate)
    {
        try
        {
            return new Comparison(point, evaluate(claim.Map(point)), claim.Factor(point) * evaluate(point), 0);
        }
        catch (ArgumentOutOfRangeException)
        {
            return new Comparison(point, double.NaN, double.NaN, 0);
        }
    }

    private static Comparison ReferenceSide(SymmetryClaim claim, Reference reference, Formula formula, ParameterPoint point, ReferenceLibrary library)
    {
        double uncertainty = 0;
        return Side(claim, point, Value) with { RelativeUncertainty = uncertainty };

        double Value(ParameterPoint at)
        {
            ReferenceValue value = library.Evaluate(reference, formula, at);
            uncertainty += value.RelativeUncertainty;
            return value.Value;
        }
    }
}
