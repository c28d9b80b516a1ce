using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>⟨z(t)⟩ at short times: its derivatives in closed form, and where the noises first differ.</summary>
public sealed class ShortTimeTests
{
    private static readonly NuclearPair Pair = new(0.7, -1.9, 0.45, 0.8, 0.6);

    [Theory]
    [MemberData(nameof(PairSamples.FiniteNoises), MemberType = typeof(PairSamples))]
    public void DerivativesAtTheStart(string name)
    {
        double d2 = Pair.Dipolar * Pair.Dipolar;
        double delta2 = Pair.Hyperfine * Pair.Hyperfine;
        double[] expected = [1, 0, -d2, d2 * Pair.Broadening, d2 * (delta2 + d2 - (Pair.Broadening * Pair.Broadening))];
        double[] found = Derivatives(ElectronNoise.Parse(name), 4);
        for (int k = 0; k < expected.Length; k++)
        {
            Approx.Equal(expected[k], found[k], 1e-13, $"{name}: derivative {k}");
        }
    }

    [Fact]
    public void SymmetricAndElectronNoiseFirstDifferAtTheSixthOrder()
    {
        // They share mean and autocorrelation; the third moment of the noise enters z at t⁶.
        double[] symmetric = Derivatives(ElectronNoise.SymmetricTelegraph, 6);
        double[] electron = Derivatives(ElectronNoise.ElectronTelegraph, 6);
        Approx.Equal(symmetric[5], electron[5], 1e-12, "the fifth derivative");
        Assert.True(Math.Abs(symmetric[6] - electron[6]) > 0.1, $"{symmetric[6]} and {electron[6]}");

        double slope = ConvergenceOrder.Slope(
            Enumerable.Range(0, 8).Select(k =>
            {
                double t = 0.15 * Math.Pow(0.8, k);
                return (t, Math.Abs(Propagate(ElectronNoise.SymmetricTelegraph, t) - Propagate(ElectronNoise.ElectronTelegraph, t)));
            }),
            2e-14);
        Assert.InRange(slope, 5.9, 6.1);
    }

    private static double[] Derivatives(ElectronNoise noise, int highest)
    {
        BlochSystem system = Bloch(noise);
        double[] state = system.Initial;
        var found = new List<double>();
        for (int k = 0; k <= highest; k++)
        {
            found.Add(system.Expectation(0, state));
            state = system.Generator.Multiply(state);
        }

        return [.. found];
    }

    private static double Propagate(ElectronNoise noise, double time)
    {
        BlochSystem system = Bloch(noise);
        double[] map = MatrixExponential.Compute(DenseKernels.Managed, system.Dimension, Array.ConvertAll(system.Generator.ToDense(), v => v * time)).Matrix;
        double[] state = new double[system.Dimension];
        DenseKernels.Managed.MultiplyVector(Transposition.None, system.Dimension, system.Dimension, 1, map, system.Dimension, system.Initial, 0, state);
        return system.Expectation(0, state);
    }

    private static BlochSystem Bloch(ElectronNoise noise)
    {
        Operator z = NuclearPair.PolarizationDifference;
        return InvariantBlock.Of(Pair.Model(noise.Around(Pair)), [z]).System(NuclearPair.FirstNucleusUp, [z]);
    }
}
