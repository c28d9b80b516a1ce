using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.Judging;
using Spectre.Console;

namespace LindbladVerify.Reporting.Terminal;

/// <summary>
/// The few lines that matter first: verdicts that differ from the declared ones, then what is wrong as it was printed, then what else
/// is false; one line per formula.
/// </summary>
internal static class VerdictHeadlines
{
    /// <summary>The most lines.</summary>
    public const int Most = 5;

    private const string AsPrinted = "as printed";

    /// <summary>The verdicts of the lines, the most important first, each formula once.</summary>
    public static Verdict[] Of(IReadOnlyList<Verdict> verdicts) =>
    [
        .. verdicts
            .Where(v => !v.AsDeclared || v.Kind == VerdictKind.False)
            .OrderBy(v => !v.AsDeclared ? 0 : string.Equals(v.Variant, AsPrinted, StringComparison.Ordinal) ? 1 : 2) // stable: otherwise in the order of the run
            .DistinctBy(VerdictTable.FormulaOf, StringComparer.Ordinal)
            .Take(Most),
    ];

    /// <summary>Writes the lines, each with what is claimed and how far it is off.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="first">The verdicts of the lines.</param>
    /// <param name="all">All that are shown, to say how many more there are.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<Verdict> first, IReadOnlyList<Verdict> all)
    {
        if (first.Count == 0)
        {
            return;
        }

        foreach (Verdict verdict in first)
        {
            string off = VerdictTable.Error(verdict.LargestRelativeError) is { Length: > 0 } error ? $", off by {error.Replace("× ", "a factor of ", StringComparison.Ordinal)}" : string.Empty;
            string word = verdict.AsDeclared ? verdict.Kind.Word() : $"{verdict.Kind.Word()}, declared {verdict.Declared.Word()}";
            VerdictTable.Say(console, $"  [red]{word}[/]  [bold]{verdict.Id}[/]{off}: {verdict.Statement}");
        }

        int more = all.Count(v => !v.AsDeclared || v.Kind == VerdictKind.False) - first.Count;
        if (more > 0)
        {
            console.WriteLine($"  and {more} more that are false; all claims:");
        }
    }
}
