using System.Numerics;
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

/// <summary>Coherences under any number of Gaussian noises: closed form against ladders and known integrals.</summary>
public sealed class PureDephasingTests
{
    [Fact]
    public void OneNoiseIsTheGoldenRuleOfThePair()
    {
        // (D²/2) Re φ(Γ2), by the continued fraction.
        var random = new RandomSystems(71);
        for (int k = 0; k < 60; k++)
        {
            double hyperfine = random.LogUniform(1, 1e4);
            double rate = random.LogUniform(1e-6, 1e6);
            NuclearPair pair = new(1, hyperfine, random.Uniform(-0.9, 0.9), rate, random.LogUniform(1e-2, 1e4));
            double deviation = hyperfine * Math.Sqrt((1 - pair.Polarization) * (1 + pair.Polarization));
            var coherence = new GaussianDephasing(pair.Broadening, hyperfine * pair.Polarization, [(deviation, rate)]);
            (Complex value, double error) = coherence.Response(Complex.Zero);
            RateEstimate golden = FlipFlopRates.GoldenRule(pair, ElectronNoise.OrnsteinUhlenbeck);
            Approx.Equal(2 * golden.Value, value.Real, error + (2 * golden.Value * golden.RelativeUncertainty) + (1e-15 * value.Magnitude), $"{pair}");
            Assert.True(error < 1e-11 * value.Magnitude, $"{error / value.Magnitude:E1} at {pair}");
        }
    }

    [Fact]
    public void NoisesOfOneRateAddTheirVariances()
    {
        (Complex two, double error) = new GaussianDephasing(0.3, 2, [(0.6, 0.7), (0.8, 0.7)]).Response(new Complex(0.1, 0.4));
        (Complex one, double other) = new GaussianDephasing(0.4, 1.6, [(1.0, 0.7)]).Response(Complex.Zero);
        Approx.Equal(one, two, error + other, "0.36 + 0.64 = 1, and s moves decay and frequency");
    }

    [Fact]
    public void StaticNoiseWithoutDampingIsAGaussianIntegral()
    {
        // ∫exp(-½σ²t² + iωt) dt: real part √(π/2)/σ exp(-ω²/2σ²).
        (Complex value, double error) = new GaussianDephasing(0, 1.5, [(1, 1e-30)]).Response(Complex.Zero);
        Approx.Equal(Math.Sqrt(Math.PI / 2) * Math.Exp(-1.125), value.Real, error + 1e-16, "Gaussian line");
        Assert.True(error < 1e-13, $"{error}");
    }

    [Fact]
    public void TwoNoisesOfASpinAgreeWithTheirLadders()
    {
        var model = new OpenSystemModel(
            1.3 * SpinOperators.Z(0.5),
            [new Dissipator(SpinOperators.Z(0.5), 0.8)],
            [
                new NoiseCoupling(SpinOperators.Z(0.5), new OrnsteinUhlenbeckNoise(0.2, 0.5, 0.9)),
                new NoiseCoupling(0.7 * SpinOperators.Z(0.5), new OrnsteinUhlenbeckNoise(-0.1, 0.8, 2.3)),
            ]);
        Operator x = SpinOperators.X(0.5);
        PureDephasing closed = Assert.IsType<PureDephasing>(TryOf(model, x, x));
        RateEstimate found = closed.ResidenceTime(factor: 1);
        BlochSystem ladders = InvariantBlock.Of(model, [x]).System(x, [x], ladderDepth: 14);
        Approx.Relative(ResidenceTime.Rate(ladders, 0, DenseKernels.Managed, factor: 1).Value, found.Value, 1e-9, "ladders of 14 levels each");
        Assert.True(found.RelativeUncertainty < 1e-12, $"{found}");

        // o(t) = ½ Re exp((i(1.3+0.2-0.07) - 0.4)t - …) at t = 1.1.
        double cumulant = Kubo(0.5, 0.9, 1.1) + Kubo(0.56, 2.3, 1.1);
        Approx.Relative(0.5 * Math.Cos(1.43 * 1.1) * Math.Exp((-0.4 * 1.1) - cumulant), closed.At(1.1).Value, 1e-14, "time course");
    }

    private static PureDephasing? TryOf(OpenSystemModel model, Operator initial, Operator observable) => PureDephasing.TryOf(model, InvariantBlock.Of(model, [observable]), initial, observable);

    [Fact]
    public void WhatDoesMoreThanDephaseIsRefused()
    {
        NoiseCoupling noise = new(SpinOperators.Z(0.5), new OrnsteinUhlenbeckNoise(0, 1, 1));
        Operator x = SpinOperators.X(0.5);
        Assert.Null(TryOf(new OpenSystemModel(SpinOperators.X(0.5), [], [noise]), x, SpinOperators.Z(0.5)));
        Assert.Null(TryOf(new OpenSystemModel(SpinOperators.Z(0.5), [], [new NoiseCoupling(SpinOperators.Z(0.5), MarkovChainNoise.Telegraph(1, -1, 1))]), x, x));
        Assert.NotNull(TryOf(new OpenSystemModel(SpinOperators.Z(0.5), [], [noise]), x, x));
    }

    [Fact]
    public void NothingThatDampsIsSaid()
    {
        Assert.Equal(double.PositiveInfinity, new GaussianDephasing(0, 1, []).Response(Complex.Zero).Error);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianDephasing(-1, 0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianDephasing(1, 0, [(1, 0)]));
    }

    [Fact]
    public void LateDecayAndPrecessionAreThoseOfTheLadderWhereItReaches()
    {
        ObservedModel observed = Coherence(precession: 3.1, deviation: 0.5, rate: 0.9);
        (Complex ladder, double error) = RelaxationModes.Slowest(InvariantBlock.Of(Dephased(3.1, 0.5, 0.9), [SpinOperators.X(0.5)]).System(SpinOperators.X(0.5), [SpinOperators.X(0.5)], ladderDepth: 32), 0, DenseKernels.Managed, oscillating: true)!.Value;
        Approx.Equal(-ladder.Real, observed.DecayRate(factor: 1).Value, error, "decay");
        Approx.Equal(ladder.Imaginary, observed.Frequency().Value, error, "frequency");
        Assert.False(observed.SpectralGap().Exists);
        Assert.Contains("oscillates at 3.1", observed.SpectralGap().Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void SlowNoiseOnWhichLaddersAreLostHasItsRateAllTheSame()
    {
        // σ/κ = 40: exp(-σ²t/κ) with σ²/κ = 1600, 0.4 from the dissipator, and e^1600 in front.
        ReferenceValue gap = Coherence(precession: 0, deviation: 40, rate: 1).SpectralGap(factor: 1);
        Approx.Relative(1600.4, gap.Value, 1e-14, "σ²/κ + Γ");
        Assert.True(gap.RelativeUncertainty < 1e-14, $"{gap}");
        ReferenceValue none = Coherence(precession: 0, deviation: 40, rate: 1).Frequency();
        Assert.Equal((0, "No mode oscillates."), (none.Value, none.Remark));
    }

    private static ObservedModel Coherence(double precession, double deviation, double rate) =>
        new(Dephased(precession, deviation, rate), SpinOperators.X(0.5), SpinOperators.X(0.5), DenseKernels.Managed);

    private static OpenSystemModel Dephased(double precession, double deviation, double rate) => new(
        precession * SpinOperators.Z(0.5),
        [new Dissipator(SpinOperators.Z(0.5), 0.8)],
        [new NoiseCoupling(SpinOperators.Z(0.5), new OrnsteinUhlenbeckNoise(0, deviation, rate))]);

    private static double Kubo(double amplitude, double rate, double time) =>
        amplitude / rate * (amplitude / rate) * ((rate * time) - 1 + Math.Exp(-rate * time));
}
