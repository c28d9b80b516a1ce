using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Reduction;

/// <summary>Blocks of the paper's models that were explored once, against blocks that are explored for each model.</summary>
public sealed class TermBlocksTests
{
    /// <summary>Sums of the same terms in another order: a few dozen roundings.</summary>
    private const double Rounding = 64 * 2.220446049250313e-16;

    private static readonly PairWithNeighbours Neighbours = new([(1, 2), (3, 4)], 1);
    private static readonly NuclearNetwork Network = new([1, 2, 3, 4], [(0, 1, 1), (1, 2, 1), (0, 2, 1), (2, 3, 1)], 1);

    public static TheoryData<string> Models => ["neighbours", "network", "pseudosecular-pair", "pseudosecular-nucleus", "relaxing-pair", "quantum-electron"];

    [Theory]
    [MemberData(nameof(Models))]
    public void AnyCoefficients(string name)
    {
        (ModelTerms terms, Operator[] observables) = Of(name);
        NoiseProcess? electron = terms.Noise.Count > 0 ? ElectronNoise.ElectronTelegraph.Process(0.4, 1.7) : null;
        var blocks = new TermBlocks(terms, observables, terms.Space.One);
        var random = new RandomSystems(17);
        for (int k = 0; k < 40; k++)
        {
            // Some vanish, some are equal, so that they cancel.
            double Coefficient() => random.Integer(0, 3) switch { 0 => 0, 1 => 1.5, _ => random.Uniform(-3, 3) };
            double[] Several(int count) => [.. Enumerable.Range(0, count).Select(_ => Coefficient())];
            var coefficients = new ModelCoefficients(Several(terms.Hamiltonian.Count), Several(terms.Noise.Count), Array.ConvertAll(Several(terms.Jumps.Count), Math.Abs));

            BlochSystem expected = InvariantBlock.Of(terms.Model(coefficients, electron), observables).System(observables[0], observables);
            InvariantBlock block = blocks.At(coefficients, electron);
            BlochSystem found = block.System(observables[0], observables);
            Assert.Equal(expected.Dimension, found.Dimension);
            Assert.Equal(expected.Initial, found.Initial);
            Assert.Equal(expected.Observables, found.Observables);
            SparseMatrix<double> difference = expected.Generator - found.Generator;
            Assert.InRange(difference.LargestModulus(), 0, Rounding * expected.Generator.LargestModulus());
        }
    }

    private static (ModelTerms Terms, Operator[] Observables) Of(string name) => name switch
    {
        "neighbours" => (Neighbours.Terms, [Neighbours.Coherence]),
        "network" => (Network.Terms, [Network.Longitudinal(0), Network.Longitudinal(3)]),
        "pseudosecular-pair" => (PseudosecularPair.Terms, [RelaxingPair.FirstNucleus, RelaxingPair.SecondNucleus]),
        "pseudosecular-nucleus" => (PseudosecularNucleus.Terms, [PseudosecularNucleus.Longitudinal]),
        "relaxing-pair" => (RelaxingPair.Terms, [RelaxingPair.FirstNucleus - RelaxingPair.SecondNucleus]),
        _ => (QuantumElectronPair.Terms, [QuantumElectronPair.FirstNucleus - QuantumElectronPair.SecondNucleus]),
    };
}
