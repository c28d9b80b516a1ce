using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Sweeps.Maps;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Sweeps.Tests.Maps;

public sealed class ValidityMapperTests
{
    private static readonly ReferenceLibrary Library = new(DenseKernels.Managed);
    private static readonly Formula Equation11 = FormulaCatalogue.Find("eq11");
    private static readonly ParameterPoint Held = new(["D", "Delta", "P", "Gc", "G2"], [1200, 3.7e6, 0.61, 1.9e6, 1.3e4]);

    [Fact]
    public void EachCellIsTheErrorAtItsOwnPoint()
    {
        ValidityMap map = Map("Gc/Delta", 0.01, 100, "P", 0, 1, Reference.ResidenceTime(NoiseNames.ElectronTelegraph));

        for (int j = 0; j < map.Y.Values.Count; j++)
        {
            for (int i = 0; i < map.X.Values.Count; i++)
            {
                // Δ stays: the numerator varies.
                double rate = map.X.Values[i] * 3.7e6;
                double p = map.Y.Values[j];
                double shown = FlipFlopRates.ResidenceTimeValue(new NuclearPair(1200, 3.7e6, p, rate, 1.3e4), ElectronNoise.ElectronTelegraph);
                double expected = (Equation11.Predict(Held.With("P", p).With("Gc", rate)) / shown) - 1;
                Assert.Equal(expected, map.SignedErrors[j, i], 1e-12 * (1 + Math.Abs(expected)));
            }
        }
    }

    [Fact]
    public void AnAxisThatNeedsWhatTheOtherChangesIsSetAfterIt()
    {
        // x changes Δ; y = G2/Δ must hold at the changed Δ, whichever axis is which.
        ValidityMap map = Map("Delta", 1e5, 1e7, "G2/Delta", 1e-3, 1, Reference.GoldenRule(NoiseNames.SymmetricTelegraph));
        ValidityMap turned = Map("G2/Delta", 1e-3, 1, "Delta", 1e5, 1e7, Reference.GoldenRule(NoiseNames.SymmetricTelegraph));
        for (int j = 0; j < map.Y.Values.Count; j++)
        {
            for (int i = 0; i < map.X.Values.Count; i++)
            {
                Assert.Equal(map.SignedErrors[j, i], turned.SignedErrors[i, j]);
            }
        }
    }

    [Theory]
    [InlineData("Gc/Delta", "Gc/G2")]
    [InlineData("Gc/Delta", "Delta/Gc")]
    public void AxesThatContradictEachOtherAreRefused(string x, string y)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Map(x, 0.1, 10, y, 0.1, 10, Reference.GoldenRule(NoiseNames.SymmetricTelegraph)));
        Assert.Contains(x, e.Message, StringComparison.Ordinal);
        Assert.Contains(y, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheMapDoesNotDependOnThreads()
    {
        double[,] one = Map("Delta/Gc", 0.01, 100, "P", 0, 1, Reference.GoldenRule(NoiseNames.OrnsteinUhlenbeck), threads: 1).SignedErrors;
        double[,] many = Map("Delta/Gc", 0.01, 100, "P", 0, 1, Reference.GoldenRule(NoiseNames.OrnsteinUhlenbeck), threads: 7).SignedErrors;
        Assert.Equal(one.Cast<double>(), many.Cast<double>());
    }

    [Fact]
    public void PointsOutsideTheDomainOfTheFormulaAreGaps()
    {
        ValidityMap map = Map("P", 0, 1.5, "Gc", 1e5, 1e7, Reference.GoldenRule(NoiseNames.SymmetricTelegraph));
        for (int i = 0; i < map.X.Values.Count; i++)
        {
            Assert.Equal(map.X.Values[i] > 1, double.IsNaN(map.SignedErrors[0, i]));
        }

        Assert.InRange(map.ShareWithin(double.PositiveInfinity), 1, 1);
    }

    [Fact]
    public void TheSharesOfAMapCountItsCells()
    {
        ValidityMap map = Map("Gc/Delta", 0.01, 100, "P", 0, 1, Reference.GoldenRule(NoiseNames.SymmetricTelegraph));
        double[] errors = [.. map.SignedErrors.Cast<double>().Select(Math.Abs)];
        Assert.Equal(errors.Count(e => e <= 0.1) / (double)errors.Length, map.ShareWithin(0.1));
        Assert.InRange(map.ShareWithin(0.1), 0.05, 0.95);
    }

    [Fact]
    public async Task OperatingPointsOfThePaperLieWhereTheirParametersAre()
    {
        Formula eq9 = FormulaCatalogue.Find("eq9");
        string[] names = [.. eq9.Parameters.Select(p => p.Name)];
        var mapper = new ValidityMapper(Library, 1);
        MapAxis x = MapAxis.Over(ParameterProduct.Parse("Delta/Gc", names), 0.03, 30, 5);
        MapAxis y = MapAxis.Over(ParameterProduct.Parse("P", names), 0, 1, 5);
        Reference reference = Reference.GoldenRule(NoiseNames.ElectronTelegraph);
        ValidityMap map = await mapper.MapAsync(eq9, reference, x, y, OperatingPoints.Default);

        Assert.Equal(OperatingPoints.All.Select(p => p.Label), map.Marks.Select(m => m.Label));
        Assert.All(map.Marks, m => Assert.True(m.InPlane));

        // W_9/W_electron at P = 0.7 with the paper's couplings, and its place by hand: Δ = K (r⁻³ - (r² + a²)^(-3/2)).
        MapMark close = map.Marks.Single(m => m.Label.StartsWith("0.34 nm", StringComparison.Ordinal));
        const double Constant = 2 * Math.PI * 79.06e6;
        double delta = Constant * (Math.Pow(3.4, -3) - Math.Pow((3.4 * 3.4) + (6.6 * 6.6), -1.5));
        Assert.Equal(delta / 2e6, close.X, 1e-3 * close.X); // 79.06 has four digits
        Assert.InRange(close.There.Predicted / close.There.Computed, 63.5, 64.5);

        // Another plane: the same points are projections.
        Assert.All((await mapper.MapAsync(eq9, reference, x, y, OperatingPoints.Default.With("G2", 1e5))).Marks, m => Assert.False(m.InPlane));
    }

    private static ValidityMap Map(string x, double xLow, double xHigh, string y, double yLow, double yHigh, Reference reference, int threads = 2)
    {
        string[] names = [.. Held.Names];
        return new ValidityMapper(Library, threads).MapAsync(
            Equation11, reference, MapAxis.Over(ParameterProduct.Parse(x, names), xLow, xHigh, 9), MapAxis.Over(ParameterProduct.Parse(y, names), yLow, yHigh, 9), Held).GetAwaiter().GetResult();
    }
}
