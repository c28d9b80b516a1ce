using System.Globalization;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Tests.Files;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Plots;

public sealed class FigureCsvTests
{
    [Fact]
    public void Every_number_of_a_series_comes_back_to_the_bit()
    {
        double[] x = [0.1, 1.0 / 3, 1e300, double.NaN, -0.0];
        double[] y = [Math.PI, double.PositiveInfinity, double.Epsilon, -1e-17, double.NegativeInfinity];
        var figure = new Figure("f", "t", "d", new Axes(Axis.Linear("x"), Axis.Linear("y"), new Curve("*a*, \"b\"", x, y)));
        List<string[]> rows = Rows(figure);
        Assert.Equal(FigureCsv.Columns, rows[0]);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(["1", "curve", "a, \"b\""], rows[i + 1][..3]);
            Assert.Equal(BitConverter.DoubleToInt64Bits(x[i]), BitConverter.DoubleToInt64Bits(CsvReader.Number(rows[i + 1][3])));
            Assert.Equal(BitConverter.DoubleToInt64Bits(y[i]), BitConverter.DoubleToInt64Bits(CsvReader.Number(rows[i + 1][4])));
        }
    }

    [Fact]
    public void Rows_count_what_is_drawn_in_every_panel()
    {
        Figure figure = Gallery.MonteCarlo();
        List<string[]> rows = Rows(figure);
        for (int panel = 0; panel < figure.Panels.Length; panel++)
        {
            string number = (panel + 1).ToString(CultureInfo.InvariantCulture);
            Assert.Equal(figure.Panels[panel].Items.OfType<Points>().Sum(p => p.X.Length), Count(rows, number, "points"));
            Assert.Equal(figure.Panels[panel].Items.OfType<Curve>().Sum(p => p.X.Length), Count(rows, number, "curve"));
        }

        string[] bar = rows.First(r => r[1] is "points");
        Points points = figure.Panels[0].Items.OfType<Points>().Single();
        Assert.Equal(points.YLow[0], CsvReader.Number(bar[5]));
        Assert.Equal(points.YHigh[0], CsvReader.Number(bar[6]));
    }

    [Fact]
    public void A_heat_map_lists_each_value_at_its_point()
    {
        var map = new HeatMap("v", [1, 2, 3], [10, 20], new double[,] { { 1, 2, 3 }, { 4, 5, double.NaN } });
        List<string[]> rows = Rows(new Figure("f", "t", "d", new Axes(Axis.Linear("x"), Axis.Linear("y"), map)));
        Assert.Equal(["1", "heat-map", "v", "2", "20", "", "", "5"], rows[5]);
        Assert.Equal("NaN", rows[6][7]);
    }

    private static int Count(List<string[]> rows, string panel, string kind) =>
        rows.Count(r => r[..2].SequenceEqual([panel, kind], StringComparer.Ordinal));

    private static List<string[]> Rows(Figure figure)
    {
        var text = new StringWriter();
        FigureCsv.Write(figure, text);
        return CsvReader.Read(text.ToString());
    }
}
