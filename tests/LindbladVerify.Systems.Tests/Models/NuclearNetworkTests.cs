using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Models;

public class NuclearNetworkTests
{
    private static NoiseProcess Electron { get; } = ElectronNoise.ElectronTelegraph.Process(0.4, 1.7);

    [Fact]
    public void Two_nuclei_are_the_pair()
    {
        var network = new NuclearNetwork([2.1, -0.8], [(0, 1, 0.9)], 0.3);
        Operator difference = network.Longitudinal(0) - network.Longitudinal(1);
        var pair = new NuclearPair(0.9, 2.9, 0.4, 1.7, 0.3);
        BlochSystem expected = InvariantBlock.Of(pair.Model(Electron), [NuclearPair.PolarizationDifference]).System(NuclearPair.FirstNucleusUp, [NuclearPair.PolarizationDifference]);
        Same(expected, Block(network.Model(Electron), difference, 0.5 * difference));
    }

    [Fact]
    public void A_relaxing_pair_without_relaxation_is_the_pair()
    {
        Operator difference = RelaxingPair.FirstNucleus - RelaxingPair.SecondNucleus;
        var pair = new NuclearPair(0.9, 2.9, 0.4, 1.7, 0.3);
        BlochSystem expected = InvariantBlock.Of(pair.Model(Electron), [NuclearPair.PolarizationDifference]).System(NuclearPair.FirstNucleusUp, [NuclearPair.PolarizationDifference]);
        Same(expected, Block(new RelaxingPair(0.9, 2.9, 0, 0, 0.3).Model(Electron), difference, 0.5 * difference));
    }

    [Fact]
    public void A_relaxing_nucleus_without_exchange_decays_at_twice_its_transition_rate()
    {
        BlochSystem system = Block(new RelaxingPair(0, 2.9, 0.21, 0.05, 0.3).Model(Electron), RelaxingPair.FirstNucleus, RelaxingPair.FirstNucleus);
        Approx.Relative(Math.Exp(-0.42 * 2.5), At(system, 2.5), 1e-13, "1/T1 = 2 Γ1");
    }

    [Fact]
    public void Without_coupling_each_nucleus_of_the_pseudosecular_pair_relaxes_as_if_alone()
    {
        var pair = new PseudosecularPair(2.0, 0.6, 0, 0.9, 1.1, 0.8, 0);
        BlochSystem alone = Block(new PseudosecularNucleus(2.0 - 0.3, 0, 1.1).Model(Electron), PseudosecularNucleus.Longitudinal, 0.5 * PseudosecularNucleus.Longitudinal);
        BlochSystem both = Block(pair.Model(Electron), RelaxingPair.SecondNucleus, 0.25 * RelaxingPair.SecondNucleus);
        Approx.Equal(At(alone, 3.1), At(both, 3.1), 1e-13, "the second nucleus, its field turned by φ");
    }

    [Fact]
    public void A_chain_without_noise_moves_polarization_as_free_particles_do()
    {
        // One magnon on three sites with hopping -D/2: |⟨1|exp(-iHt)|3⟩|² = sin⁴(D t/(2√2)), the same for Iz of the chain at infinite temperature.
        var network = new NuclearNetwork([1, 1, 1], [(0, 1, 0.7), (1, 2, 0.7)], 0);
        BlochSystem system = Block(network.Model(Electron), network.Longitudinal(2), network.Longitudinal(0));
        double expected = Math.Pow(Math.Sin(0.7 * 3.3 / (2 * Math.Sqrt(2))), 4);
        double norm = network.Longitudinal(0).Expectation(network.Longitudinal(0)).Real;
        Approx.Equal(expected, system.Expectation(0, ReferenceExponential.Apply(system.Generator, 3.3, system.Initial)) / norm, 1e-13, "free fermions");
    }

    [Fact]
    public void Bad_parameters_are_named()
    {
        Assert.Throws<ArgumentException>("hyperfine", () => new NuclearNetwork([1], [], 1));
        Assert.Throws<ArgumentOutOfRangeException>("couplings", () => new NuclearNetwork([1, 2], [(0, 2, 1)], 1));
        Assert.Throws<ArgumentOutOfRangeException>("couplings", () => new NuclearNetwork([1, 2], [(1, 1, 1)], 1));
        Assert.Throws<ArgumentOutOfRangeException>("broadening", () => new NuclearNetwork([1, 2], [], -1));
        Assert.Throws<ArgumentOutOfRangeException>("LongitudinalRate1", () => new RelaxingPair(1, 1, -1, 0, 0).Model(Electron));
        Assert.Throws<ArgumentOutOfRangeException>("Phase", () => new PseudosecularPair(1, 1, 1, 1, 1, double.NaN, 0).Model(Electron));
    }

    private static BlochSystem Block(OpenSystemModel model, Operator observable, Operator initial) => InvariantBlock.Of(model, [observable]).System(initial, [observable]);

    /// <summary>The observable in units of its start.</summary>
    private static double At(BlochSystem system, double time) =>
        system.Expectation(0, ReferenceExponential.Apply(system.Generator, time, system.Initial)) / system.Expectation(0, system.Initial);

    private static void Same(BlochSystem expected, BlochSystem actual)
    {
        foreach (double t in new[] { 0.4, 1.9, 6.0 })
        {
            Approx.Equal(At(expected, t), At(actual, t), 1e-13, $"t = {t}");
        }
    }
}
