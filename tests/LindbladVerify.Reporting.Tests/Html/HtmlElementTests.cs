using LindbladVerify.Reporting.Html;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Html;

public sealed class HtmlElementTests
{
    [Fact]
    public void Text_never_turns_into_markup()
    {
        HtmlElement element = HtmlBlocks.Paragraph("a < b & \"c\" 'd' <script>").With("title", "\"><script>");
        Assert.Equal("<p title=\"&quot;&gt;&lt;script&gt;\">a &lt; b &amp; &quot;c&quot; &#39;d&#39; &lt;script&gt;</p>", element.ToString());
        Assert.Equal("<code>a\uFFFDb</code>", HtmlBlocks.Code("a\u0007b").ToString());
    }

    [Theory]
    [InlineData("script")]
    [InlineData("style")]
    [InlineData("iframe")]
    [InlineData("P")]
    [InlineData("p onload=x")]
    [InlineData("")]
    public void Elements_that_run_or_load_are_refused(string name) => Assert.Throws<ArgumentException>(() => new HtmlElement(name));

    [Theory]
    [InlineData("onclick")]
    [InlineData("style")]
    [InlineData("srcdoc")]
    [InlineData("a b")]
    [InlineData("a\"")]
    public void Attributes_that_run_are_refused(string name) => Assert.Throws<ArgumentException>(() => HtmlBlocks.Paragraph().With(name, "x"));

    [Theory]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("JavaScript:alert(1)", false)]
    [InlineData("java\tscript:alert(1)", false)]
    [InlineData(" javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("//elsewhere.example/x", false)]
    [InlineData("eq9-error.csv", true)]
    [InlineData("figures/a:b.csv", true)]
    [InlineData("#eq9.electron-telegraph", true)]
    [InlineData("https://doi.org/10.1103/PhysRevB.107.224429", true)]
    public void Only_addresses_that_cannot_run_are_taken(string address, bool taken)
    {
        Exception? refusal = Record.Exception(() => HtmlBlocks.Link(address, "x"));
        Assert.Equal(taken, refusal is null);
        Assert.True(refusal is null or ArgumentException);
    }

    [Fact]
    public void Nothing_changes_an_element_once_made()
    {
        HtmlElement plain = HtmlBlocks.Paragraph("x");
        _ = plain.WithClass("lead");
        Assert.Equal("<p>x</p>", plain.ToString());
    }

    [Fact]
    public void Symbols_become_italics_and_indices() =>
        Assert.Equal("<i>W</i><sub><i>c</i></sub> (s<sup>−1</sup>)", HtmlBlocks.Rich("*W*_{*c*} (s^{-1})").ToString());

    [Fact]
    public void A_row_of_another_length_is_refused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => HtmlBlocks.Table([new("a"), new("b")], [new HtmlNode[] { "1" }]).ToString());
        Assert.Contains("1 cells where the table has 2", e.Message, StringComparison.Ordinal);
    }
}
