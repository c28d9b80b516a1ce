using LindbladVerify.Formulas.Claims;
using LindbladVerify.JudgeTrials.Families;
using LindbladVerify.JudgeTrials.Running;
using LindbladVerify.JudgeTrials.Scoring;
using LindbladVerify.JudgeTrials.Tables;
using Xunit;

namespace LindbladVerify.JudgeTrials.Tests;

/// <summary>The page counts what it is given, and names what was not right.</summary>
public sealed class TrialDocumentTests
{
    [Fact]
    public void PageCountsAndNamesWhatWasNotRight()
    {
        IReadOnlyList<Trial> needles = TrialFamilies.Of(TrialFamilies.Find("needles")!);
        Trial found = needles[0];
        Trial missed = needles[1];
        TrialResult[] results =
        [
            new(found, Outcome.Right, VerdictKind.False, Order: null, "Wrong.", 0.1),
            new(missed, Outcome.WrongConfirmation, VerdictKind.Exact, Order: null, "Agrees.", 0.1),
        ];
        string page = TrialDocument.Of(results);
        Assert.Contains("| needles | 2 | 1 | 1 | 0 | 0 | 0 | 0 | 0 |", page, StringComparison.Ordinal);
        Assert.Contains("| tent | 1 of 2 | 0 of 0 |", page, StringComparison.Ordinal);
        Assert.Contains($"| {missed.File} |", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"| {found.File} |", page, StringComparison.Ordinal);
        Assert.Contains("| false | 1 |  |  | 1 |  |  |  | 2 |", page, StringComparison.Ordinal);
        Assert.False(new TrialTally(results).IsGood);
    }
}
