using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Results;

/// <summary>The verdict words of files and tables.</summary>
public static class VerdictWords
{
    /// <summary>exact, asymptotic, bounded, false, inconclusive, or out-of-domain.</summary>
    public static string Word(this VerdictKind kind) => kind switch
    {
        VerdictKind.Exact => "exact",
        VerdictKind.Asymptotic => "asymptotic",
        VerdictKind.Bounded => "bounded",
        VerdictKind.False => "false",
        VerdictKind.OutOfDomain => "out-of-domain",
        _ => "inconclusive",
    };

    /// <summary>Whether a limit is false although its error vanishes: more slowly than declared, which no single point shows.</summary>
    internal static bool IsRefutedByOrder(this Verdict verdict) => verdict is { Kind: VerdictKind.False, Counterexample: null, Order: not null };
}
