using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace LindbladVerify.Properties.Laws;

/// <summary>Laws can fail, and a failure can be replayed by the seed that it prints.</summary>
public class ReplaySeed
{
    [Theory]
    [InlineData("17", 2)]
    [InlineData("17,18446744073709551615,12", 3)]
    [InlineData(null, 2)]
    public void A_seed_is_understood_by_the_checker(string? text, int parts) =>
        Assert.Equal(parts, LawAttribute.ReplayText(text).Split(',').Length);

    [Theory]
    [InlineData("abc")]
    [InlineData("1,2")]
    [InlineData("-5")]
    [InlineData("1,2,3,4")]
    public void A_seed_that_is_none_is_refused(string text) =>
        Assert.Contains(text, Assert.Throws<FormatException>(() => LawAttribute.ReplayText(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_false_law_fails_with_its_simplest_case()
    {
        Arbitrary<int> numbers = Arb.From(Gen.Choose(0, 1000), n => n > 0 ? [n / 2, n - 1] : []);
        string message = Assert.ThrowsAny<Exception>(() => Check.QuickThrowOnFailure(Prop.ForAll(numbers, n => Assert.True(n < 17, "too large")))).Message;
        Assert.Contains("Shrunk:", message, StringComparison.Ordinal);
        Assert.Contains("17", message, StringComparison.Ordinal);
    }
}
