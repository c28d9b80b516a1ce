using LindbladVerify.Reporting.Plots;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Plots;

public sealed class MarchingSquaresTests
{
    private static readonly double s_radius = Math.Sqrt(0.517);

    [Fact]
    public void A_circle_is_one_closed_line_whose_error_falls_with_the_square_of_the_spacing()
    {
        double[] errors = [.. new[] { 20, 40, 80, 160 }.Select(n =>
        {
            IReadOnlyList<(double X, double Y)> line = Assert.Single(Circle(n));
            Assert.Equal(line[0], line[^1]);
            return line.Max(p => Math.Abs(Math.Sqrt((p.X * p.X) + (p.Y * p.Y)) - s_radius));
        })];
        double order = Math.Log(errors[0] / errors[^1]) / Math.Log(8);

        // The largest error over vertices jumps with the grid's position; over three doublings that moves the order by a tenth or so.
        Assert.InRange(order, 1.8, 2.2);
        Assert.True(errors[^1] < 1e-4, $"error {errors[^1]:R}");
    }

    [Fact]
    public void The_length_of_the_line_is_the_circumference_to_second_order()
    {
        double[] errors = [.. new[] { 40, 80, 160 }.Select(n => Math.Abs(Length(Assert.Single(Circle(n))) - (2 * Math.PI * s_radius)))];
        Assert.InRange(Math.Log(errors[0] / errors[^1]) / Math.Log(4), 1.8, 2.2);
    }

    [Fact]
    public void Vertices_lie_where_the_interpolant_has_the_level()
    {
        double[] x = [0, 1, 3.5];
        double[] y = [-1, 2];
        double[] plane = [.. y.SelectMany(b => x.Select(a => (2 * a) - (3 * b)))];
        IReadOnlyList<(double X, double Y)> line = Assert.Single(MarchingSquares.Contour(x, y, plane, 1.7));
        Assert.All(line, p => Assert.Equal(1.7, (2 * p.X) - (3 * p.Y), 1e-14));
        Assert.Equal(3, line.Count);
    }

    [Theory]
    [InlineData(1.9, true)]
    [InlineData(-1.9, false)]
    public void The_mean_of_a_saddle_decides_what_is_joined(double corner, bool diagonalAbove)
    {
        double[] saddle = [corner > 0 ? corner : 1, -1, -1, corner > 0 ? corner : 1];
        if (!diagonalAbove)
        {
            saddle[1] = saddle[2] = corner;
        }

        IReadOnlyList<IReadOnlyList<(double X, double Y)>> lines = MarchingSquares.Contour([0, 1], [0, 1], saddle, 0);
        Assert.Equal(2, lines.Count);

        // The corners cut off are (1,0) and (0,1) where the diagonal through (0,0) is joined, and the others where it is not.
        Assert.All(lines, line => Assert.Equal(diagonalAbove, Math.Sign(line[0].X - line[0].Y) * Math.Sign(line[1].X - line[1].Y) > 0));
    }

    [Fact]
    public void Cells_with_a_gap_have_no_line_and_a_level_beyond_the_data_none_at_all()
    {
        double[] x = [0, 1, 2];
        double[] values = [0, 0, 0, 1, double.NaN, 1, 0, 0, 0];
        Assert.Empty(MarchingSquares.Contour(x, x, values, 0.5));
        Assert.Empty(MarchingSquares.Contour(x, x, [1, 2, 3, 4, 5, 6, 7, 8, 9], 10));
        Assert.Throws<ArgumentException>(() => MarchingSquares.Contour(x, x, [1, 2], 0.5));
    }

    private static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Circle(int n)
    {
        double[] x = Gallery.LinSpace(-1.03, 1.01, n + 1);
        double[] y = Gallery.LinSpace(-0.97, 1.05, n + 1);
        double[] field = [.. y.SelectMany(b => x.Select(a => (a * a) + (b * b)))];
        return MarchingSquares.Contour(x, y, field, s_radius * s_radius);
    }

    private static double Length(IReadOnlyList<(double X, double Y)> line) =>
        line.Zip(line.Skip(1), (a, b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)))).Sum();
}
