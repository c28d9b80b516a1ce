using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Results;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Results;

/// <summary>Powers of ten in sentences: short in a terminal, raised in a page, untouched in what is copied.</summary>
public sealed class ProseNumbersTests
{
    [Theory]
    [InlineData("at Delta = 1E+08, P = 0.5.", "at Delta = 1e8, P = 0.5.", "at Delta = 10<sup>8</sup>, P = 0.5.")]
    [InlineData("off by -2.5E-07 %", "off by -2.5e-7 %", "off by -2.5 × 10<sup>−7</sup> %")]
    [InlineData("below 1E-41. Then", "below 1e-41. Then", "below 10<sup>−41</sup>. Then")]
    [InlineData("v1E+2, 3E+4x and 1e5", "v1E+2, 3E+4x and 1e5", "v1E+2, 3E+4x and 1e5")]
    [InlineData("1 < 2E+03 & so on", "1 < 2e3 & so on", "1 &lt; 2 × 10<sup>3</sup> &amp; so on")]
    public void PowersOfTenAreForReaders(string sentence, string plain, string html)
    {
        Assert.Equal(plain, ProseNumbers.Plain(sentence));
        Assert.Equal($"<p>{html}</p>", HtmlBlocks.Paragraph(sentence).ToString());
    }

    [Fact]
    public void WhatIsCopiedStays() => Assert.Equal("<p><code>--at x=1E+16</code></p>", HtmlBlocks.Paragraph(HtmlBlocks.Code("--at x=1E+16")).ToString());
}
