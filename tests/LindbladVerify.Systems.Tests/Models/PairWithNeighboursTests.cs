using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using LindbladVerify.TestSupport.ExactSolutions;
using Xunit;

namespace LindbladVerify.Systems.Tests.Models;

public class PairWithNeighboursTests
{
    private static readonly (double ToFirst, double ToSecond)[] Couplings = [(1.3, 0.4), (-0.7, 0.9)];

    [Theory]
    [InlineData(0)]
    [InlineData(0.6)]
    [InlineData(-1)]
    public void The_coherence_is_a_product_of_telegraph_averages(double polarization)
    {
        const double Tau = 0.8, Splitting = 0.35;
        var pair = new PairWithNeighbours(Couplings, Tau, polarization, Splitting);
        Operator[] phases = [pair.Coherence, pair.CoherenceQuadrature];
        InvariantBlock block = InvariantBlock.Of(pair.Model(), phases);
        Assert.Equal(8, block.Dimension);
        BlochSystem system = block.System(pair.WithNeighboursInEquilibrium(0.5 * pair.Coherence), phases);
        foreach (double t in new[] { 0, 0.4, 1.7, 6.0 })
        {
            Complex expected = Complex.Exp(new Complex(0, Splitting * t));
            foreach ((double first, double second) in Couplings)
            {
                expected *= new KuboTwoState(first - second, second - first, 1 / Tau, (1 + polarization) / 2).Coherence(t);
            }

            double[] state = ReferenceExponential.Apply(system.Generator, t, system.Initial);

            // ρ precesses as exp(-iδt) in |αβ><βα|: the quadrature i(I1+I2- - I1-I2+) follows with the sign of the commutator.
            Approx.Equal(expected.Real, system.Expectation(0, state), 1e-13, $"phase 0 at {t}");
            Approx.Equal(expected.Imaginary, Math.Sign(Splitting) * Sign(pair) * system.Expectation(1, state), 1e-13, $"phase 1 at {t}");
        }
    }

    [Fact]
    public void The_flip_flop_conserves_the_total_and_exchanges_the_difference()
    {
        // Alone (neighbours not coupled) and resonant, |αβ> and |βα> exchange at cos(D t).
        const double Dipolar = 0.9;
        var pair = new PairWithNeighbours([(0, 0)], 1, dipolar: Dipolar);
        Operator[] observables = [pair.PolarizationDifference, pair.TotalPolarization];
        BlochSystem system = InvariantBlock.Of(pair.Model(), observables).System(pair.WithNeighboursInEquilibrium(pair.PolarizationDifference + (0.3 * pair.TotalPolarization)), observables);
        double[] state = ReferenceExponential.Apply(system.Generator, 2.3, system.Initial);
        Approx.Equal(2 * Math.Cos(Dipolar * 2.3), system.Expectation(0, state), 1e-13, "Tr (I1z - I2z)² = 2");
        Approx.Equal(0.6, system.Expectation(1, state), 1e-14, "conserved");
    }

    [Fact]
    public void Bad_parameters_are_named()
    {
        Assert.Throws<ArgumentException>("couplings", () => new PairWithNeighbours([], 1));
        Assert.Throws<ArgumentOutOfRangeException>("couplings", () => new PairWithNeighbours([(1, double.NaN)], 1));
        Assert.Throws<ArgumentOutOfRangeException>("correlationTime", () => new PairWithNeighbours([(1, 2)], 0));
        Assert.Throws<ArgumentOutOfRangeException>("neighbourPolarization", () => new PairWithNeighbours([(1, 2)], 1, 1.1));
    }

    /// <summary>The sign with which the quadrature follows a positive splitting, from its commutator with the Hamiltonian.</summary>
    private static double Sign(PairWithNeighbours pair)
    {
        Operator rate = Complex.ImaginaryOne * Operator.Commutator(pair.PolarizationDifference, pair.CoherenceQuadrature);
        return Math.Sign((rate * pair.Coherence).Trace().Real);
    }
}
