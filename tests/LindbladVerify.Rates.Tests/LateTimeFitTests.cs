using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>The late-time fit tends to the spectral gap, says how well, and says when there is nothing to fit.</summary>
public sealed class LateTimeFitTests
{
    public static TheoryData<string> Noises => PairSamples.FiniteNoises;

    [Theory]
    [MemberData(nameof(Noises))]
    public void EqualsTheSpectralGap(string name)
    {
        IDenseKernels kernels = DenseKernels.Select(Backend.Auto);
        ElectronNoise noise = ElectronNoise.Parse(name);
        var random = new RandomSystems(77);
        for (int k = 0; k < 40; k++)
        {
            NuclearPair pair = PairSamples.Random(random);
            BlochSystem system = Bloch(pair, noise.Process(pair.Polarization, pair.ElectronRate));
            RateEstimate gap = SpectralGap.Rate(system, 0, kernels);
            RateEstimate fit = LateTimeFit.Rate(system, 0, kernels);
            Assert.Equal(RateDefinition.LateTimeFit, fit.Definition);
            Assert.True(fit.Exists == gap.Exists, $"{pair}: gap {gap}, fit {fit}");
            if (gap.Exists)
            {
                // The fit is as uncertain as the fastest rate makes the slowest one: rounding times their ratio. The gap is refined.
                double ratio = system.Dimension * 2.3e-16 * system.Generator.NormOne() / gap.Value;
                Assert.True(fit.RelativeUncertainty <= (32 * ratio) + 1e-11, $"{pair}: {fit}, {gap}");
                Assert.True(gap.RelativeUncertainty < 1e-14, $"{pair}: {gap}");
                Approx.Relative(gap.Value, fit.Value, gap.RelativeUncertainty + fit.RelativeUncertainty + 1e-12, $"{name}, {pair}");
            }
        }
    }

    [Fact]
    public void WaitsForASlowModeOfSmallWeight()
    {
        // Populations of three levels: 1 -> 0 fast, 2 -> 0 slow; the observable sees the slow one with a weight of 1e-6.
        const double fast = 1e6, slow = 3.7;
        var model = new OpenSystemModel(
            0.0 * LevelOperators.Number(3),
            [new Dissipator(Operator.Unit(3, 0, 1), fast), new Dissipator(Operator.Unit(3, 0, 2), slow)]);
        Operator initial = (1 - 1e-6) * Operator.Unit(3, 1, 1) + 1e-6 * Operator.Unit(3, 2, 2);
        Operator excited = Operator.Unit(3, 1, 1) + Operator.Unit(3, 2, 2);
        RateEstimate fit = LateTimeFit.Rate(InvariantBlock.Of(model, [excited]).System(initial, [excited]), 0, DenseKernels.Select(Backend.Auto), factor: 1);
        Approx.Relative(slow, fit.Value, fit.RelativeUncertainty + 1e-12, "the slow rate, not the fast one");
        Assert.True(fit.RelativeUncertainty < 1e-7, $"{fit}");
    }

    [Fact]
    public void AnOscillationHasNoRate()
    {
        NuclearPair pair = new(5e5, 2e5, 0.3, 1e6, 1e5);
        RateEstimate fit = LateTimeFit.Rate(Bloch(pair, ElectronNoise.ElectronTelegraph.Process(0.3, 1e6)), 0, DenseKernels.Select(Backend.Auto));
        Assert.False(fit.Exists);
        Assert.Contains("oscillates", fit.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AnObservableAtItsFinalValueHasNoRate()
    {
        var model = new OpenSystemModel(0.0 * SpinOperators.Z(0.5), [new Dissipator(SpinOperators.Minus(0.5), 2.0)]);
        Operator z = SpinOperators.Z(0.5);
        RateEstimate fit = LateTimeFit.Rate(InvariantBlock.Of(model, [z]).System(DensityMatrices.Down(0.5), [z]), 0, DenseKernels.Managed);
        Assert.False(fit.Exists);
    }

    [Fact]
    public void ADrivenSystemIsRefused()
    {
        Operator z = SpinOperators.Z(0.5);
        var model = new OpenSystemModel(z, [new Dissipator(SpinOperators.Minus(0.5), 2.0)], drives: [new Drive(SpinOperators.X(0.5), new FunctionEnvelope(Math.Sin))]);
        Assert.Throws<ArgumentException>(() => LateTimeFit.Rate(InvariantBlock.Of(model, [z]).System(DensityMatrices.Up(0.5), [z]), 0, DenseKernels.Managed));
    }

    private static BlochSystem Bloch(NuclearPair pair, NoiseProcess noise)
    {
        Operator z = NuclearPair.PolarizationDifference;
        return InvariantBlock.Of(pair.Model(noise), [z]).System(NuclearPair.FirstNucleusUp, [z]);
    }
}
