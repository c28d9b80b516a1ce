using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace LindbladVerify.Properties.Laws;

/// <summary>The laws themselves can fail, say how to replay, and take the seed they print.</summary>
public class ReplaySeed
{
    [Fact]
    public void A_false_law_fails_with_the_simplest_case_and_a_seed_that_is_understood()
    {
        Arbitrary<int> numbers = Arb.From(Gen.Choose(0, 1000), n => n > 0 ? [n / 2, n - 1] : []);
        string message = Assert.ThrowsAny<Exception>(() => Law.Holds(numbers, n => Assert.True(n < 17, "too large"), cases: 100)).Message;
        Assert.Contains("Simplest case: 17", message, StringComparison.Ordinal);
        Assert.Contains("too large", message, StringComparison.Ordinal);

        string[] seeds = [.. message.Split('\n').Where(l => l.Contains(Law.SeedVariable, StringComparison.Ordinal)).Select(l => l[(l.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim())];
        Assert.Equal(2, seeds.Length);
        Replay single = Law.ParseSeed(seeds[0]);
        Assert.NotNull(single.Size);
        Assert.Equal(single.Rnd.Seed, Law.ParseSeed(seeds[0]).Rnd.Seed);
        int replayed = numbers.Generator.Sample(1, single.Rnd, single.Size.Value).Single();
        Assert.True(replayed >= 17);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1:2")]
    [InlineData("-5")]
    [InlineData("1:2:3:4")]
    public void A_seed_that_is_none_is_refused(string text) =>
        Assert.Contains(text, Assert.Throws<FormatException>(() => Law.ParseSeed(text)).Message, StringComparison.Ordinal);
}
