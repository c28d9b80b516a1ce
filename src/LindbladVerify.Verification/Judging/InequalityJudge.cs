using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Definitions;

namespace LindbladVerify.Verification.Judging;

/// <summary>Judges "one computed quantity is never above another" at points of the domain and by searches from the worst of them. A comparison's error is how far it is, relative to the larger of both.</summary>
internal static class InequalityJudge
{
    private const int FewestPoints = 16;

    public static Verdict Judge(Formula formula, InequalityClaim claim, JudgingContext context)
    {
        JudgingSettings settings = context.Settings;
        var cost = new PointComparer(formula, claim.Reference, context.Library, context.Cancellation);
        Comparison Compare(ParameterPoint point) => At(formula, claim, context, point);
        InteriorScan scan = InteriorScan.Run(formula, Compare, settings, cost.Share(settings.ScanPoints) / 2, context.Cancellation);
        scan = claim.Region is null ? scan : scan.WithPointsIn(claim.Holds, context.Cancellation);
        Comparison? worst = scan.Worst(c => claim.Holds(c.Point) ? c.SignedError : double.NaN, settings.Searches, context.Cancellation);
        IEnumerable<Comparison> asked = scan.Comparisons.Where(c => claim.Holds(c.Point));
        var points = new PointEvidence(scan, worst is null ? asked : asked.Append(worst), Violation, c => claim.IsStrict ? c.SignedError < -Slack(c) : c.SignedError <= Slack(c), settings: null);
        VerdictKind kind = points.Weigh(VerdictKind.Bounded, FewestPoints);
        bool isFalse = kind == VerdictKind.False && worst is not null && Violation(worst) > 0;
        string reason = kind == VerdictKind.Bounded ? $"Holds at {points.Points()}, and wherever a search for the worst led; there the two are {worst?.Predicted:G6} and {worst?.Computed:G6}."
            : isFalse ? FormattableString.Invariant($"{worst!.Predicted:G9} against {worst.Computed:G9} at {worst.Point.ToText()}.")
            : points.Asked == 0 ? "No point of the domain was found in the region."
            : points.Missing().Length > 0 ? points.Missing() : FormattableString.Invariant($"Only {points.Agreed} points of the domain were found in the region.");
        return Judging.Judge.Draft(formula, claim, kind, reason) with
        {
            LargestRelativeError = Math.Max(0, worst?.SignedError ?? double.NaN),
            WorstPoint = isFalse ? worst!.Point : null,
            Evidence = [new EvidenceRow("bound", $"{points.Asked} points and {InteriorScan.Words(settings.Searches)} from the worst: the inequality holds at {points.Agreed} and fails at {points.Violations}. {points.Missing()}".TrimEnd(), points.Asked, Math.Max(0, worst?.SignedError ?? double.NaN))],
            Counterexample = isFalse ? CounterexampleSimplifier.Simplify(formula, claim, scan, worst!, c => claim.Holds(c.Point) ? Violation(c) : double.NaN, 0) : null,
        };
    }

    /// <summary>Both sides at a point: the left one as what is predicted, the right one as what is computed.</summary>
    public static Comparison At(Formula formula, InequalityClaim claim, JudgingContext context, ParameterPoint point)
    {
        (ReferenceValue left, ReferenceValue right) = (Value(claim.Reference), Value(claim.Other));
        if (!left.Exists || !right.Exists)
        {
            return new Comparison(point, 0, double.NaN, double.NaN) { Remark = left.Exists ? right.Remark : left.Remark };
        }

        double size = Math.Max(Math.Abs(left.Value), Math.Abs(right.Value));
        double error = (left.RelativeUncertainty * Math.Abs(left.ErrorScale)) + (right.RelativeUncertainty * Math.Abs(right.ErrorScale));
        return new Comparison(point, left.Value, right.Value, size == 0 ? 0 : error / size) { PreciseError = size == 0 ? 0 : claim.Sign * (left.Value - right.Value) / size, Scale = size };

        ReferenceValue Value(Reference reference)
        {
            try
            {
                return context.Library.Evaluate(reference, formula, point);
            }
            catch (ArgumentOutOfRangeException e)
            {
                return ReferenceValue.None(e.Message.Split(" (Parameter", 2)[0]);
            }
        }
    }

    private static double Slack(Comparison c) => Comparison.Certainty * c.RelativeUncertainty;

    private static double Violation(Comparison c) => c.SignedError - Slack(c);
}
