using LindbladVerify.Reporting.Plots;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Plots;

public sealed class RichTextTests
{
    [Fact]
    public void Symbols_subscripts_and_superscripts_become_runs()
    {
        TextRun[] expected =
        [
            new("W", true, 0), new("res", false, -1), new(" (s", false, 0), new("−1", false, 1), new(")", false, 0),
        ];
        Assert.Equal(expected, RichText.Parse("*W*_{res} (s^{-1})").Runs);
    }

    [Theory]
    [InlineData("D*P")]
    [InlineData("a_b")]
    [InlineData("a_{b")]
    [InlineData("x^2")]
    [InlineData("2*3 = 6")]
    [InlineData("}{")]
    public void What_is_no_markup_is_itself(string text) => Assert.Equal(text, RichText.Parse(text).PlainText);

    [Theory]
    [InlineData("*not* italic_{x}^{2} \\ {}")]
    [InlineData("\\*")]
    [InlineData("")]
    public void Escaped_text_reads_back(string text) => Assert.Equal(text, RichText.Parse(RichText.Escape(text)).PlainText);

    [Fact]
    public void Plain_text_keeps_indices_apart() => Assert.Equal("Γ_c/Δ (s^−1)", RichText.Parse("Γ_{c}/*Δ* (s^{-1})").PlainText);
}
