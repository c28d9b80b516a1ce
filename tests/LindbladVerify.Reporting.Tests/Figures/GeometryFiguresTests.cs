using System.Xml.Linq;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Reporting.Figures;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Verification.Paper;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Figures;

public sealed class GeometryFiguresTests
{
    [Fact]
    public void Figure3aShowsElevenPolarizationsAndTheStepAtTheHiddenRadius()
    {
        DiffusionFamily family = DiffusionFamily.Compute(ConventionSets.S1, points: 31);
        Axes panel = GeometryFigures.Figure3a(family).Panels.Single();
        Assert.Equal(11, panel.Items.OfType<Curve>().Count());
        Arrow arrow = panel.Items.OfType<Arrow>().Single();
        Assert.Equal("×17.1", arrow.Label);
        Assert.Equal((0.9, family.Thermal, 0.9, family.Irradiated), (arrow.FromX, arrow.FromY, arrow.ToX, arrow.ToY));
        Assert.Equal(ConventionSets.S1.BreakdownRadius, panel.Items.OfType<Region>().Single().To);
        Assert.Equal([0.9, ConventionSets.S1.MeanVolumeRadius], panel.Items.OfType<ReferenceLine>().Select(l => l.At));
        Assert.Equal(2, panel.Items.OfType<Points>().Single(p => p.Marker == Marker.HollowCircle).X.Length);
    }

    [Fact]
    public void EachNoiseHasItsOwnFileAndItsOwnStep()
    {
        Figure electron = GeometryFigures.Figure3a(DiffusionFamily.Compute(ConventionSets.S1, "electron-telegraph", 11));
        Figure gaussian = GeometryFigures.Figure3a(DiffusionFamily.Compute(ConventionSets.S1, "ornstein-uhlenbeck", 11));
        Assert.Equal("figure-3a-electron-telegraph", electron.Id);
        Assert.Equal("figure-3a-ornstein-uhlenbeck", gaussian.Id);
        Assert.Equal("×15.9", electron.Panels[0].Items.OfType<Arrow>().Single().Label);
        Assert.Equal("×16.8", gaussian.Panels[0].Items.OfType<Arrow>().Single().Label);
    }

    [Fact]
    public void Figure3bDrawsThePrintedFormsThinnerThanTheRepairedOnes()
    {
        Curve[] curves = [.. GeometryFigures.Figure3b(LimitForms.Compute(ConventionSets.S1, points: 21)).Panels[0].Items.OfType<Curve>()];
        Assert.All(curves.Where(c => c.Label.Contains("printed", StringComparison.Ordinal)), thin => Assert.All(curves.Where(c => c.Label.Contains("repaired", StringComparison.Ordinal)), thick => Assert.True(thin.Width < thick.Width)));
        Assert.Equal(2, curves.Count(c => c.Label.Contains("printed", StringComparison.Ordinal)));
    }

    [Fact]
    public void TheRatioMapIsOneAtTheEndsAndNeverBelow()
    {
        RatioMap map = RatioMap.Compute(ConventionSets.S1, 41);
        Assert.All(map.Ratios.Cast<double>(), v => Assert.True(v >= 1 - 1e-12, $"{v:R}"));
        for (int i = 0; i < map.Distances.Count; i++)
        {
            Assert.Equal(1, map.Ratios[0, i], 1e-12);
            Assert.Equal(1, map.Ratios[40, i], 1e-12);
        }

        Assert.True(map.Ratios.Cast<double>().Max() > 50);
    }

    [Fact]
    public void InsideTheGreyRegionARateExistsAndTheGoldenRuleHolds()
    {
        GreyRegion region = GreyRegion.Compute(ConventionSets.S1, points: 33);
        Assert.True(region.RateExists.All(c => c.All(e => e)), "the exchange stays slower than the broadening");

        // The next order is at most 2W over the slowest other rate, Γ2: W is below 1.3 1/s everywhere here.
        Assert.InRange(region.LargestHigherOrder, 1e-12, 2 * 1.3 / 11e3);
    }

    [Fact]
    public void WhereTheDipolarCouplingExceedsTheBroadeningNoRateIsClaimed()
    {
        GreyRegion region = GreyRegion.Compute(ConventionSets.S1 with { Separation = 0.16, Broadening = 500, HiddenRadius = 3, DipolarAverage = DipolarAverage.None }, [0.0], 33);
        Assert.Contains(region.RateExists[0], e => !e);
        Assert.Contains(GeometryFigures.Grey(region).Panels[0].Items, i => i is Points { Marker: Marker.Cross });
    }

    [Fact]
    public void EveryFigureIsWellFormedAndListsItsNumbers()
    {
        Figure[] figures =
        [
            GeometryFigures.Figure3a(DiffusionFamily.Compute(ConventionSets.S1, points: 11)),
            GeometryFigures.Figure3b(LimitForms.Compute(ConventionSets.S1, points: 11)),
            GeometryFigures.Ratio(RatioMap.Compute(ConventionSets.S1, 11)),
            GeometryFigures.Grey(GreyRegion.Compute(ConventionSets.S1, points: 11)),
        ];
        foreach (Figure figure in figures)
        {
            XDocument.Parse(FigureSvg.Document(figure));
            var csv = new StringWriter();
            FigureCsv.Write(figure, csv);
            Assert.True(csv.ToString().Split('\n').Length > 20, figure.Id);
            Assert.Contains("S1", figure.Description, StringComparison.Ordinal);
        }

        Assert.Equal(figures.Length, figures.Select(f => f.Id).Distinct(StringComparer.Ordinal).Count());
    }
}
