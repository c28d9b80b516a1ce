using System.Numerics;
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

/// <summary>Gaussian noise: against the confluent hypergeometric function, the static line, and the general block elimination.</summary>
public sealed class OrnsteinUhlenbeckTests
{
    [Fact]
    public void GoldenRuleIsAConfluentHypergeometricFunction()
    {
        var random = new RandomSystems(31);
        for (int k = 0; k < 200; k++)
        {
            NuclearPair pair = PairSamples.Random(random);
            double nu2 = pair.Hyperfine * pair.Hyperfine * (1 - pair.Polarization) * (1 + pair.Polarization);
            double a = nu2 / (pair.ElectronRate * pair.ElectronRate);

            // φ = 1F1(1; z+1; a)/(Γc z), a = ν²/Γc², z = (Γ2 - id)/Γc + a; terms aᵏ/(z+1)_k fall from the start because Re z ≥ a.
            Complex z = (new Complex(pair.Broadening, -pair.Hyperfine * pair.Polarization) / pair.ElectronRate) + a;
            Complex term = 1 / (pair.ElectronRate * z);
            Complex sum = term;
            for (int n = 1; Complex.Abs(term) > 1e-20 * Complex.Abs(sum); n++)
            {
                term *= a / (z + n);
                sum += term;
            }

            double expected = pair.Dipolar * pair.Dipolar / 2 * sum.Real;
            RateEstimate found = FlipFlopRates.GoldenRule(pair, ElectronNoise.OrnsteinUhlenbeck);

            // The series loses |φ|/Re φ: a far-off resonance is small by cancellation of phases.
            double lost = Complex.Abs(sum) / sum.Real;
            Approx.Relative(expected, found.Value, 1e-13 * lost * (1 + Math.Sqrt(a)), $"{pair}");
            Assert.True(found.RelativeUncertainty < 1e-11, $"{found} at {pair}");
        }
    }

    [Fact]
    public void SlowNoiseReportsItsDepthAndIsTheStaticGaussianLine()
    {
        // Γc/Δ = 1e-4. The static line is the Voigt profile; the correction is of order Γc/Γ2 = 1e-3 of its curvature.
        NuclearPair pair = new(1, 1e7, 0.5, 1e3, 1e6);
        RateEstimate found = FlipFlopRates.GoldenRule(pair, ElectronNoise.OrnsteinUhlenbeck);
        Assert.True(found.Depth > 100, $"depth {found.Depth}");
        Assert.True(found.RelativeUncertainty < 1e-9, $"uncertainty {found.RelativeUncertainty:E2}");
        Assert.Null(found.Reason);

        double slope = ConvergenceOrder.Slope(
            Enumerable.Range(0, 6).Select(k =>
            {
                double electronRate = 1.6e5 * Math.Pow(0.5, k);
                double rate = FlipFlopRates.GoldenRuleValue(new NuclearPair(1, 1e7, 0.5, electronRate, 1e6), ElectronNoise.OrnsteinUhlenbeck);
                return (electronRate, Math.Abs((rate / StaticLine(pair)) - 1));
            }),
            1e-10);
        Assert.InRange(slope, 0.95, 1.05);
    }

    [Fact]
    public void AllOrdersInTheCouplingNeedNoDeeperLadder()
    {
        NuclearPair pair = new(2e5, 1e7, 0.5, 1e4, 1e6);
        RateEstimate exact = FlipFlopRates.ResidenceTime(pair, ElectronNoise.OrnsteinUhlenbeck);
        Assert.True(exact.RelativeUncertainty < 1e-9, $"{exact}");
        Assert.True(exact.Value < FlipFlopRates.GoldenRuleValue(pair, ElectronNoise.OrnsteinUhlenbeck));
    }

    [Fact]
    public void GeneralBlockEliminationAgreesWithTheLadderOfThePair()
    {
        var random = new RandomSystems(32);
        Operator z = NuclearPair.PolarizationDifference;
        for (int k = 0; k < 40; k++)
        {
            NuclearPair pair = PairSamples.Random(random);
            RateEstimate general = ResidenceTime.Rate(pair.Model(ElectronNoise.OrnsteinUhlenbeck.Around(pair)), NuclearPair.FirstNucleusUp, z, DenseKernels.Managed);
            double expected = FlipFlopRates.ResidenceTimeValue(pair, ElectronNoise.OrnsteinUhlenbeck);
            double narrowness = 1 + (Math.Abs(pair.Hyperfine) / Math.Min(pair.Broadening, pair.ElectronRate));
            Approx.Relative(expected, general.Value, 2e-14 * narrowness, $"{pair}");
            Approx.Relative(expected, general.Value, (general.RelativeUncertainty * narrowness) + FlipFlopRates.ResidenceTime(pair, ElectronNoise.OrnsteinUhlenbeck).RelativeUncertainty, $"stated error at {pair}");
        }
    }

    /// <summary>(D²/2) ∫ Γ2/(Γ2² + δ²) over the Gaussian of mean ΔP and variance Δ²(1-P²), by the trapezoidal rule (exponentially convergent).</summary>
    private static double StaticLine(NuclearPair pair)
    {
        double deviation = pair.Hyperfine * Math.Sqrt(1 - (pair.Polarization * pair.Polarization));
        double step = pair.Broadening / deviation / 20;
        double sum = 0;
        for (double x = -12; x < 12; x += step)
        {
            double delta = (pair.Hyperfine * pair.Polarization) + (deviation * x);
            sum += Math.Exp(-x * x / 2) * pair.Broadening / ((pair.Broadening * pair.Broadening) + (delta * delta));
        }

        return pair.Dipolar * pair.Dipolar / 2 * sum * step / Math.Sqrt(2 * Math.PI);
    }
}
