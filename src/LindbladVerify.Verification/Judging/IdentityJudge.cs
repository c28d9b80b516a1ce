using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Verification.Judging;

/// <summary>Judges "the formula equals the reference everywhere": one point of disagreement refutes it.</summary>
internal static class IdentityJudge
{
    /// <summary>A reference that is known better than this tells the error of an exact formula.</summary>
    private const double WellKnown = 1e-9;

    public static Verdict Judge(Formula formula, IdentityClaim claim, JudgingContext context)
    {
        InteriorScan scan = context.Scan(formula, claim.Reference);
        Comparison? worst = scan.Worst(Badness, context.Settings.Searches, context.Cancellation);
        int usable = scan.Comparisons.Count(c => c.CanConfirm);
        bool isRefuted = worst is not null && Excess(worst) > context.Settings.Disagreement;
        int witnesses = isRefuted ? scan.Comparisons.Count(c => c.IsUsable) : usable;
        if (worst is null || witnesses < scan.Comparisons.Count / 2)
        {
            return Judging.Judge.Draft(formula, claim, MissingPoints.Kind(scan.Comparisons), MissingPoints.Describe(scan.Comparisons));
        }

        JudgingSettings settings = context.Settings;
        VerdictKind kind = isRefuted ? VerdictKind.False : Excess(worst) <= settings.Agreement ? VerdictKind.Exact : VerdictKind.Inconclusive;
        var evidence = new Evidence("identity", $"{usable} points of the domain and {settings.Searches} searches from the worst: largest relative error {worst.RelativeError:G3} (reference known to {worst.RelativeUncertainty:G2}).", usable, worst.RelativeError);
        Comparison shown = (kind == VerdictKind.Exact ? WorstWellKnown(scan.Comparisons) : null) ?? worst;
        string reason = kind switch
        {
            VerdictKind.Exact => $"Agrees at all {usable} points; largest relative error {shown.RelativeError:G2}.",
            VerdictKind.False when ConstantFactor.Describe(scan.Comparisons) is string constant => $"Everywhere {constant}{(constant.EndsWith('?') ? string.Empty : ".")}",
            VerdictKind.False => $"Wrong by {Percent(worst.RelativeError)} at {worst.Point.ToText()}.",
            _ => $"Largest relative error {worst.RelativeError:G3} is neither agreement nor clear disagreement.",
        };
        return Judging.Judge.Draft(formula, claim, kind, reason) with
        {
            LargestRelativeError = shown.RelativeError,
            WorstPoint = shown.Point,
            Evidence = [evidence],
            Counterexample = kind == VerdictKind.False
                ? CounterexampleSimplifier.Simplify(formula, claim.Id, claim.Reference, context.Library, worst, Excess, settings.Disagreement)
                : null,
        };
    }

    /// <summary>The largest error where the reference is known well: elsewhere an error says more about the reference than about a formula that is exact.</summary>
    private static Comparison? WorstWellKnown(IReadOnlyList<Comparison> all) =>
        all.Where(c => c.IsUsable && c.RelativeUncertainty <= WellKnown).MaxBy(c => c.RelativeError);

    /// <summary>Ranks disagreement first, and among agreeing points the relative error itself.</summary>
    private static double Badness(Comparison c) => Excess(c) + (1e-6 * Math.Min(1, c.RelativeError));

    /// <summary>Relative error beyond five times what the reference is uncertain by.</summary>
    internal static double Excess(Comparison c) => Math.Max(0, c.RelativeError - (5 * c.RelativeUncertainty));

    internal static string Percent(double relative) => relative >= 10 ? $"a factor of {relative + 1:G3}" : $"{100 * relative:G3} %";
}
