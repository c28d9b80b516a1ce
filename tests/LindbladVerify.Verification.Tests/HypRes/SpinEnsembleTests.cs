using LindbladVerify.Dynamics.Diffusion;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.Paper;
using Xunit;

namespace LindbladVerify.Verification.Tests.HypRes;

public sealed class SpinEnsembleTests
{
    private static readonly HypResModel Model = new() { Conventions = ConventionSets.DipolarInHertz };

    [Theory]
    [InlineData(nameof(SpinArrangement.Lattice))]
    [InlineData(nameof(SpinArrangement.Glass))]
    public void SpheresHoldNucleiAtTheDensityOfTheLattice(string arrangementName)
    {
        SpinArrangement arrangement = Enum.Parse<SpinArrangement>(arrangementName);
        var ensemble = new SpinEnsemble(Model, arrangement, 200, Seed: 3);
        IReadOnlyList<IReadOnlyList<Position>> spheres = ensemble.Positions();
        double expected = 4 * Math.PI / 3 * (Math.Pow(Model.Conventions.MeanVolumeRadius, 3) - Math.Pow(0.34, 3)) / Math.Pow(0.66, 3);
        double mean = spheres.Average(s => (double)s.Count);
        double deviation = Math.Sqrt(spheres.Average(s => Math.Pow(s.Count - mean, 2)) / spheres.Count);
        Approx.Equal(expected, mean, 4 * Math.Max(deviation, 0.01), "four standard errors");
        double closest = spheres[0].SelectMany((p, i) => spheres[0].Take(i).Select(q => (p - q).Length)).Min();
        Assert.True(closest >= (arrangement == SpinArrangement.Lattice ? 0.66 : 0.396) - 1e-12, $"{closest}");
        Assert.All(spheres.SelectMany(s => s), p => Assert.InRange(p.Length, 0.34, Model.Conventions.MeanVolumeRadius));
        Assert.Equal(spheres[7], new SpinEnsemble(Model, arrangement, 8, Seed: 3).Positions()[7]);
        Assert.NotEqual(spheres[7], new SpinEnsemble(Model, arrangement, 8, Seed: 4).Positions()[7]);
    }

    [Fact]
    public void InsideALatticeOfEqualRatesTheMeanSquareDisplacementGrowsAtSixD()
    {
        // With a vanishing hyperfine coupling every W is that of the far field, and Σ_j W (r_j² - r_i²) = 6 W a² = 6 D at every spin with six neighbours.
        HypResModel far = Model with { Conventions = Model.Conventions with { SpinFactor = 1e-9 } };
        var ensemble = new SpinEnsemble(far, SpinArrangement.Lattice, 3);
        SparseMatrix<double> rates = ensemble.Rates();
        double d = far.Diffusion.Coefficient(1, far.Polarization);
        double[] square = [.. ensemble.Positions().SelectMany(s => s).Select(p => p.Length * p.Length)];
        double[] derivative = new double[square.Length];
        new SpinNetwork(rates).Derivative(square, derivative);
        int[] interior = [.. Enumerable.Range(0, square.Length).Where(i => rates.ColumnStarts[i + 1] - rates.ColumnStarts[i] == 6)];
        Assert.True(interior.Length > 60, $"{interior.Length} spins with six neighbours");
        Assert.All(interior, i => Approx.Relative(6 * d, derivative[i], 1e-9, "distances to rounding over six differences of r²"));
    }

    [LongFact]
    public void PolarizationIsConservedAndTheEndIsEven()
    {
        var ensemble = new SpinEnsemble(Model, SpinArrangement.Glass, 8);
        (double[] visible, double[] all) = ensemble.Solve([0, 1, 100, 1e4, 1e8]);
        Assert.All(all, v => Approx.Relative(all[0], v, 1e-12, "no relaxation"));
        Assert.Equal(0, visible[0]);
        Assert.True(visible.Zip(visible.Skip(1)).All(p => p.Second > p.First), string.Join(", ", visible));
    }

    [Fact]
    public void RatesAreSymmetricAndStayWithinTheirSphere()
    {
        var ensemble = new SpinEnsemble(Model with { Polarization = 0.5 }, SpinArrangement.Glass, 4, 2.5);
        SparseMatrix<double> rates = ensemble.Rates();
        int[] sphere = [.. ensemble.Positions().SelectMany((s, k) => s.Select(_ => k))];
        foreach ((int row, int column, double value) in rates.Entries())
        {
            Assert.Equal(sphere[row], sphere[column]);
            Assert.Equal(value, rates[column, row]);
            Assert.True(value > 0);
        }
    }

    [LongFact]
    public void SingleNucleiEvenOutMoreSlowlyThanTheContinuum()
    {
        // A hop outwards over a = 0.66 nm crosses a larger hyperfine difference than the sideways pair of D(r).
        ExchangeComparison comparison = ExchangeComparison.Compute(Model with { Shells = 200 }, 6);
        double continuum = comparison.HalfTime(comparison.Continuum);
        Approx.Relative(comparison.Summary.HalfTime, continuum, 3e-2, "the same curve; here the share of the shell at r_h that is visible from the start counts as risen");
        Assert.True(comparison.HalfTime(comparison.Lattice) > 3 * continuum);
        Assert.True(comparison.HalfTime(comparison.Glass) > 3 * continuum);
    }

    [Fact]
    public void WithRelaxationAllSpinsBecomeThermal()
    {
        (_, double[] all) = new SpinEnsemble(Model with { BulkRelaxationTime = 1e3 }, SpinArrangement.Lattice, 3).Solve([0, 1e3, 4e4], relaxation: true);
        Approx.Equal(Model.Thermal, all[^1], 1e-4, "exp(-40) of the start and the tolerance");
    }

    [Fact]
    public void AverageConventionsUseTheDirectionsOfEachPair()
    {
        Conventions dipoles = ConventionSets.PointDipoles;
        Position first = new(0.2, 0.5, 0.6);
        Position second = new(0.3, -0.1, 0.7);
        PairCouplings couplings = dipoles.PairOf(first, second);
        Approx.Relative(0.5 * (HyperfineTensor.Of(first).Secular - HyperfineTensor.Of(second).Secular), couplings.Hyperfine, 1e-14, "Sz = ½");
        Approx.Relative(NuclearDipolarTensor.Of(second - first).FlipFlop, couplings.Dipolar, 1e-14, "D12 with its angle");
    }
}
