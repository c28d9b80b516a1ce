using System.Globalization;
using System.Text;
using LindbladVerify.JudgeTrials.Running;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Tables;

/// <summary>How many needles of each shape and width are found, the hard ones included.</summary>
public static class NeedleTable
{
    private static readonly string[] Shapes = ["tent", "gauss", "lorentz", "edge"];

    /// <summary>Rows of shapes, columns of the share of the domain that the needle fills; empty if there are no needles.</summary>
    public static string Of(IReadOnlyCollection<TrialResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (!results.Any(r => r.Trial.Family is "needles"))
        {
            return string.Empty;
        }

        var text = new StringBuilder("| needle | 1e-1 | 1e-2 | 1e-3 | 1e-4 | 1e-5 | 1e-6 |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (string shape in Shapes)
        {
            text.Append("| ").Append(shape);
            for (int decade = 1; decade <= 6; decade++)
            {
                string what = string.Create(CultureInfo.InvariantCulture, $"{shape} on 1e-{decade} ");
                TrialResult[] here = [.. results.Where(r => r.Trial.Title.Contains(what, StringComparison.Ordinal))];
                text.Append(CultureInfo.InvariantCulture, $" | {here.Count(r => r.Outcome == Outcome.Right)} of {here.Length}");
            }

            text.Append(" |\n");
        }

        return text.ToString();
    }
}
