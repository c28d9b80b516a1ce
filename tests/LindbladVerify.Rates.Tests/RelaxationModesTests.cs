using System.Numerics;
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

/// <summary>The slowest mode is found whatever its weight and however slow it is, and it is said when there is none.</summary>
public sealed class RelaxationModesTests
{
    [Fact]
    public void ASlowModeOfSmallWeightIsTheSlowestMode()
    {
        // Populations of three levels: 1 -> 0 fast, 2 -> 0 slow; the observable sees the slow one with a weight of 1e-6.
        const double fast = 1e6, slow = 3.7;
        var model = new OpenSystemModel(
            0.0 * LevelOperators.Number(3),
            [new Dissipator(Operator.Unit(3, 0, 1), fast), new Dissipator(Operator.Unit(3, 0, 2), slow)]);
        Operator initial = (1 - 1e-6) * Operator.Unit(3, 1, 1) + 1e-6 * Operator.Unit(3, 2, 2);
        Operator excited = Operator.Unit(3, 1, 1) + Operator.Unit(3, 2, 2);
        RateEstimate gap = RelaxationModes.SpectralGap(InvariantBlock.Of(model, [excited]).System(initial, [excited]), 0, DenseKernels.Select(Backend.Auto), factor: 1);
        Approx.Relative(slow, gap.Value, gap.RelativeUncertainty + 1e-12, "the slow rate, not the fast one");
        Assert.True(gap.RelativeUncertainty < 1e-7, $"{gap}");
    }

    [Fact]
    public void AnOscillationHasNoRate()
    {
        NuclearPair pair = new(5e5, 2e5, 0.3, 1e6, 1e5);
        RateEstimate gap = RelaxationModes.SpectralGap(Bloch(pair, ElectronNoise.ElectronTelegraph.Process(0.3, 1e6)), 0, DenseKernels.Select(Backend.Auto));
        Assert.False(gap.Exists);
        Assert.Contains("oscillates", gap.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AnObservableAtItsFinalValueHasNoRate()
    {
        var model = new OpenSystemModel(0.0 * SpinOperators.Z(0.5), [new Dissipator(SpinOperators.Minus(0.5), 2.0)]);
        Operator z = SpinOperators.Z(0.5);
        RateEstimate gap = RelaxationModes.SpectralGap(InvariantBlock.Of(model, [z]).System(DensityMatrices.Down(0.5), [z]), 0, DenseKernels.Managed);
        Assert.False(gap.Exists);
    }

    [Fact]
    public void ADrivenSystemIsRefused()
    {
        Operator z = SpinOperators.Z(0.5);
        var model = new OpenSystemModel(z, [new Dissipator(SpinOperators.Minus(0.5), 2.0)], drives: [new Drive(SpinOperators.X(0.5), new FunctionEnvelope(Math.Sin))]);
        Assert.Throws<ArgumentException>(() => RelaxationModes.SpectralGap(InvariantBlock.Of(model, [z]).System(DensityMatrices.Up(0.5), [z]), 0, DenseKernels.Managed));
    }

    [Fact]
    public void AModeThirtyDecadesBelowTheFastestRateKeepsItsRelativeAccuracy()
    {
        // Two ways to W: the pole of the ladder, and inverse iteration on the equations as they are.
        foreach (double dipolar in new[] { 1e1, 1e-3, 1e-9 })
        {
            NuclearPair pair = new(dipolar, 3e6, 0.4, 2e5, 1e6);
            RateEstimate pole = FlipFlopRates.SpectralGap(pair, ElectronNoise.ElectronTelegraph);
            (Complex value, double change) = RelaxationModes.NextToZero(Bloch(pair, ElectronNoise.ElectronTelegraph.Around(pair)), DenseKernels.Managed);
            Approx.Relative(pole.Value, -value.Real / 2, pole.RelativeUncertainty + change + 1e-13, $"D = {dipolar}");
        }
    }

    [Fact]
    public void APairOfModesNextToZeroIsFoundFromBothItsPhases()
    {
        // A line at ω beside a fast mode that it is coupled to: (λ + k)² + ω² = 0 as the coupling vanishes.
        const double omega = 3.7e-4, k = 2.1e-3, coupling = 1e-6, fast = 1e5;
        double[] matrix = [-k, omega, coupling, -omega, -k, 0, coupling, 0, -fast];
        var system = new BlochSystem(SparseMatrix<double>.FromDense(3, 3, matrix), [1, 0, 0], [[1, 0, 0]], [], 2, 4, IsExact: true);
        (Complex value, double change) = RelaxationModes.NextToZero(system, DenseKernels.Managed, [0, 1, 0]);
        Approx.Relative(k, -value.Real, change + 1e-12, "the shift is the coupling squared over the fast rate, 1e-17");
        Approx.Relative(omega, Math.Abs(value.Imaginary), change + 1e-12, "frequency");
    }

    [Fact]
    public void NearACoalescenceTheErrorCoversTheRoundingOfTheEntries()
    {
        // λ = -k ± sqrt(k² - w²): a change of k by one rounding moves the modes by some 1e-11 of themselves.
        const double w = 1e4;
        const double k = w * (1 + 1e-10);
        double truth = k - Math.Sqrt((k - w) * (k + w));
        var system = new BlochSystem(SparseMatrix<double>.FromDense(2, 2, [0, w, -w, -2 * k]), [1, 0], [[1, 0]], [], 2, 4, IsExact: true);
        RateEstimate rounded = RelaxationModes.SpectralGap(system, 0, DenseKernels.Managed, factor: 1);
        RateEstimate exact = RelaxationModes.SpectralGap(system, 0, DenseKernels.Managed, factor: 1, entriesAreExact: true);
        Approx.Relative(truth, rounded.Value, rounded.RelativeUncertainty, "within the error");
        Approx.Relative(truth, exact.Value, exact.RelativeUncertainty + 4.5e-16, "within the error of exact entries");
        Assert.True(rounded.RelativeUncertainty > 1e-12, $"{rounded}");
        Assert.True(exact.RelativeUncertainty < 1e-14, $"{exact}");
    }

    private static BlochSystem Bloch(NuclearPair pair, NoiseProcess noise)
    {
        Operator z = NuclearPair.PolarizationDifference;
        return InvariantBlock.Of(pair.Model(noise), [z]).System(NuclearPair.FirstNucleusUp, [z]);
    }
}
