using System.Text.RegularExpressions;
using System.Xml.Linq;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Tests.Plots;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Html;

public sealed class HtmlPageTests
{
    private static readonly string s_page = new HtmlPage(
        "Report on <a> & b",
        HtmlBlocks.Section(
            "summary", "Summary",
            HtmlBlocks.Table(
                [new("claim"), new("*W* (s^{-1})", IsNumeric: true)],
                [new HtmlNode[] { HtmlBlocks.Link("#eq9", "eq9"), "12.5" }])),
        HtmlBlocks.Card(
            "eq9", "Eq. (9)", HtmlBlocks.Badge("exact", BadgeTone.Good), true,
            MathMl.Display("W = D^2", MathExpression.Parse("W = D^2")),
            HtmlBlocks.FigureBlock(Gallery.ErrorOrder(), "error-order.csv"),
            HtmlBlocks.FigureBlock(Gallery.ValidityMap(), null),
            HtmlBlocks.Definitions(("seed", "7")),
            HtmlBlocks.CodeBlock("rate --noise <kind>\n  --json")))
    {
        Lead = "17 claims", Navigation = [("#summary", "Summary")], Footer = "done",
    }.Render();

    [Fact]
    public void The_body_is_well_formed_and_holds_everything()
    {
        XElement body = Body();
        Assert.Equal("Report on <a> & b", body.Descendants("h1").Single().Value);
        Assert.Equal("12.5", body.Descendants("td").Single(td => td.Attribute("class")?.Value is "number").Value);
        Assert.Equal("open", body.Descendants("details").Single().Attribute("open")!.Value);
        Assert.Equal("rate --noise <kind>\n  --json", body.Descendants("pre").Single().Value);
        Assert.Equal("error-order.csv", body.Descendants("figcaption").Descendants("a").Single().Attribute("href")!.Value);
        Assert.Equal(2, body.Descendants(XName.Get("svg", "http://www.w3.org/2000/svg")).Count());
    }

    [Fact]
    public void Nothing_is_loaded_and_nothing_runs()
    {
        Assert.DoesNotContain("<script", s_page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", s_page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", s_page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:", s_page, StringComparison.Ordinal);

        // Every address that the browser would fetch by itself is in the page: images as data, clip paths as fragments.
        Assert.All(Regex.Matches(s_page, "(?:src|url)\\s*[=(]\\s*['\"]?([^'\")]*)").Select(m => m.Groups[1].Value), a => Assert.StartsWith("#", a, StringComparison.Ordinal));
        Assert.All(Body().Descendants().Where(e => e.Name.LocalName is "image"), e => Assert.StartsWith("data:image/png;", e.Attribute("href")!.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Links_within_the_page_have_targets_and_ids_are_unique()
    {
        string[] ids = [.. Body().Descendants().Attributes("id").Select(a => a.Value)];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(
            Body().Descendants("a").Select(a => a.Attribute("href")!.Value).Where(a => a.StartsWith('#')),
            a => Assert.Contains(a[1..], ids, StringComparer.Ordinal));
    }

    [Fact]
    public void It_serves_dark_screens_small_screens_and_paper_with_one_style_for_all_figures()
    {
        Assert.Contains("@media print", s_page, StringComparison.Ordinal);
        Assert.Contains("@media (max-width:", s_page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", s_page, StringComparison.Ordinal);
        Assert.Contains("name=\"viewport\"", s_page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(s_page, "<style>"));
        Assert.Contains(FigureSvg.StyleSheet, s_page, StringComparison.Ordinal);
    }

    private static XElement Body()
    {
        int start = s_page.IndexOf("<body>", StringComparison.Ordinal);
        int end = s_page.IndexOf("</body>", StringComparison.Ordinal) + "</body>".Length;
        return XElement.Parse(s_page[start..end], LoadOptions.PreserveWhitespace);
    }
}
