using System.Globalization;
using System.Text;
using LindbladVerify.JudgeTrials.Running;

namespace LindbladVerify.JudgeTrials.Tables;

/// <summary>All results as a table for other programs.</summary>
public static class ResultList
{
    /// <summary>Comma-separated, one row a trial.</summary>
    public static string Csv(IEnumerable<TrialResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder("file,family,outcome,hard,expected,verdict,order,seconds,title,reason\n");
        foreach (TrialResult r in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"{r.Trial.File},{r.Trial.Family},{r.Outcome},{r.Trial.Truth.IsHard},{Quoted(r.Trial.Truth.Expected())},{r.Word},{r.Order},{r.Seconds:F3},{Quoted(r.Trial.Title)},{Quoted(r.Reason)}\n");
        }

        return text.ToString();
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
