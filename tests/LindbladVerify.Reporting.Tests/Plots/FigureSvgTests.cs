using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LindbladVerify.Reporting.Plots;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Plots;

public sealed partial class FigureSvgTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Ids() => [.. Gallery.All.Select(f => f.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Is_well_formed_with_a_text_alternative(string id)
    {
        Figure figure = Gallery.All.Single(f => string.Equals(f.Id, id, StringComparison.Ordinal));
        XElement root = XDocument.Parse(FigureSvg.Document(figure)).Root!;
        Assert.Equal("img", root.Attribute("role")!.Value);
        string[] labels = root.Attribute("aria-labelledby")!.Value.Split(' ');
        Assert.Equal(RichText.Parse(figure.Title).PlainText, ById(root, labels[0]).Value);
        Assert.Equal(figure.Description, ById(root, labels[1]).Value);
        string[] ids = [.. root.Descendants().Attributes("id").Select(a => a.Value)];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void All_coordinates_are_finite_numbers_of_two_decimals_near_the_figure(string id)
    {
        XElement root = Draw(Gallery.All.Single(f => string.Equals(f.Id, id, StringComparison.Ordinal)));
        double size = Math.Max(Attribute(root, "width"), Attribute(root, "height"));
        IEnumerable<string> data = root.Descendants().Attributes()
            .Where(a => a.Name.LocalName is "d" or "x" or "y" or "width" or "height" or "transform" or "dy").Select(a => a.Value);
        foreach (string text in data)
        {
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\.\d{3}|\d[eE]", text);
            Assert.All(Numbers().Matches(text), m => Assert.True(Math.Abs(double.Parse(m.Value, CultureInfo.InvariantCulture)) <= size, m.Value));
        }
    }

    [Fact]
    public void Panels_drawn_apart_are_of_one_size_and_together_hold_what_the_whole_figure_does()
    {
        Figure figure = Gallery.All.First(f => f.Panels.Length > 1);
        XElement[] panels = [.. FigureSvg.InlinePanels(figure).Select(XElement.Parse)];
        Assert.Equal(figure.Panels.Length, panels.Length);
        Assert.Single(panels.Select(p => p.Attribute("viewBox")!.Value).Distinct(StringComparer.Ordinal));
        Assert.Single(panels.Select(Origin0).Distinct());

        string[] ids = [.. panels.SelectMany(p => p.DescendantsAndSelf()).Attributes("id").Select(a => a.Value)];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(panels, p => Assert.All(p.Attribute("aria-labelledby")!.Value.Split(' '), id => Assert.Contains(id, ids)));

        static string[] Marks(IEnumerable<XElement> roots) => [.. roots.SelectMany(r => r.Descendants().Where(e => e.Name.LocalName is "path" or "text" or "image").Select(e => e.Name.LocalName + e.Attribute("d")?.Value + e.Value))];
        Assert.Equal(Marks([Draw(figure)]), Marks(panels));

        static string Origin0(XElement panel) => panel.Element(s_svg + "g")!.Attribute("transform")!.Value;
    }

    [Fact]
    public void Nothing_is_written_outside_the_figure()
    {
        foreach (Figure figure in Gallery.All)
        {
            XElement root = Draw(figure);
            foreach (XElement text in root.Descendants(s_svg + "text").Where(t => t.Attribute("transform") is null))
            {
                (double dx, double dy) = Origin(text);
                Assert.InRange(Attribute(text, "x") + dx, 0, Attribute(root, "width"));
                Assert.InRange(Attribute(text, "y") + dy, 8, Attribute(root, "height"));
            }
        }
    }

    [Fact]
    public void The_same_figure_gives_the_same_bytes_in_any_culture()
    {
        string[] first = [.. Gallery.All.Select(FigureSvg.Document)];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            comma.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(first, Gallery.All.Select(FigureSvg.Document), StringComparer.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_long_line_is_thinned_without_leaving_its_points()
    {
        double[] x = Gallery.LinSpace(0, 1, 50_001);
        double[] y = [.. x.Select(t => Math.Sin(20 * t) * Math.Exp(-t))];
        var axes = new Axes(Axis.Linear("", 0, 1), Axis.Linear("", -1, 1), new Curve("", x, y));
        (double X, double Y)[] path = CurvePath(new Figure("thin", "t", "d", axes));
        Assert.InRange(path.Length, 50, 1000);
        for (int i = 0; i < x.Length; i += 7)
        {
            // Thinning moves the line by at most 0.05 px, rounding of both ends by 0.005 * sqrt(2) px more.
            Assert.True(Distance(path, 420 * x[i], 290 * (1 - y[i]) / 2) <= 0.05 + 0.0071, $"point {i}");
        }
    }

    [Fact]
    public void Gaps_break_the_line()
    {
        var axes = new Axes(
            Axis.Linear("", 0, 5), Axis.Log("", 1, 100), new Curve("", [0, 1, 2, 3, 4, 5], [10, 10, 0, 10, double.NaN, 10]));
        string d = Paths(Draw(new Figure("gap", "t", "d", axes))).Single(p => p.StartsWith("M0 145", StringComparison.Ordinal));
        Assert.Equal("M0 145L84 145", d);
    }

    [Fact]
    public void The_legend_lies_where_no_data_are()
    {
        double[] x = Gallery.LinSpace(0, 1, 200);
        foreach (Func<double, double> f in new Func<double, double>[] { t => t, t => 1 - t, t => 4 * (t - 0.5) * (t - 0.5), t => 4 * t * (1 - t) })
        {
            var figure = new Figure("legend", "t", "d", new Axes(Axis.Linear(""), Axis.Linear(""), new Curve("a curve", x, [.. x.Select(f)])));
            XElement box = Draw(figure).Descendants(s_svg + "rect").Single(r => r.Attribute("rx") is not null);
            (double left, double top) = (Attribute(box, "x"), Attribute(box, "y"));
            Assert.DoesNotContain(CurvePath(figure), p =>
                p.X > left && p.X < left + Attribute(box, "width") && p.Y > top && p.Y < top + Attribute(box, "height"));
        }
    }

    [Fact]
    public void Elements_carry_plain_colours_for_readers_without_style_sheets()
    {
        foreach (XElement element in Gallery.All.SelectMany(f => Draw(f).Descendants().Where(e => e.Attribute("class") is not null)))
        {
            Assert.Matches("^(#[0-9a-f]{6}|none)$", (element.Attribute("fill") ?? element.Attribute("stroke"))!.Value);
        }

        Assert.Contains("prefers-color-scheme:dark", FigureSvg.StyleSheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", FigureSvg.Inline(Gallery.SmallNumbers()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("a b")]
    [InlineData("../a")]
    public void An_id_that_is_no_file_stem_is_refused(string id) =>
        Assert.Throws<ArgumentException>(() => new Figure(id, "t", "d", new Axes(Axis.Linear("x"), Axis.Linear("y"))));

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Numbers();

    private static XElement Draw(Figure figure) => XDocument.Parse(FigureSvg.Document(figure)).Root!;

    private static XElement ById(XElement root, string id) => root.Descendants().Single(e => string.Equals(e.Attribute("id")?.Value, id, StringComparison.Ordinal));

    private static double Attribute(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Paths(XElement root) => root.Descendants(s_svg + "path").Select(p => p.Attribute("d")!.Value);

    private static (double X, double Y)[] CurvePath(Figure figure) =>
        [.. Paths(Draw(figure).Descendants(s_svg + "g").Last()).First().Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split(' ')).Select(p => (double.Parse(p[0], CultureInfo.InvariantCulture), double.Parse(p[1], CultureInfo.InvariantCulture)))];

    private static (double X, double Y) Origin(XElement element)
    {
        string translate = element.Ancestors(s_svg + "g").Last().Attribute("transform")!.Value;
        double[] numbers = [.. Numbers().Matches(translate).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];
        return (numbers[0], numbers[1]);
    }

    private static double Distance((double X, double Y)[] line, double x, double y)
    {
        double least = double.PositiveInfinity;
        for (int i = 1; i < line.Length; i++)
        {
            (double ax, double ay) = line[i - 1];
            (double bx, double by) = (line[i].X - ax, line[i].Y - ay);
            double t = Math.Clamp((((x - ax) * bx) + ((y - ay) * by)) / ((bx * bx) + (by * by)), 0, 1);
            least = Math.Min(least, Math.Sqrt(Math.Pow(x - ax - (t * bx), 2) + Math.Pow(y - ay - (t * by), 2)));
        }

        return least;
    }
}
