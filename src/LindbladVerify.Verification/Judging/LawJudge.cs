using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>
/// Judges "never negative" and "never falls as a parameter grows", on formula and reference alike: thousands of points of the domain
/// and searches from the worst of them for a violation beyond rounding. A comparison's error is how far the law is violated; below 0 where it holds.
/// </summary>
internal static class LawJudge
{
    /// <summary>A step in a parameter, as a fraction of its range, that doubles can resolve.</summary>
    private const double Step = 1e-3;

    /// <summary>A step that long numbers resolve: the sign of the slope at a point.</summary>
    private const double PreciseStep = 1e-7;

    /// <summary>The reference costs more than the formula: it is tested at a part of the points.</summary>
    private const int ReferenceShare = 8;

    private delegate (BigFloat Value, BigFloat Error, bool IsPrecise)? Evaluation(ParameterPoint point);

    public static Verdict Positivity(Formula formula, PositivityClaim claim, JudgingContext context) =>
        Judge(formula, claim, claim.Reference, context, Below, "is not negative", v => FormattableString.Invariant($"Negative, {v.Predicted:G4}, at {v.Point}."));

    public static Verdict Monotonicity(Formula formula, MonotonicityClaim claim, JudgingContext context)
    {
        var sampler = new DomainSampler(formula.Parameters, context.Settings.Seed);
        int index = formula.Parameters.Select(p => p.Name).ToList().IndexOf(claim.Parameter);
        string words = claim.Direction > 0 ? "falls" : "rises";
        return Judge(formula, claim, claim.Reference, context, Falls, $"never {words} with {claim.Parameter}", v => FormattableString.Invariant($"It {words} with {claim.Parameter} at {v.Point}: from {v.Computed:G9} to {v.Predicted:G9} over {v.Time:G1} of the range."));

        Comparison Falls(ParameterPoint p, Evaluation evaluate)
        {
            Comparison near = Change(p, evaluate, PreciseStep);
            return near.IsPrecise || !near.FormulaExists ? near : Change(p, evaluate, Step);
        }

        Comparison Change(ParameterPoint p, Evaluation evaluate, double step)
        {
            double[] unit = sampler.ToUnitCube(p);
            unit[index] = Math.Clamp(unit[index], 0, 1 - step);
            ParameterPoint lower = sampler.FromUnitCube(unit);
            unit[index] += step;
            ParameterPoint upper = sampler.FromUnitCube(unit);
            if (evaluate(lower) is not { } before || evaluate(upper) is not { } after)
            {
                return new Comparison(lower, double.NaN, double.NaN, 0);
            }

            BigFloat size = BigFloat.Max(BigFloat.Abs(before.Value), BigFloat.Abs(after.Value));
            BigFloat rise = claim.Direction > 0 ? before.Value - after.Value : after.Value - before.Value;
            return Made(lower, (double)after.Value, (double)before.Value, rise, before.Error + after.Error, size, before.IsPrecise) with { Time = step };
        }
    }

    /// <summary>How far a value lies below zero, all of it.</summary>
    private static Comparison Below(ParameterPoint p, Evaluation evaluate) =>
        evaluate(p) is not { } value
            ? new Comparison(p, double.NaN, double.NaN, 0)
            : Made(p, (double)value.Value, Math.Max((double)value.Value, 0), -value.Value, value.Error, BigFloat.Abs(value.Value), value.IsPrecise);

    private static Comparison Made(ParameterPoint point, double predicted, double computed, BigFloat violation, BigFloat error, BigFloat size, bool isPrecise)
    {
        double relative = size.IsZero ? 0 : (double)(violation / size.To(192));
        double uncertainty = size.IsZero ? 0 : (double)(error.To(32) / size.To(32));
        return new Comparison(point, predicted, computed, isPrecise ? uncertainty : Comparison.Certainty * uncertainty) { PreciseError = relative, IsPrecise = isPrecise };
    }

    private static (BigFloat, BigFloat, bool)? Rounded(double value, double error) =>
        double.IsFinite(value) && double.IsFinite(error) ? (BigFloat.Of(value).To(192), BigFloat.Of(error), false) : null;

    private static (BigFloat, BigFloat, bool)? Predicted(Formula formula, ParameterPoint point, double slack)
    {
        if (FileFormula.InDigits(formula) is { } file)
        {
            return PreciseComparer.Predict(file, file.Precise(point)) is { } ball ? (ball.Value.To(192), ball.Error, true) : null;
        }

        (double value, double error) = InteriorScan.Predict(formula, point);
        return Rounded(value, Math.Max(error, slack * Math.Abs(value)));
    }

    private static (BigFloat, BigFloat, bool)? Computed(Formula formula, Reference reference, PointComparer comparer, ReferenceLibrary library, ParameterPoint point)
    {
        try
        {
            if (FileFormula.InDigits(formula) is { } file && comparer.Precise is { } digits)
            {
                return digits.Computed(file.Precise(point)).Value is { } ball ? (ball.Value.To(192), ball.Error, true) : null;
            }

            ReferenceValue value = library.Evaluate(reference, formula, point);
            return Rounded(value.Value, value.RelativeUncertainty * Math.Abs(value.ErrorScale));
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static double Violation(Comparison c) => c.SignedError - c.RelativeUncertainty;

    private static bool Agrees(Comparison c) => c.SignedError <= c.RelativeUncertainty && c.RelativeUncertainty <= ReferenceValue.MostUncertain;

    /// <summary>Formula and reference at the point of the violation, as the command that replays it shows them.</summary>
    private static Counterexample At(Formula formula, Claim claim, Reference? reference, JudgingContext context, Comparison worst)
    {
        Comparison here = reference is null ? worst with { Predicted = InteriorScan.Predict(formula, worst.Point).Value, Computed = double.NaN, PreciseError = null } : InteriorScan.Compare(formula, reference, context.Library, worst.Point);
        return CounterexampleSimplifier.AsFound(formula, claim.Id, here);
    }

    private static Verdict Judge(Formula formula, Claim claim, Reference? reference, JudgingContext context, Func<ParameterPoint, Evaluation, Comparison> law, string words, Func<Comparison, string> violation)
    {
        JudgingSettings settings = context.Settings;
        InteriorScan scan = InteriorScan.Run(formula, p => law(p, q => Predicted(formula, q, settings.Agreement)), settings, context.Points(formula, claim), context.Cancellation);
        (PointEvidence own, Comparison? worst) = Weighed(scan, settings.Searches);
        var evidence = new List<EvidenceRow> { new("symmetry", $"The formula {words} at {own.Agreed} of {own.Asked} points and wherever {InteriorScan.Words(settings.Searches)} led.", own.Asked, Math.Max(0, worst?.SignedError ?? double.NaN)) };
        VerdictKind kind = own.Weigh(VerdictKind.Exact);
        string who = "The formula";
        string missing = own.Missing();
        if (reference is not null && kind != VerdictKind.False)
        {
            var comparer = new PointComparer(formula, reference, context.Library, context.Cancellation);
            InteriorScan truth = InteriorScan.Run(formula, p => law(p, q => Computed(formula, reference, comparer, context.Library, q)), settings, comparer.Share(context.Points(formula, claim)) / ReferenceShare, context.Cancellation);
            (PointEvidence computed, Comparison? other) = Weighed(truth, 1);
            evidence.Add(new("symmetry", $"{reference} {words} at {computed.Agreed} of {computed.Asked} points.", computed.Asked, Math.Max(0, other?.SignedError ?? double.NaN)));
            VerdictKind ofTruth = computed.Weigh(VerdictKind.Exact);
            if (ofTruth != VerdictKind.Exact && (kind == VerdictKind.Exact || ofTruth == VerdictKind.False))
            {
                (kind, worst, who) = (ofTruth == VerdictKind.False && computed.Violations == 0 ? VerdictKind.OutOfDomain : ofTruth, other, reference.ToString());
                missing = computed.Missing();
            }
        }

        bool isViolated = kind == VerdictKind.False && worst is not null && Violation(worst) > 0;
        string reason = kind == VerdictKind.Exact ? $"It {words} at {own.Points()}, and wherever a search for the worst led."
            : isViolated ? $"{who}: {violation(worst!)}"
            : missing;
        return Judging.Judge.Draft(formula, claim, kind, reason) with
        {
            LargestRelativeError = worst is null ? double.NaN : Math.Max(0, worst.SignedError),
            WorstPoint = worst?.Point,
            Evidence = evidence,
            Counterexample = isViolated ? At(formula, claim, reference, context, worst!)
                : kind == VerdictKind.False ? CounterexampleSimplifier.AsFound(formula, claim.Id, own.Silent!)
                : null,
        };

        (PointEvidence, Comparison?) Weighed(InteriorScan all, int searches)
        {
            Comparison? found = all.Worst(c => claim.Holds(c.Point) ? c.SignedError : double.NaN, searches, context.Cancellation);
            return (new PointEvidence(all, all.Comparisons.Append(found).OfType<Comparison>().Where(c => claim.Holds(c.Point)), Violation, Agrees, settings: null), found);
        }
    }
}
