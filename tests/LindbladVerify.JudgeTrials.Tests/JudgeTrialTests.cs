using LindbladVerify.JudgeTrials.Families;
using LindbladVerify.JudgeTrials.Running;
using LindbladVerify.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace LindbladVerify.JudgeTrials.Tests;

/// <summary>A sample of every family of trials: nothing wrong is confirmed, nothing right refuted, no order wrong. The whole stands in docs/judge-trials.md.</summary>
public sealed class JudgeTrialTests(ITestOutputHelper output)
{
    private static readonly int PerFamily = Cases.Count(8, 4, 1);

    public static TheoryData<string> Families => [.. Cases.EveryNth(TrialFamilies.All.Select(f => f.Name), 1, 2)];

    [Theory]
    [MemberData(nameof(Families))]
    public void SampleIsJudgedRight(string family)
    {
        Trial[] fair = [.. TrialFamilies.Of(TrialFamilies.Find(family)!).Where(t => !t.Truth.IsHard)];
        using var folder = new TrialFolder();
        IReadOnlyList<TrialResult> results = new TrialRunner(folder).JudgeAll(TrialFamilies.Spread(fair, PerFamily), Environment.ProcessorCount);
        foreach (TrialResult r in results)
        {
            output.WriteLine($"{r.Outcome}: {r.Trial.Id} ({r.Trial.Title}): {r.Word}, {r.Seconds:F2} s");
        }

        string[] wrong = [.. results.Where(r => r.IsFailure).Select(r => $"{r.Outcome}: {r.Trial.Title}: {r.Word}, right would be {r.Trial.Truth.Expected()}. {r.Reason}\n{r.Trial.Text}")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void TrialsAreManyAndTheSameForOneSeed()
    {
        Trial[] once = [.. TrialFamilies.All.SelectMany(f => TrialFamilies.Of(f))];
        Trial[] again = [.. TrialFamilies.All.SelectMany(f => TrialFamilies.Of(f))];
        Assert.True(once.Length >= 2000, $"{once.Length} trials");
        Assert.Equal(once.Select(t => t.Text), again.Select(t => t.Text));
        Assert.Equal(once.Length, once.Select(t => t.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void EveryFamilyHoldsRightAndWrongClaims()
    {
        foreach (ITrialFamily family in TrialFamilies.All)
        {
            IReadOnlyList<Trial> trials = TrialFamilies.Of(family);
            Assert.Contains(trials, t => t.Truth.Accepted.Contains(LindbladVerify.Formulas.Claims.VerdictKind.False));
            Assert.Contains(trials, t => !t.Truth.Accepted.Contains(LindbladVerify.Formulas.Claims.VerdictKind.False));
        }
    }
}
