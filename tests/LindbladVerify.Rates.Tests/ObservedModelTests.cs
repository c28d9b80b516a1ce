using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>What a library user asks of a model with one observable, against exact solutions: the true error lies within the stated one.</summary>
public sealed class ObservedModelTests
{
    private static readonly IDenseKernels Kernels = DenseKernels.Managed;

    [Theory]
    [MemberData(nameof(PairSamples.AllNoises), MemberType = typeof(PairSamples))]
    public void TheRateOfThePairIsThatOfItsLadder(string name)
    {
        ElectronNoise noise = ElectronNoise.Parse(name);
        var random = new RandomSystems(91);
        Operator z = NuclearPair.PolarizationDifference;
        for (int k = 0; k < 20; k++)
        {
            NuclearPair pair = PairSamples.Random(random);
            RateEstimate found = ResidenceTime.Rate(pair.Model(noise.Around(pair)), NuclearPair.FirstNucleusUp, z, Kernels);
            RateEstimate ladder = FlipFlopRates.ResidenceTime(pair, noise);

            // The splitting ΔP(t) is formed anew in the state basis, which costs its ratio to the width of the line.
            double narrowness = 1 + (Math.Abs(pair.Hyperfine) / Math.Min(pair.Broadening, pair.ElectronRate));
            Approx.Relative(ladder.Value, found.Value, (found.RelativeUncertainty * narrowness) + ladder.RelativeUncertainty, $"{name}, {pair}");
            Assert.InRange(found.RelativeUncertainty, 0, 1e-11 * narrowness);
        }
    }

    /// <summary>A level that is filled slowly and emptied fast holds little: rounding acts on all of the state, of which the observable sees that little.</summary>
    [Theory]
    [InlineData(0.1, 10)]
    [InlineData(1e-3, 7)]
    [InlineData(1e-6, 3)]
    public void WhatIsSmallIsKnownToItsStatedError(double filled, double emptied)
    {
        var model = new OpenSystemModel(0.0 * Operator.Unit(3, 0, 0), [new Dissipator(Operator.Unit(3, 1, 0), filled), new Dissipator(Operator.Unit(3, 2, 1), emptied)]);
        TimeCourse course = new ObservedModel(model, Operator.Unit(3, 0, 0), Operator.Unit(3, 1, 1), Kernels).Course();
        for (int k = 0; k < course.Times.Count; k++)
        {
            double t = course.Times[k];
            double expected = filled / (emptied - filled) * Math.Exp(-filled * t) * (1 - Math.Exp((filled - emptied) * t));
            Assert.True(Math.Abs(course.Values[k] - expected) <= (course.RelativeUncertainty[k] + 1e-15) * course.Scale, $"at {t}");
        }

        // Half of the state passes by, of which the level holds filled/emptied at most.
        Assert.True(course.RelativeUncertainty.Max() >= 0.1 * emptied / filled * 1e-16);
    }

    [Fact]
    public void ASpinThatIsPumped()
    {
        // z relaxes at up + down to (up - down)/(2(up + down)); x turns at ω and decays at half of that rate.
        const double up = 0.3, down = 1.1, omega = 2.7;
        var model = new OpenSystemModel(
            omega * SpinOperators.Z(0.5),
            [new Dissipator(SpinOperators.Plus(0.5), up), new Dissipator(SpinOperators.Minus(0.5), down)]);
        var z = new ObservedModel(model, Operator.Unit(2, 0, 0), SpinOperators.Z(0.5), Kernels);
        Within((up - down) / (up + down) / 2, z.SteadyState());
        Within(up + down, ReferenceValue.Of(z.ResidenceTime(factor: 1)));
        Within(up + down, z.SpectralGap(factor: 1));
        const double time = 0.77;
        double end = (up - down) / (up + down) / 2;
        Within(end + ((0.5 - end) * Math.Exp(-(up + down) * time)), z.At(time));
        TimeCourse course = z.Course();
        Assert.True(course.IsComplete);
        for (int k = 0; k < course.Times.Count; k++)
        {
            double expected = end + ((0.5 - end) * Math.Exp(-(up + down) * course.Times[k]));
            Assert.True(Math.Abs(course.Values[k] - expected) <= (course.RelativeUncertainty[k] + 1e-15) * course.Scale, $"at {course.Times[k]}");
        }

        var x = new ObservedModel(model, (0.5 * (Operator.Unit(2, 0, 0) + Operator.Unit(2, 1, 1))) + SpinOperators.X(0.5), SpinOperators.X(0.5), Kernels);
        Within(omega, x.Frequency());
        Within((up + down) / 2, x.DecayRate(factor: 1));
        Assert.False(x.SpectralGap().Exists);
        Assert.Contains("oscillates", x.SpectralGap().Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void ALorentzianHasTwiceItsDecayAsWidth()
    {
        const double decay = 0.31;
        var model = new OpenSystemModel(0.0 * SpinOperators.Z(0.5), [new Dissipator(SpinOperators.Z(0.5), 2 * decay)]);
        Within(2 * decay, new ObservedModel(model, SpinOperators.X(0.5), SpinOperators.X(0.5), Kernels).FullWidth(1));
    }

    [Fact]
    public void WhatHasNoRateSaysWhy()
    {
        Operator z = SpinOperators.Z(0.5);
        var undamped = new OpenSystemModel(SpinOperators.X(0.5), []);
        RateEstimate endless = ResidenceTime.Rate(undamped, Operator.Unit(2, 0, 0), z, Kernels);
        Assert.False(endless.Exists);
        Assert.Contains("does not decay", endless.Reason, StringComparison.Ordinal);

        var still = new OpenSystemModel(0.0 * z, [new Dissipator(SpinOperators.Minus(0.5), 2.0)]);
        RateEstimate atItsEnd = ResidenceTime.Rate(still, Operator.Unit(2, 1, 1), z, Kernels);
        Assert.False(atItsEnd.Exists);
        Assert.Equal("The observable starts at its final value.", atItsEnd.Reason);

        var free = new OpenSystemModel(z, []);
        Assert.False(ResidenceTime.Rate(free, Operator.Unit(2, 0, 0), z, Kernels).Exists);
    }

    private static void Within(double expected, ReferenceValue found)
    {
        Assert.True(Math.Abs(found.Value - expected) <= (found.RelativeUncertainty + 4.5e-16) * Math.Abs(found.ErrorScale), $"{found.Value:R} against {expected:R}, known to {found.RelativeUncertainty:E1}");
        Assert.InRange(found.RelativeUncertainty, 0, 1e-12);
    }

    [Theory]
    [InlineData(5e4, 5e5)]
    [LongInlineData(1e5, 1e4)]
    public void ModesUnderTransverseNoiseSettle(double deviation, double rate)
    {
        // The pair of a coherence counts once however its signs come out, and rounding of deep ladders, whose vectors are nearly parallel, does not hide what shallower ones know.
        Operator z = SpinOperators.Z(0.5), x = SpinOperators.X(0.5);
        ObservedModel Of(Operator observable) => new(
            new OpenSystemModel((5e5 * z) + (1e5 * x), [new Dissipator(z, 1e3)], [new NoiseCoupling(z, new OrnsteinUhlenbeckNoise(0, deviation, rate))]),
            z + x, observable, DenseKernels.Managed);
        ReferenceValue frequency = Of(x).Frequency(), gap = Of(z).SpectralGap();
        Assert.True(frequency.Value > 0 && frequency.RelativeUncertainty < 1e-8, $"{frequency}");
        Assert.True(gap.Value > 0 && gap.RelativeUncertainty < 1e-6, $"{gap}");
    }

    [Fact]
    public void AValueOfZeroSettles()
    {
        // ⟨z⟩ ends at 0 and nothing turns, at any depth: without a word of doubt.
        Operator z = SpinOperators.Z(0.5), x = SpinOperators.X(0.5);
        var observed = new ObservedModel(new OpenSystemModel(0 * z, [], [new NoiseCoupling(x, new OrnsteinUhlenbeckNoise(0, 1, 3))]), z, z, DenseKernels.Managed);
        Assert.Equal((0, 0), (observed.Frequency().Value, observed.Frequency().RelativeUncertainty));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void WhatManyEquationsConserveIsCounted(int conserved)
    {
        // A chain of exchanges in as many parts, each of which keeps its sum, or one that leaks at rates of nine decades.
        const int Sites = 40;
        double[] matrix = new double[Sites * Sites];
        for (int k = 0; k + 1 < Sites; k++)
        {
            double rate = conserved == 2 && k == Sites / 2 ? 0 : Math.Pow(10, k % 10);
            (matrix[k + (k * Sites)], matrix[k + 1 + (k * Sites)]) = (matrix[k + (k * Sites)] - rate, rate);
            (matrix[k + 1 + ((k + 1) * Sites)], matrix[k + ((k + 1) * Sites)]) = (matrix[k + 1 + ((k + 1) * Sites)] - rate, rate);
        }

        matrix[0] -= conserved == 0 ? 1 : 0;
        Assert.Equal(conserved, ConservedElimination.Coordinates(Sites, matrix).Length);
    }
}
