using System.Runtime.CompilerServices;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Plots;

/// <summary>
/// Small figures whose SVG was looked at as a picture and approved. After a wanted change, look at the file
/// ".received.svg" beside the test assembly and let it replace the one in Snapshots.
/// </summary>
public sealed class FigureSnapshotTests
{
    private static string Snapshots { get; } = RepositoryFolder.PathOf("tests/LindbladVerify.Reporting.Tests/Plots/Snapshots");

    [Fact]
    public void Curve_with_error_bars_on_logarithmic_axes() => Matches(Tiny(new Axes(
        Axis.Log("Γ_{c}/Δ", 0.1, 1000), Axis.Log("*W* (s^{-1})", 1e-6, 1e-2),
        new Curve("*W*", [0.1, 1000], [1e-6, 1e-2]),
        new Points("Monte Carlo", [1, 100], [1e-5, 1e-3], [0, 5e-4], [2e-5, 2e-3]))));

    [Fact]
    public void Marks_on_linear_axes() => Matches(Tiny(new Axes(
        Axis.Linear("*r* (nm)", 0, 2), Axis.Linear("*D*", -1, 1),
        new Region("no model", Orientation.Vertical, double.NegativeInfinity, 0.7),
        new ReferenceLine("*r*_{h}", Orientation.Vertical, 0.9),
        new ReferenceLine("zero", Orientation.Horizontal, 0) { Dash = Dash.Dashed },
        new Arrow("×17", 1.5, -0.5, 1.5, 0.5),
        new Annotation("here", 1, -0.75))));

    private static Figure Tiny(Axes axes, [CallerMemberName] string name = "") =>
        new(name.ToLowerInvariant().Replace('_', '-'), "A small figure", "Approved by eye.", axes) { PanelWidth = 200, PanelHeight = 140 };

    private static void Matches(Figure figure)
    {
        string approved = Path.Combine(Snapshots, figure.Id + ".svg");
        string received = Path.Combine(AppContext.BaseDirectory, figure.Id + ".received.svg");
        string drawn = FigureSvg.Inline(figure);
        File.WriteAllText(received, drawn);
        Assert.True(File.Exists(approved), $"There is no '{approved}'; drawn was '{received}'.");
        Assert.Equal(File.ReadAllText(approved), drawn);
        File.Delete(received);
    }
}
