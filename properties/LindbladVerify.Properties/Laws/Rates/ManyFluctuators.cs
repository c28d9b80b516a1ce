using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Properties.Laws.Rates;

/// <summary>The normalised sum of N fluctuators becomes Gaussian noise: symmetric ones with order 1 in 1/N, electron-like (skewed) ones with order ½.</summary>
public class ManyFluctuators
{
    private static readonly NuclearPair[] Points =
    [
        new(1, 1, 0.6, 0.4, 0.2),
        new(1, 1, -0.45, 1.7, 0.5),
        new(1, 1, 0.3, 0.9, 0.05),
    ];

    [Fact]
    public void Symmetric_fluctuators_converge_at_first_order()
    {
        foreach (NuclearPair p in Points)
        {
            Assert.InRange(Order(p, ElectronNoise.Fluctuators, 6, 13), 0.97, 1.03);
        }
    }

    [Fact]
    public void Electron_like_fluctuators_converge_at_order_one_half()
    {
        // The next order is 1/N, relative to the first 1/√N: 1.5 % at N = 2^12.
        foreach (NuclearPair p in Points)
        {
            Assert.InRange(Order(p, ElectronNoise.ElectronFluctuators, 12, 18), 0.47, 0.53);
        }
    }

    [Law(Cases = 100)]
    public Property Two_thousand_symmetric_fluctuators_are_gaussian_to_one_per_cent() => Prop.ForAll(ComparableRatesGen.Arbitrary, p =>
    {
        // The deviation is of relative size (fourth cumulant)/N times a few powers of ν/Γ: ν/Γ up to 30 would need more.
        if (p.Hyperfine > 4 * Math.Min(p.ElectronRate, p.Broadening))
        {
            return;
        }

        double gaussian = FlipFlopRates.ResidenceTimeValue(p, ElectronNoise.OrnsteinUhlenbeck);
        double few = Math.Abs((FlipFlopRates.ResidenceTimeValue(p, ElectronNoise.Fluctuators(500)) / gaussian) - 1);
        double many = Math.Abs((FlipFlopRates.ResidenceTimeValue(p, ElectronNoise.Fluctuators(2000)) / gaussian) - 1);
        Assert.True(many < 0.01, $"{many}");
        Assert.True(many < (few / 3.5) + 1e-12, $"four times as many fluctuators bring {few:G3} to {many:G3}");
    });

    private static double Order(NuclearPair p, Func<int, ElectronNoise> noise, int first, int last)
    {
        double gaussian = FlipFlopRates.GoldenRuleValue(p, ElectronNoise.OrnsteinUhlenbeck);
        return -ConvergenceOrder.Slope(
            Enumerable.Range(first, last - first + 1).Select(k => ((double)(1 << k), Math.Abs((FlipFlopRates.GoldenRuleValue(p, noise(1 << k)) / gaussian) - 1))),
            floor: 1e-12);
    }
}
