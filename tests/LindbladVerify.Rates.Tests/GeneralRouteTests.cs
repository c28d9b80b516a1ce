using LindbladVerify.LinearAlgebra.Kernels;
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
            RateEstimate estimate = ResidenceTime.Rate(Bloch(pair, noise), 0, kernels);
            double found = estimate.Value;

            // The slow mode is W; each entry of the generator carries a rounding of the fastest rate that does not touch it, but the
            // splitting ΔP(t) is formed anew in the state basis, which costs its ratio to the width of the line.
            double narrowness = 1 + (Math.Abs(pair.Hyperfine) / Math.Min(pair.Broadening, pair.ElectronRate));
            Approx.Relative(expected, found, 2e-14 * narrowness, $"{name}, {pair}");
            Approx.Relative(expected, found, (estimate.RelativeUncertainty * narrowness) + FlipFlopRates.ResidenceTime(pair, noise).RelativeUncertainty, $"stated error of {name}, {pair}");
            Assert.InRange(estimate.RelativeUncertainty, 0, 1e-12 * narrowness);
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

            RateEstimate refined = RelaxationModes.SpectralGap(Bloch(pair, noise), 0, kernels, entriesAreExact: true);
            RateEstimate rounded = RelaxationModes.SpectralGap(Bloch(pair, noise), 0, kernels);
            double found = refined.Value;
            Assert.True(refined.RelativeUncertainty < 1e-14, $"{pair}: {refined}");
            Approx.Relative(found, rounded.Value, refined.RelativeUncertainty + rounded.RelativeUncertainty, $"stated error of {name}, {pair}");

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
        IReadOnlyList<RelaxationMode> modes = RelaxationModes.Of(system, 0, DenseKernels.Managed);
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
        RateEstimate estimate = ResidenceTime.Rate(Bloch(pair, ElectronNoise.ElectronTelegraph), 0, DenseKernels.Managed);
        Assert.False(estimate.Exists);
        Assert.NotNull(estimate.Reason);
        Assert.False(RelaxationModes.SpectralGap(Bloch(pair, ElectronNoise.ElectronTelegraph), 0, DenseKernels.Managed, entriesAreExact: true).Exists);
    }

    [Fact]
    public void AModeNextToAConservedOneIsKnownToItsStatedErrorOrSaidToBeLost()
    {
        // W/Γ down to 1e-16 beside a conserved sum: a null space of two for singular values.
        foreach (double dipolar in new[] { 2e-1, 2e-2, 2e-3 })
        {
            (BlochSystem opposite, _, double expected) = SinglePolarizations(dipolar);
            RateEstimate estimate = ResidenceTime.Rate(opposite, 0, DenseKernels.Managed);
            Assert.Equal(estimate.Exists, estimate.Reason is null);
            if (estimate.Exists)
            {
                Approx.Relative(expected, estimate.Value, estimate.RelativeUncertainty + 1e-13, $"D = {dipolar}");
            }
        }
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
        Approx.Relative(1.4, RelaxationModes.SpectralGap(system, 0, DenseKernels.Managed, factor: 1, entriesAreExact: true).Value, 4e-15, "one mode");
    }

    [Theory]
    [InlineData(1e-1)]
    [InlineData(1e-5)]
    [InlineData(1e-9)]
    public void SlowRatesKeepTheirDigitsNextToFastOnes(double dipolar)
    {
        // W lies up to 29 decades below the generator's largest entry.
        NuclearPair pair = new(dipolar, 3e6, 0.4, 2e5, 1e6);
        foreach (ElectronNoise noise in new[] { ElectronNoise.ElectronTelegraph, ElectronNoise.SymmetricTelegraph, ElectronNoise.Parse("fluctuators:3") })
        {
            RateEstimate found = ResidenceTime.Rate(Bloch(pair, noise), 0, DenseKernels.Managed);
            Approx.Relative(FlipFlopRates.ResidenceTimeValue(pair, noise), found.Value, 1e-13, $"{noise.Name}, {pair}");
            Assert.True(found.RelativeUncertainty < 1e-12, $"{found.RelativeUncertainty:E2}");
        }
    }

    [Theory]
    [InlineData(2e3)]
    [InlineData(2e-1)]
    public void SinglePolarizationsRelaxToTheirSharedMean(double dipolar)
    {
        // I1z + I2z is conserved: from |αβ> each nucleus relaxes to zero polarisation at the rate of the difference; from |α> beside a mixed
        // nucleus both end with half of the polarisation.
        (BlochSystem opposite, BlochSystem uneven, double expected) = SinglePolarizations(dipolar);
        Approx.Relative(expected, ResidenceTime.Rate(opposite, 0, DenseKernels.Managed).Value, 1e-12, "first nucleus");
        Approx.Relative(expected, ResidenceTime.Rate(opposite, 1, DenseKernels.Managed).Value, 1e-12, "second nucleus");
        Approx.Relative(expected, ResidenceTime.Rate(uneven, 0, DenseKernels.Managed).Value, 1e-12, "half the difference relaxes alike");

        for (int nucleus = 0; nucleus < 2; nucleus++)
        {
            RelaxationIntegral integral = ResidenceTime.Integral(uneven, nucleus, DenseKernels.Managed)!.Value;
            Approx.Equal(0.25, integral.Final, 1e-13, "polarisation ends evenly shared");
            Assert.True(Math.Abs(integral.Final - 0.25) <= integral.FinalError, $"{integral}");
        }
    }

    /// <summary>Two nuclei with the observables I1z and I2z, from opposite and from uneven polarisations, and the rate of their difference.</summary>
    private static (BlochSystem System, BlochSystem Uneven, double Rate) SinglePolarizations(double dipolar)
    {
        var space = new HilbertSpace(Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5));
        Operator z1 = space.On("I1", SpinOperators.Z(0.5));
        Operator z2 = space.On("I2", SpinOperators.Z(0.5));
        Operator flipFlop = space.Product(SpinOperators.Plus(0.5), SpinOperators.Minus(0.5));
        NuclearPair pair = new(dipolar, 7e4, 0.4, 2e5, 3e4);
        var model = new OpenSystemModel(
            (-0.5 * dipolar) * (flipFlop + flipFlop.Adjoint()),
            [new Dissipator(z1 - z2, pair.Broadening / 2)],
            [new NoiseCoupling((0.5 * pair.Hyperfine) * (z1 - z2), ElectronNoise.ElectronTelegraph.Around(pair))],
            space);
        InvariantBlock block = InvariantBlock.Of(model, [z1, z2]);
        Operator up = Operator.Unit(2, 0, 0);
        Operator down = Operator.Unit(2, 1, 1);
        return (
            block.System(space.Product(up, down), [z1, z2]),
            block.System(space.Product(up, 0.5 * (up + down)), [z1, z2]),
            FlipFlopRates.ResidenceTimeValue(pair, ElectronNoise.ElectronTelegraph));
    }

    private static BlochSystem Bloch(NuclearPair pair, ElectronNoise noise)
    {
        Operator z = NuclearPair.PolarizationDifference;
        return InvariantBlock.Of(pair.Model(noise.Around(pair)), [z]).System(NuclearPair.FirstNucleusUp, [z]);
    }
}
