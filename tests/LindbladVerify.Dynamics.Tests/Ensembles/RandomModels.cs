using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Tests.Ensembles;

/// <summary>Models without symmetry: complex Hamiltonian and observable, non-normal jump operators, states with coherences.</summary>
internal sealed class RandomModels(int seed)
{
    private readonly System.Random random = new(seed);

    public static MarkovChainNoise Telegraph => MarkovChainNoise.Telegraph(1.2, -0.7, 0.9, 0.35);

    public static OrnsteinUhlenbeckNoise Gaussian => new(0.3, 0.8, 1.1);

    // Three values, no detailed balance.
    public static MarkovChainNoise Cycle => new([0.7, -1.1, 0.2], new[,] { { 0, 1.3, 0.1 }, { 0.2, 0, 0.9 }, { 1.7, 0.05, 0 } });

    /// <summary>A model on sites of the given dimensions, one noise on an operator of its own each.</summary>
    public OpenSystemModel Model(int[] sites, params NoiseProcess[] noises)
    {
        var space = new HilbertSpace([.. sites.Select((d, k) => Site.OfLevels($"s{k}", d))]);
        int d = space.Dimension;
        Dissipator[] dissipators = [new(Matrix(d), 0.2 / d), new(Matrix(d), 0.1 / d)];
        NoiseCoupling[] couplings = [.. noises.Select(n => new NoiseCoupling(Hermitian(d), n))];
        return new OpenSystemModel(Hermitian(d), dissipators, couplings, space);
    }

    /// <summary>A Hermitian matrix with spectral radius of order one.</summary>
    public Operator Hermitian(int d)
    {
        Operator a = Matrix(d);
        return (0.5 / Math.Sqrt(d)) * (a + a.Adjoint());
    }

    /// <summary>A full-rank density matrix.</summary>
    public Operator State(int d)
    {
        Operator a = Matrix(d);
        Operator square = a * a.Adjoint();
        return (1 / square.Trace().Real) * square;
    }

    private Operator Matrix(int d)
    {
        Complex[] entries = new Complex[d * d];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = new Complex((2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1);
        }

        return Operator.FromDense(d, entries);
    }
}
