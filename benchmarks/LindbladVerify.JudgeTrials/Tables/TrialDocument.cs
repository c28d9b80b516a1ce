using System.Globalization;
using System.Text;
using LindbladVerify.JudgeTrials.Families;
using LindbladVerify.JudgeTrials.Running;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Tables;

/// <summary>The document that says how the judge did.</summary>
public static class TrialDocument
{
    private const int LongestList = 200;

    /// <summary>Where it stands in the repository.</summary>
    public const string Path = "docs/judge-trials.md";

    /// <summary>The document; the same for the same verdicts.</summary>
    public static string Of(IReadOnlyList<TrialResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder();
        text.Append(Introduction(results.Count));
        text.Append("\n## Truth against verdict\n\n").Append(ConfusionMatrix.Of(results));
        text.Append('\n').Append(Families(results));
        if (NeedleTable.Of(results) is { Length: > 0 } needles)
        {
            text.Append("\nNeedles that were found, by the share of the domain that they fill:\n\n").Append(needles);
        }

        text.Append('\n').Append(Missed(results));
        text.Append("\n## Truth against verdict, by family\n");
        foreach (ITrialFamily family in TrialFamilies.All)
        {
            TrialResult[] here = [.. results.Where(r => string.Equals(r.Trial.Family, family.Name, StringComparison.Ordinal))];
            if (here.Length > 0)
            {
                text.Append("\n**").Append(family.Name).Append("**: ").Append(family.Summary).Append(".\n\n").Append(ConfusionMatrix.Of(here));
            }
        }

        return text.ToString();
    }

    /// <summary>One row a family, and the sum.</summary>
    public static string Families(IReadOnlyList<TrialResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder();
        text.Append("| family | claims | right | wrong confirmations | wrong refutations | wrong orders | undecided | over 60 s | no verdict | hard ones right |\n");
        text.Append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (ITrialFamily family in TrialFamilies.All)
        {
            TrialResult[] here = [.. results.Where(r => string.Equals(r.Trial.Family, family.Name, StringComparison.Ordinal))];
            if (here.Length > 0)
            {
                Row(text, family.Name, new TrialTally(here));
            }
        }

        Row(text, "**all**", new TrialTally(results));
        return text.ToString();
    }

    private static string Introduction(int claims) => string.Create(CultureInfo.InvariantCulture, $"""
        # The judge on trial

        {claims} claims whose truth was known before they were judged: laws that hold exactly, times a designed error. `dotnet run -c Release --project benchmarks/LindbladVerify.JudgeTrials` makes them from a seed, judges all and writes this page; `--out DIR` keeps the formula files; a sample of each family runs with the tests.

        Each trial lists the verdicts that are right for it: `exact` only for the law itself, `asymptotic` only with the order of the worst path (within {Truth.UsualTolerance} where it is one power), `false` wherever a certain witness exists, `false` or `out-of-domain` where the formula is no number on a part of the domain, and for an oscillator cut off too low everything but `false`. Any other confirmation counts as a wrong confirmation, any other `false` as a wrong refutation, and `inconclusive` or `out-of-domain` without need as undecided, of which {100 * TrialTally.MostUndecided:F1} % are let pass. Hard trials, whose telling points fill less than a ten-thousandth of the domain without a kink that betrays them, or lie below 1e-13, have a column of their own and fail nothing.

        """);

    private static void Row(StringBuilder text, string name, TrialTally tally)
    {
        int[] counts =
        [
            tally.Claims, tally[Outcome.Right], tally[Outcome.WrongConfirmation], tally[Outcome.WrongRefutation], tally[Outcome.WrongOrder],
            tally[Outcome.Undecided], tally[Outcome.TooSlow], tally[Outcome.Failed],
        ];
        text.Append("| ").Append(name).Append(" | ").AppendJoin(" | ", counts).Append(" | ");
        text.Append(tally.Hard == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{tally.HardRight} of {tally.Hard}")).Append(" |\n");
    }

    /// <summary>Every claim that was not judged right, those of the hard ones left out that were merely missed.</summary>
    private static string Missed(IReadOnlyList<TrialResult> results)
    {
        TrialResult[] missed = [.. results.Where(r => r.Outcome != Outcome.Right && !r.Trial.Truth.IsHard)];
        var text = new StringBuilder("## Not right\n\n");
        if (missed.Length == 0)
        {
            return text.Append("None.\n").ToString();
        }

        text.Append("| file | what it is | right would be | verdict |\n| --- | --- | --- | --- |\n");
        foreach (TrialResult r in missed.Take(LongestList))
        {
            string order = r.Order is double found && r.Outcome == Outcome.WrongOrder ? string.Create(CultureInfo.InvariantCulture, $", order {found:F3}") : string.Empty;
            text.Append("| ").Append(r.Trial.File).Append(" | ").Append(r.Trial.Title).Append(" | ").Append(r.Trial.Truth.Expected()).Append(" | ").Append(r.Word).Append(order).Append(" |\n");
        }

        return missed.Length > LongestList ? text.Append(CultureInfo.InvariantCulture, $"\nand {missed.Length - LongestList} more.\n").ToString() : text.ToString();
    }
}
