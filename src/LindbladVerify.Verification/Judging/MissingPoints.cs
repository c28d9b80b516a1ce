using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>Why points of a scan can neither confirm nor refute.</summary>
internal static class MissingPoints
{
    /// <summary>Inconclusive where mostly the reference is known too poorly, else out of domain: one side does not exist.</summary>
    public static VerdictKind Kind(IReadOnlyList<Comparison> all) =>
        all.Count(IsPoorlyKnown) > all.Count(c => !c.CanConfirm) / 2 ? VerdictKind.Inconclusive : VerdictKind.OutOfDomain;

    /// <summary>How many points are left and what is wrong with the others, with an example.</summary>
    public static string Describe(IReadOnlyList<Comparison> all)
    {
        string[] parts =
        [
            .. Part(all, c => !double.IsFinite(c.Predicted), "the formula is not a number"),
            .. Part(all, c => double.IsFinite(c.Predicted) && !double.IsFinite(c.Computed), "the reference has no value"),
            .. Part(all, IsPoorlyKnown, FormattableString.Invariant($"the reference is not known to {ReferenceValue.MostUncertain:G1}")),
        ];
        string left = $"Formula and reference can be compared at {all.Count(c => c.CanConfirm)} of {all.Count} points";
        return parts.Length == 0 ? left + "." : $"{left}: {string.Join("; ", parts)}.";
    }

    private static bool IsPoorlyKnown(Comparison c) => double.IsFinite(c.Predicted) && double.IsFinite(c.Computed) && !c.CanConfirm;

    private static IEnumerable<string> Part(IReadOnlyList<Comparison> all, Func<Comparison, bool> isMissing, string what)
    {
        Comparison[] missing = [.. all.Where(isMissing)];
        if (missing.Length > 0)
        {
            string why = missing[0].Remark is { } remark ? $" ({remark.TrimEnd('.')})" : string.Empty;
            yield return $"at {missing.Length} {what}, as at {missing[0].Point.ToText()}{why}";
        }
    }
}
