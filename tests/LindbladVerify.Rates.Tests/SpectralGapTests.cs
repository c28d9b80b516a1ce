using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>Spectral gaps where eigenvalues meet: the stated error is true there too, and small.</summary>
public sealed class SpectralGapTests
{
    [Theory]
    [InlineData(2e3, 4e3)]
    [InlineData(0.3, 0.6)]
    [InlineData(1.7e5, 3.4e5)]
    public void CriticalDampingIsKnownToTheLastDigits(double dipolar, double broadening)
    {
        // λ² - Γ2 λ + D² = (λ - Γ2/2)² at D = Γ2/2, and both numbers are such doubles.
        BlochSystem system = Exchange(dipolar, broadening);
        RateEstimate gap = RelaxationModes.SpectralGap(system, 0, DenseKernels.Managed, entriesAreExact: true);
        Approx.Relative(broadening / 4, gap.Value, gap.RelativeUncertainty, "the double root");
        Assert.True(gap.RelativeUncertainty < 1e-14, $"{gap}");

        NuclearPair pair = new(dipolar, 0, 0.6, 1e6 * broadening, broadening);
        RateEstimate pole = FlipFlopRates.SpectralGap(pair, ElectronNoise.ElectronTelegraph);
        Approx.Relative(broadening / 4, pole.Value, pole.RelativeUncertainty, "the double pole");
        Assert.InRange(pole.RelativeUncertainty, 0, 1e-6);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-7)]
    [InlineData(1e-11)]
    [InlineData(1e-14)]
    public void NextToCriticalDampingTheErrorIsTrue(double distance)
    {
        double broadening = 4e3;
        double dipolar = 2e3 * (1 - distance);

        // 1 - f² from the double that D became.
        double away = (2e3 - dipolar) / 2e3;
        double root = Math.Sqrt(away * (2 - away));
        double expected = broadening * (1 - root) / 4;
        RateEstimate gap = RelaxationModes.SpectralGap(Exchange(dipolar, broadening), 0, DenseKernels.Managed, entriesAreExact: true);
        Approx.Relative(expected, gap.Value, gap.RelativeUncertainty + 4.5e-16, $"{distance} from critical");
        Assert.True(gap.RelativeUncertainty < 1e-14, $"{gap}");
        RateEstimate pole = FlipFlopRates.SpectralGap(new NuclearPair(dipolar, 0, 0.6, 1e6 * broadening, broadening), ElectronNoise.ElectronTelegraph);
        Approx.Relative(expected, pole.Value, pole.RelativeUncertainty + 4.5e-16, $"the pole {distance} from critical");
        Assert.True(pole.RelativeUncertainty < 1e-14 / root + 1e-14, $"{pole}");
    }

    [Fact]
    public void ACascadeOfEqualRatesDecaysAtThatRate()
    {
        const double rate = 0.1;
        var model = new OpenSystemModel(
            0.0 * LevelOperators.Number(4),
            [new Dissipator(Operator.Unit(4, 2, 3), rate), new Dissipator(Operator.Unit(4, 1, 2), rate), new Dissipator(Operator.Unit(4, 0, 1), rate)]);
        Operator observable = Operator.Unit(4, 1, 1);
        BlochSystem system = InvariantBlock.Of(model, [observable]).System(Operator.Unit(4, 3, 3), [observable]);
        RateEstimate gap = RelaxationModes.SpectralGap(system, 0, DenseKernels.Managed, factor: 1, entriesAreExact: true);
        Approx.Relative(rate, gap.Value, 3e-16, "three equal eigenvalues on the diagonal");
        Assert.True(gap.RelativeUncertainty < 1e-15, $"{gap}");
    }

    [Fact]
    public void AThreefoldEigenvalueInACoupledPartIsRefined()
    {
        // S J S⁻¹ with the Jordan block of -2 and a mode at -5, S unimodular: small integers, all exact.
        double[] s = [1, 1, -1, -2, 1, -1, -1, -1, 2, 1, 2, 2, 2, -2, 1, 2];
        double[] matrix = Similar(s, [-2, 0, 0, 0, 1, -2, 0, 0, 0, 1, -2, 0, 0, 0, 0, -5]);
        var system = new BlochSystem(SparseMatrix<double>.FromDense(4, 4, matrix), [1, 0.3, -0.2, 0.5], [[1, -0.7, 0.4, 0.1]], [], 2, 4, IsExact: true);
        RateEstimate gap = RelaxationModes.SpectralGap(system, 0, DenseKernels.Managed, factor: 1, entriesAreExact: true);
        Approx.Relative(2, gap.Value, gap.RelativeUncertainty, "a threefold eigenvalue");
        Assert.True(gap.RelativeUncertainty < 1e-7, $"{gap}");
    }

    [Fact]
    public void SlowModesBelowRoundingOfTheFastestRateAreFound()
    {
        // Exchange at 1e-9 of a coherence that decays at 1e12: the gap is 1e-30 of the norm of the generator.
        NuclearPair pair = new(1e-3, 3e9, 0.8, 2e9, 1e12);
        Operator z = NuclearPair.PolarizationDifference;
        BlochSystem system = InvariantBlock.Of(pair.Model(ElectronNoise.ElectronTelegraph.Around(pair)), [z]).System(NuclearPair.FirstNucleusUp, [z]);
        RateEstimate gap = RelaxationModes.SpectralGap(system, 0, DenseKernels.Managed, entriesAreExact: true);
        RateEstimate pole = FlipFlopRates.SpectralGap(pair, ElectronNoise.ElectronTelegraph);
        if (gap.Exists)
        {
            Approx.Relative(pole.Value, gap.Value, gap.RelativeUncertainty + pole.RelativeUncertainty + 1e-13, "or the error says that it cannot be told");
        }
    }

    /// <summary>y' = Dz - Γ2 y, z' = -Dy.</summary>
    private static BlochSystem Exchange(double dipolar, double broadening) => new(
        SparseMatrix<double>.FromDense(2, 2, [-broadening, -dipolar, dipolar, 0]), [0, 1], [[0, 1]], [], 2, 4, IsExact: true);

    private static double[] Similar(double[] s, double[] jordan)
    {
        var left = new MathNet.Numerics.LinearAlgebra.Double.DenseMatrix(4, 4, s);
        Assert.Equal(1, Math.Abs(left.Determinant()), 1e-9);
        MathNet.Numerics.LinearAlgebra.Matrix<double> matrix = left * new MathNet.Numerics.LinearAlgebra.Double.DenseMatrix(4, 4, jordan) * left.Inverse();
        return [.. matrix.ToColumnMajorArray().Select(v => Math.Round(v))];
    }
}
