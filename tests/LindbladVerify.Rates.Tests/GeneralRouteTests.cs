using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Rates.General;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>The general routes (model, generator, dense linear algebra) against the ladder of the pair, on every backend.</summary>
public sealed class GeneralRouteTests
{
    private const int Points = 60;

    public static TheoryData<Backend, string> Cases
    {
        get
        {
            var data = new TheoryData<Backend, string>();
            foreach (Backend backend in new[] { Backend.Managed, Backend.OpenBlas, Backend.Mkl })
            {
                foreach (string noise in PairSamples.FiniteNoises)
                {
                    data.Add(backend, noise);
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void ResidenceTimeAgreesWithTheLadder(Backend backend, string name)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        ElectronNoise noise = ElectronNoise.Parse(name);
        var random = new RandomSystems(11);
        for (int k = 0; k < Points; k++)
        {
            NuclearPair pair = PairSamples.Random(random);
            double expected = FlipFlopRates.ResidenceTimeValue(pair, noise);
            double found = ResidenceTime.Rate(Bloch(pair, noise), 0, kernels).Value;

            // The slow mode is W; each entry of the generator carries a rounding of the fastest rate that does not touch it, but the
            // splitting ΔP(t) is formed anew in the state basis, which costs its ratio to the width of the line.
            double narrowness = 1 + (Math.Abs(pair.Hyperfine) / Math.Min(pair.Broadening, pair.ElectronRate));
            Approx.Relative(expected, found, 2e-14 * narrowness, $"{name}, {pair}");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void SpectralGapAgreesWithThePoleOfTheLadder(Backend backend, string name)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        ElectronNoise noise = ElectronNoise.Parse(name);
        var random = new RandomSystems(12);
        int compared = 0;
        for (int k = 0; k < Points; k++)
        {
            NuclearPair pair = PairSamples.Random(random);
            double pole = FlipFlopRates.SpectralGap(pair, noise).Value;
            if (double.IsNaN(pole) || FlipFlopRates.Regime(pair, noise).SlowestWeight is < 0.9 or > 1.1)
            {
                continue;
            }

            double found = SpectralGap.Rate(Bloch(pair, noise), 0, kernels).Value;

            // An eigenvalue solver is right to rounding of the fastest rate, times the condition of the eigenvalue (1/cos of the angle
            // between its vectors; below 100 here where the mode carries nearly all of the signal).
            double fastest = Math.Abs(pair.Hyperfine) + (noise.Count * pair.ElectronRate) + pair.Broadening;
            Approx.Equal(pole, found, 1e-13 * fastest, $"{name}, {pair}");
            compared++;
        }

        Assert.True(compared > Points / 2, $"only {compared} points compared");
    }

    [Theory]
    [MemberData(nameof(PairSamples.FiniteNoises), MemberType = typeof(PairSamples))]
    public void ModesSumToTheSignal(string name)
    {
        ElectronNoise noise = ElectronNoise.Parse(name);
        NuclearPair pair = new(3e4, 2e5, 0.4, 3e5, 1e5);
        BlochSystem system = Bloch(pair, noise);
        IReadOnlyList<RelaxationMode> modes = SpectralGap.Modes(system, 0, DenseKernels.Managed);
        double residence = ResidenceTime.Rate(system, 0, DenseKernels.Managed).Value;

        // ∫z = -Σ weight/eigenvalue, z(0) = Σ weight, z'(0) = Σ weight·eigenvalue = 0.
        System.Numerics.Complex area = modes.Aggregate(System.Numerics.Complex.Zero, (s, m) => s - (m.Weight / m.Eigenvalue));
        System.Numerics.Complex slope = modes.Aggregate(System.Numerics.Complex.Zero, (s, m) => s + (m.Weight * m.Eigenvalue));
        Approx.Equal(1 / (2 * residence), area, 1e-9 / residence, "weights below the floor of 1e-9 are left out");
        Approx.Equal(0, slope, 1e-7 * pair.Hyperfine, "the signal starts flat");
    }

    [Fact]
    public void ObservableThatDoesNotRelaxHasNoRate()
    {
        NuclearPair pair = new(0, 2e5, 0.4, 3e5, 1e5);
        var estimate = ResidenceTime.Rate(Bloch(pair, ElectronNoise.ElectronTelegraph), 0, DenseKernels.Managed);
        Assert.False(estimate.Exists);
        Assert.NotNull(estimate.Reason);
        Assert.False(SpectralGap.Rate(Bloch(pair, ElectronNoise.ElectronTelegraph), 0, DenseKernels.Managed).Exists);
    }

    [Fact]
    public void RatesThatRelaxToAFinalValueUseTheDeviation()
    {
        // A spin relaxing to a polarised state at a single rate: z(t) - z(∞) decays at up + down.
        var model = new OpenSystemModel(
            2.7 * SpinOperators.Z(0.5),
            [new Dissipator(SpinOperators.Plus(0.5), 0.3), new Dissipator(SpinOperators.Minus(0.5), 1.1)]);
        Operator z = SpinOperators.Z(0.5);
        BlochSystem system = InvariantBlock.Of(model, [z]).System(Operator.Unit(2, 0, 0), [z]);
        Approx.Relative(1.4, ResidenceTime.Rate(system, 0, DenseKernels.Managed, factor: 1).Value, 1e-15, "one exponential");
        Approx.Relative(1.4, SpectralGap.Rate(system, 0, DenseKernels.Managed, factor: 1).Value, 4e-15, "one mode");
    }

    private static BlochSystem Bloch(NuclearPair pair, ElectronNoise noise)
    {
        Operator z = NuclearPair.PolarizationDifference;
        return InvariantBlock.Of(pair.Model(noise.Around(pair)), [z]).System(NuclearPair.FirstNucleusUp, [z]);
    }
}
