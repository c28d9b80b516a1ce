using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Properties.Laws;

/// <summary>
/// Noise ξO of rate k and variance g·k becomes white for k → ∞: the dissipator of O at rate 2g, with an error of first order
/// in 1/k if the noise has no third moment, of order one half if it has.
/// </summary>
public class FastNoise
{
    private const double Strength = 0.35;

    [Law(Cases = 15)]
    public Property Symmetric_telegraphs_become_white_at_first_order() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
        AssertOrder(e, 1, k => MarkovChainNoise.Telegraph(Math.Sqrt(Strength * k), -Math.Sqrt(Strength * k), k)));

    [Law(Cases = 8)]
    public Property Ornstein_uhlenbeck_noise_becomes_white_at_first_order() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
        AssertOrder(e, 1, k => new OrnsteinUhlenbeckNoise(0, Math.Sqrt(Strength * k), k)));

    [Law(Cases = 15)]
    public Property Skewed_telegraphs_become_white_at_order_one_half() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
        AssertOrder(e, 0.5, k => MarkovChainNoise.Telegraph(Math.Sqrt(4 * Strength * k), -Math.Sqrt(Strength * k / 4), k, 0.2)));

    private static void AssertOrder(Evolution e, double order, Func<double, NoiseProcess> noise)
    {
        // Time 1 and rates far above all others: the expansion in 1/k has begun, and rounding ε·‖L‖t is far below the error.
        Operator coupling = 0.5 * (e.General + e.General.Adjoint());
        SuperOperator white = e.Generator + ((2 * Strength) * SuperOperator.Dissipator(coupling));
        Operator limit = Evolution.Propagator(white, 1).Apply(e.First);
        double scale = 1 + white.Matrix.NormOne();
        double start = order == 1 ? 32 * scale : 4096 * scale;
        (double Step, double Error)[] points = [.. Enumerable.Range(0, 5).Select(n =>
        {
            double k = start * Math.Pow(4, n);
            OpenSystemModel model = new(e.Model.Hamiltonian, e.Model.Dissipators, [new(coupling, noise(k))]);
            StochasticLiouvillian extended = StochasticLiouvillian.Of(model, ladderDepth: 3);
            Operator average = extended.Average(ReferenceExponential.Apply(extended.Matrix, 1, extended.Extend(e.First)));
            return (1 / k, (average - limit).Matrix.LargestModulus());
        })];
        if (points[0].Error < 1e-8)
        {
            // A coupling that leaves this state alone has no error to measure.
            return;
        }

        double slope = ConvergenceOrder.Slope(points, floor: 1e-11);
        Assert.True(slope > order - 0.1, $"order {slope:F3}, at least {order} expected; errors {string.Join(", ", points.Select(p => p.Error.ToString("G3", System.Globalization.CultureInfo.InvariantCulture)))}");
    }
}
