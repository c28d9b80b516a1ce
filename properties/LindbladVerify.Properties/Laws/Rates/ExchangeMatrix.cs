using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace LindbladVerify.Properties.Laws.Rates;

/// <summary>
/// With longitudinal relaxation beside the flip-flop, W is read from K = T⁻¹, T_ij = ∫⟨I_iz⟩dt from a start in I_jz:
/// K = [[2Γ1a + W, -W], [-W, 2Γ1b + W]], all four entries with the same W.
/// </summary>
public class ExchangeMatrix
{
    private static readonly HilbertSpace Space = new(Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5));

    [Law(Cases = 60)]
    public Property All_four_entries_give_the_same_rate() => Prop.ForAll(ComparableRatesGen.Arbitrary, p =>
    {
        foreach (ElectronNoise noise in ComparableRatesGen.FiniteNoises)
        {
            double golden = FlipFlopRates.GoldenRuleValue(p, noise);
            double first = 0.4 * golden;
            double second = 1.9 * golden;
            if (first + second > p.Broadening / 2)
            {
                continue;
            }

            Matrix<double> k = Exchange(p, noise, first, second);
            double[] rates = [-k[0, 1], -k[1, 0], k[0, 0] - (2 * first), k[1, 1] - (2 * second)];
            Assert.All(rates, w => Approx.Relative(rates[0], w, 1e-11, $"{noise.Name}: four dense solves and an inverse of numbers of one size, times the splitting over the width"));
            Assert.True(rates[0] <= golden * (1 + 1e-11), $"{noise.Name}: {rates[0]} above the golden rule {golden}");
        }
    });

    [Fact]
    public void It_is_the_golden_rule_with_the_total_broadening_as_the_coupling_vanishes()
    {
        NuclearPair p = new(1, 1.7, 0.45, 0.8, 0.5);
        foreach (ElectronNoise noise in ComparableRatesGen.FiniteNoises)
        {
            double slope = ConvergenceOrder.Slope(
                Enumerable.Range(0, 6).Select(k =>
                {
                    double dipolar = 0.1 * Math.Pow(0.7, k);
                    NuclearPair weak = p.WithDipolar(dipolar);
                    double w = -Exchange(weak, noise, 0.03, 0.05)[0, 1];
                    return (dipolar, Math.Abs((w / FlipFlopRates.GoldenRuleValue(weak, noise)) - 1));
                }),
                floor: 1e-11);
            Assert.InRange(slope, 1.95, 2.05);
        }
    }

    /// <summary>K of a pair whose total broadening, ΣΓ1 included, is that of the given one.</summary>
    private static Matrix<double> Exchange(NuclearPair p, ElectronNoise noise, double first, double second)
    {
        Operator z1 = Space.On("I1", SpinOperators.Z(0.5));
        Operator z2 = Space.On("I2", SpinOperators.Z(0.5));
        Operator flipFlop = Space.On("I1", SpinOperators.Plus(0.5)) * Space.On("I2", SpinOperators.Minus(0.5));
        var model = new OpenSystemModel(
            (-0.5 * p.Dipolar) * (flipFlop + flipFlop.Adjoint()),
            [
                new Dissipator(Space.On("I1", SpinOperators.Plus(0.5)), first),
                new Dissipator(Space.On("I1", SpinOperators.Minus(0.5)), first),
                new Dissipator(Space.On("I2", SpinOperators.Plus(0.5)), second),
                new Dissipator(Space.On("I2", SpinOperators.Minus(0.5)), second),
                new Dissipator(z1 - z2, (p.Broadening - first - second) / 2),
            ],
            [new NoiseCoupling((0.5 * p.Hyperfine) * (z1 - z2), noise.Process(p.Polarization, p.ElectronRate))],
            Space);
        InvariantBlock block = InvariantBlock.Of(model, [z1, z2]);
        Operator[] starts = [z1, z2];
        Matrix<double> times = Matrix<double>.Build.Dense(2, 2);
        for (int j = 0; j < 2; j++)
        {
            BlochSystem system = block.System(starts[j], [z1, z2]);
            for (int i = 0; i < 2; i++)
            {
                times[i, j] = ResidenceTime.Integral(system, i, DenseKernels.Managed)!.Value.Area;
            }
        }

        return times.Inverse();
    }
}
