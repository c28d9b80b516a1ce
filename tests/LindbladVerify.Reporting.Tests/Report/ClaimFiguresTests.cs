using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Report;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Report;

public sealed class ClaimFiguresTests
{
    [Theory]
    [InlineData("relaxing-pair-rate", "relaxing pair rate")]
    [InlineData("neighbour-flip-flop-rate", "neighbour flip-flop rate")]
    [InlineData("residence-time of z in cool-model.yaml", "residence time of z in cool-model.yaml")]
    [InlineData("spectral-gap of my-models/a-b", "spectral gap of my-models/a-b")]
    public void QuantitiesAreWordsAndFilesKeepTheirNames(string quantity, string words) =>
        Assert.Equal(words, ClaimFigures.QuantityWords(quantity));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void TheLabelOfALineAtTheEdgeStaysOverTheAxes(double at)
    {
        var axes = new Axes(Axis.Linear("x", 0, 1), Axis.Linear("y"), new Curve("c", [0, 1], [0, 1]), new ReferenceLine("counterexample", Orientation.Vertical, at));
        var figure = new Figure("edge", "Edge", "A label at an edge.", axes) { PanelWidth = 200, PanelHeight = 100 };
        string svg = FigureSvg.Document(figure);
        System.Xml.Linq.XElement label = System.Xml.Linq.XDocument.Parse(svg).Descendants().Single(e => e.Name.LocalName is "text" && e.Value is "counterexample");
        double x = double.Parse(label.Attribute("x")!.Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(x, 30, 170); // half of the words on either side
    }

    /// <summary>A long quantity as the title of an axis is as tall as the panel at most, in a wide font too.</summary>
    [Fact]
    public void ALongTitleOfAnAxisIsSetSmaller()
    {
        const string title = "decay rate of the slowest mode (line width) of a long observable";
        var figure = new Figure("long", "Long", "A long title.", new Axes(Axis.Linear("x", 0, 1), Axis.Linear(title), new Curve("c", [0, 1], [0, 1]))) { PanelWidth = 380, PanelHeight = 240 };
        System.Xml.Linq.XElement label = System.Xml.Linq.XDocument.Parse(FigureSvg.Document(figure)).Descendants().Single(e => e.Name.LocalName is "text" && string.Equals(e.Value, title, StringComparison.Ordinal));
        double size = double.Parse(label.AncestorsAndSelf().Select(e => e.Attribute("font-size")?.Value).First(v => v is not null)!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(0.6 * size * title.Length, 150, 300); // wide letters are 0.6 of their size
    }
}
