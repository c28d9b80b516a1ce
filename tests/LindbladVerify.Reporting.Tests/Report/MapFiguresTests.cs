using System.Text.RegularExpressions;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Report;
using LindbladVerify.Sweeps.Maps;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Report;

public sealed class MapFiguresTests
{
    private static readonly Formula Equation10 = FormulaCatalogue.Find("eq10");

    [LongFact]
    public void AMapShowsMagnitudesAndEveryPointOfThePaper()
    {
        ValidityMap map = Map("Delta/Gc", 0.03, 30);
        Axes panel = MapFigures.Of("m", [map]).Panels.Single();
        HeatMap heat = panel.Items.OfType<HeatMap>().Single();

        Assert.Equal(map.SignedErrors.Cast<double>().Select(Math.Abs), heat.Values);
        Assert.Contains(map.SignedErrors.Cast<double>(), e => e < 0);
        Assert.Equal([0.01, 0.1, 1], heat.Contours.Select(c => c.Value));
        Assert.Equal(OperatingPoints.All.Select(p => (p.Point["Delta"] / p.Point["Gc"], p.Point["P"])), panel.Items.OfType<Points>().Select(p => (p.X[0], p.Y[0])));
        Assert.Equal(["0.34 nm", "0.5 nm", "0.7 nm", "0.9 nm"], panel.Items.OfType<Annotation>().Select(a => a.Label));
        Assert.Equal("Δ/Γ_{c}", panel.X.Label);
        Assert.Equal(AxisScale.Log10, panel.X.Scale);
        Assert.Equal(AxisScale.Linear, panel.Y.Scale);
    }

    [LongFact]
    public void ProjectedPointsLookDifferentAndTheCaptionSaysWhy()
    {
        Figure inPlane = MapFigures.Of("m", [Map("Delta/Gc", 0.03, 30)]);
        Figure projected = MapFigures.Of("m", [Map("Gc/Delta", 0.03, 30)]);

        Assert.DoesNotContain("projection", inPlane.Description, StringComparison.Ordinal);
        Assert.Contains("projection", projected.Description, StringComparison.Ordinal);
        Assert.Single(inPlane.Panels[0].Items.OfType<Points>().Select(p => p.Marker).Distinct());
        Assert.Equal(2, projected.Panels[0].Items.OfType<Points>().Select(p => p.Marker).Distinct().Count());
    }

    [Fact]
    public void ContoursFollowAChangeOfSignThatIsNarrowerThanTheGrid()
    {
        // v = x - 0.505 between nodes at multiples of 0.01: no node has |v| < 0.005, so the magnitudes never fall below the level 0.001.
        double[] x = [.. Enumerable.Range(0, 101).Select(k => k / 100.0)];
        double[] y = [0, 1];
        double[,] magnitude = new double[2, 101];
        double[] signed = new double[202];
        for (int k = 0; k < 202; k++)
        {
            signed[k] = x[k % 101] - 0.505;
            magnitude[k / 101, k % 101] = Math.Abs(signed[k]);
        }

        var heat = new HeatMap("v", x, y, magnitude) { ColorScale = AxisScale.Log10, Low = 1e-4, High = 1, Contours = [new ContourLevel(0.001, "")] };
        Assert.Equal(0, Lines(heat));
        Assert.Equal(2, Lines(heat with { SignedValues = [.. signed] }));

        static int Lines(HeatMap map)
        {
            string svg = FigureSvg.Document(new Figure("f", "t", "d", new Axes(Axis.Linear("x", 0, 1), Axis.Linear("y", 0, 1), map)));
            Match path = Regex.Match(svg, "<path d=\"([^\"]+)\" stroke=\"#ffffff\" stroke-width=\"1.3\" fill=\"none\"");
            return path.Success ? path.Groups[1].Value.Count(c => c == 'M') : 0;
        }
    }

    private static ValidityMap Map(string x, double low, double high)
    {
        string[] names = [.. Equation10.Parameters.Select(p => p.Name)];
        return new ValidityMapper(new ReferenceLibrary(DenseKernels.Managed), 1).MapAsync(
            Equation10,
            Reference.GoldenRule(NoiseNames.SymmetricTelegraph),
            MapAxis.Over(ParameterProduct.Parse(x, names), low, high, 13),
            MapAxis.Over(ParameterProduct.Parse("P", names), 0, 1, 11),
            OperatingPoints.Default).GetAwaiter().GetResult();
    }
}
