using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>A generator that depends on time has no rate; ignoring the drive would give the rate of another model.</summary>
public sealed class DrivenModelTests
{
    private static readonly Operator Z = NuclearPair.PolarizationDifference;

    [Fact]
    public void EveryRateRefusesADrivenModel()
    {
        OpenSystemModel driven = Driven(MarkovChainNoise.Telegraph(1, -1, 2e6, 0.85));
        BlochSystem system = InvariantBlock.Of(driven, [Z]).System(0.5 * Z, [Z]);
        IDenseKernels kernels = DenseKernels.Managed;

        Assert.Contains("drive", Assert.Throws<ArgumentException>(() => ResidenceTime.Rate(system, 0, kernels)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RelaxationModes.SpectralGap(system, 0, kernels, entriesAreExact: true));
        Assert.Throws<ArgumentException>(() => RelaxationModes.Of(system, 0, kernels));
        Assert.Throws<ArgumentException>(() => RelaxationModes.NextToZero(system, kernels));
        Assert.Throws<ArgumentException>(() => ResidenceTime.Rate(driven, 0.5 * Z, Z, kernels));
        OpenSystemModel gaussian = Driven(new OrnsteinUhlenbeckNoise(0.7, 0.5, 2e6));
        Assert.Throws<ArgumentException>(() => ResidenceTime.Rate(gaussian, 0.5 * Z, Z, kernels));
    }

    private static OpenSystemModel Driven(NoiseProcess noise)
    {
        OpenSystemModel pair = new NuclearPair(2e3, 5e5, 0.7, 2e6, 1e4).Model(noise);
        return new OpenSystemModel(pair.Hamiltonian, pair.Dissipators, pair.Noise, drives: [new Drive(SpinOperators.X(0.5), new FunctionEnvelope(t => 1e3 * Math.Cos(1e4 * t)))]);
    }
}
