using System.Globalization;
using System.Text;
using LindbladVerify.JudgeTrials.Running;

namespace LindbladVerify.JudgeTrials.Tables;

/// <summary>Truth against verdict, as a table of a document.</summary>
public static class ConfusionMatrix
{
    private static readonly string[] Truths = ["exact", "asymptotic", "bounded", "false", "undefined", "out-of-domain", "truncated", "slow"];
    private static readonly string[] Verdicts = ["exact", "asymptotic", "bounded", "false", "inconclusive", "out-of-domain", "none"];

    /// <summary>Rows of truths that occur, columns of verdicts.</summary>
    public static string Of(IReadOnlyCollection<TrialResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder();
        text.Append("| truth | ").AppendJoin(" | ", Verdicts).Append(" | all |\n| --- |").Append(string.Concat(Enumerable.Repeat(" ---: |", Verdicts.Length + 1))).Append('\n');
        foreach (string truth in Truths)
        {
            TrialResult[] row = [.. results.Where(r => string.Equals(r.Trial.Truth.Word, truth, StringComparison.Ordinal))];
            if (row.Length > 0)
            {
                text.Append("| ").Append(truth).Append(" | ").AppendJoin(" | ", Verdicts.Select(v => Count(row.Count(r => string.Equals(r.Word, v, StringComparison.Ordinal))))).Append(" | ").Append(Count(row.Length)).Append(" |\n");
            }
        }

        return text.ToString();
    }

    private static string Count(int count) => count == 0 ? string.Empty : count.ToString(CultureInfo.InvariantCulture);
}
