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
        InteriorScan scan = context.Scan(formula, claim.Reference);
        Comparison? worst = scan.Worst(c => claim.Holds(c.Point) ? Badness(c) : double.NaN, settings.Searches, context.Cancellation);
        if (claim.Region is not null)
        {
            scan = scan.WithPointsIn(claim.Holds, settings.ScanPoints / 8, context.Cancellation);
        }

        IEnumerable<Comparison> asked = scan.Comparisons.Where(c => claim.Holds(c.Point));
        var points = new PointEvidence(scan, worst is null ? asked : asked.Append(worst), c => Violation(c, settings), c => Agrees(c, settings), settings);
        VerdictKind kind = points.Weigh(VerdictKind.Exact);
        var evidence = new Evidence("identity", $"{points.Asked} points and {settings.Searches} searches from the worst: {points.Agreed} agree, {points.Violations} do not. {points.Missing()}".TrimEnd(), points.Asked, worst?.RelativeError ?? double.NaN);
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
