using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.References;
using LindbladVerify.Verification.Sampling;

namespace LindbladVerify.Verification.Judging;

/// <summary>
/// Judges "never negative" and "never falls as a parameter grows", on formula and reference alike: thousands of points of the domain
/// and searches from the worst of them for a violation beyond rounding.
/// </summary>
internal static class LawJudge
{
    /// <summary>A step in a parameter, as a fraction of its range: resolves a slope of 1e-9 per range from rounding.</summary>
    private const double Step = 1e-3;

    /// <summary>The reference costs more than the formula: it is tested at a part of the points.</summary>
    private const int ReferenceShare = 8;

    public static Verdict Positivity(Formula formula, PositivityClaim claim, JudgingContext context)
    {
        Comparison Own(ParameterPoint p) => Below(InteriorScan.Predict(formula, p), p);
        Comparison Reference(ParameterPoint p) => Below(Evaluate(formula, claim.Reference!, context.Library, p), p);
        return Judge(formula, claim, claim.Reference, context, Own, Reference, "is not negative", v => $"Negative, {v.Predicted:G4}, at {v.Point}.");
    }

    public static Verdict Monotonicity(Formula formula, MonotonicityClaim claim, JudgingContext context)
    {
        var sampler = new DomainSampler(formula.Parameters, context.Settings.Seed);
        int index = formula.Parameters.Select(p => p.Name).ToList().IndexOf(claim.Parameter);
        Comparison Own(ParameterPoint p) => Falls(p, q => InteriorScan.Predict(formula, q));
        Comparison Reference(ParameterPoint p) => Falls(p, q => Evaluate(formula, claim.Reference!, context.Library, q));
        string words = claim.Direction > 0 ? "falls" : "rises";
        return Judge(formula, claim, claim.Reference, context, Own, Reference, $"never {words} with {claim.Parameter}", v => $"It {words} with {claim.Parameter} at {v.Point}: from {v.Computed:G6} to {v.Predicted:G6} over a thousandth of the range.");

        Comparison Falls(ParameterPoint p, Func<ParameterPoint, (double Value, double Error)> value)
        {
            double[] unit = sampler.ToUnitCube(p);
            unit[index] = Math.Clamp(unit[index], 0, 1 - Step);
            ParameterPoint lower = sampler.FromUnitCube(unit);
            unit[index] += Step;
            (double before, double errorBefore) = value(lower);
            (double after, double errorAfter) = value(sampler.FromUnitCube(unit));
            double scale = Math.Max(Math.Abs(before), Math.Abs(after));
            bool violated = claim.Direction * (after - before) < 0;
            return new Comparison(lower, violated ? after : before, before, scale == 0 ? 0 : (errorBefore + errorAfter) / scale) { Scale = scale };
        }
    }

    /// <summary>A value held against its positive part: the error is how far below zero it lies, all of it.</summary>
    private static Comparison Below((double Value, double Error) value, ParameterPoint p) =>
        new(p, value.Value, Math.Max(value.Value, 0), value.Value < 0 ? value.Error / -value.Value : 0) { Scale = Math.Abs(value.Value) };

    private static (double Value, double Error) Evaluate(Formula formula, Reference reference, ReferenceLibrary library, ParameterPoint point)
    {
        try
        {
            ReferenceValue value = library.Evaluate(reference, formula, point);
            return (value.Value, value.RelativeUncertainty * Math.Abs(value.ErrorScale));
        }
        catch (ArgumentOutOfRangeException)
        {
            return (double.NaN, double.NaN);
        }
    }

    /// <summary>Formula and reference at the point of the violation, as the command that replays it shows them.</summary>
    private static Counterexample At(Formula formula, Claim claim, Reference? reference, JudgingContext context, Comparison worst)
    {
        Comparison here = reference is null ? worst with { Predicted = InteriorScan.Predict(formula, worst.Point).Value, Computed = double.NaN } : InteriorScan.Compare(formula, reference, context.Library, worst.Point);
        return new Counterexample(worst.Point, here.Predicted, here.Computed, here.RelativeError, here.RelativeUncertainty, [], CounterexampleSimplifier.EvaluateCommand(formula, claim.Id, worst.Point));
    }

    private static Verdict Judge(Formula formula, Claim claim, Reference? reference, JudgingContext context, Func<ParameterPoint, Comparison> own, Func<ParameterPoint, Comparison> computed, string law, Func<Comparison, string> violation)
    {
        InteriorScan scan = InteriorScan.Run(formula.Parameters, own, context.Settings, context.Settings.ScanPoints, context.Cancellation);
        int usable = scan.Comparisons.Count(c => c.IsUsable);
        if (usable < scan.Comparisons.Count / 2)
        {
            return Judging.Judge.Draft(formula, claim, VerdictKind.OutOfDomain, $"The formula is a number at only {usable} of {scan.Comparisons.Count} points.");
        }

        Comparison worst = scan.Worst(IdentityJudge.Excess, context.Settings.Searches, context.Cancellation)!;
        var evidence = new List<Evidence> { new("symmetry", $"The formula {law} at {usable} points and {context.Settings.Searches} searches: largest violation {worst.RelativeError:G2}.", usable, worst.RelativeError) };
        string who = "The formula";
        if (reference is not null)
        {
            InteriorScan truth = InteriorScan.Run(formula.Parameters, computed, context.Settings, context.Settings.ScanPoints / ReferenceShare, context.Cancellation);
            if (truth.Worst(IdentityJudge.Excess, 1, context.Cancellation) is { } other)
            {
                evidence.Add(new("symmetry", $"{reference} at {truth.Comparisons.Count} points: largest violation {other.RelativeError:G2}.", truth.Comparisons.Count, other.RelativeError));
                (worst, who) = IdentityJudge.Excess(other) > IdentityJudge.Excess(worst) ? (other, reference.ToString()) : (worst, who);
            }
        }

        double excess = IdentityJudge.Excess(worst);
        VerdictKind kind = excess <= context.Settings.Agreement ? VerdictKind.Exact : excess > context.Settings.Disagreement ? VerdictKind.False : VerdictKind.Inconclusive;
        return Judging.Judge.Draft(formula, claim, kind, kind == VerdictKind.Exact ? $"It {law} at {usable} points." : $"{who}: {violation(worst)}") with
        {
            LargestRelativeError = worst.RelativeError,
            WorstPoint = worst.Point,
            Evidence = evidence,
            Counterexample = kind == VerdictKind.False
                ? At(formula, claim, reference, context, worst)
                : null,
        };
    }
}
