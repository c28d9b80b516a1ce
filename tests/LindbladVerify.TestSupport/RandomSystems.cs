using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;

namespace LindbladVerify.TestSupport;

/// <summary>Reproducible random operators and models: complex, non-normal, non-commuting, of no special size.</summary>
public sealed class RandomSystems(int seed)
{
    private readonly Random random = new(seed);

    public double Uniform(double low, double high) => low + ((high - low) * random.NextDouble());

    public double LogUniform(double low, double high) => low * Math.Pow(high / low, random.NextDouble());

    public int Integer(int lowest, int highest) => random.Next(lowest, highest + 1);

    public Complex Entry() => new(Uniform(-1, 1), Uniform(-1, 1));

    public SparseMatrix<Complex> Rectangular(int rows, int columns) =>
        SparseMatrix<Complex>.FromDense(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(_ => Entry())]);

    /// <summary>A full complex matrix, not normal.</summary>
    public Operator General(int d) => new(Rectangular(d, d));

    public Operator Hermitian(int d)
    {
        Operator a = General(d);
        return 0.5 * (a + a.Adjoint());
    }

    /// <summary>A full-rank density operator.</summary>
    public Operator Density(int d)
    {
        Operator a = General(d);
        Operator positive = a * a.Adjoint();
        return (1 / positive.Trace()) * positive;
    }

    public Operator Unitary(int d) => HermitianSpectrum.Of(Hermitian(d)).Map(e => Complex.Exp(new Complex(0, 3 * e)));

    public SuperOperator Map(int d) => new(Rectangular(d * d, d * d));

    public MarkovChainNoise Telegraph(double rate = 1.3) =>
        MarkovChainNoise.Telegraph(Uniform(-1, 1), Uniform(-1, 1), rate * Uniform(0.3, 2), Uniform(0.05, 0.95));

    /// <summary>An irreducible chain of m states that does not obey detailed balance.</summary>
    public MarkovChainNoise Chain(int m)
    {
        var rates = new double[m, m];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                rates[i, j] = i == j ? 0 : Uniform(0.1, 2);
            }
        }

        return new MarkovChainNoise([.. Enumerable.Range(0, m).Select(_ => Uniform(-1, 1))], rates);
    }

    /// <summary>A model with full random H, jump operators and noise operators on the whole of a space.</summary>
    public OpenSystemModel Model(HilbertSpace space, int dissipators, params NoiseProcess[] noises)
    {
        int d = space.Dimension;
        return new OpenSystemModel(
            Hermitian(d),
            [.. Enumerable.Range(0, dissipators).Select(_ => new Dissipator(General(d), Uniform(0.05, 0.8)))],
            [.. noises.Select(n => new NoiseCoupling(Hermitian(d), n))],
            space);
    }

    /// <summary>A model of local jumps and a few site-to-site couplings, as physicists write them.</summary>
    public OpenSystemModel LocalModel(HilbertSpace space, params NoiseProcess[] noises)
    {
        Operator hamiltonian = 0.0 * space.One;
        var dissipators = new List<Dissipator>();
        foreach (Site site in space.Sites)
        {
            hamiltonian += space.On(site.Name, Hermitian(site.Dimension));
            dissipators.Add(new Dissipator(space.On(site.Name, General(site.Dimension)), Uniform(0.05, 0.8)));
        }

        for (int k = 0; k + 1 < space.Sites.Count; k++)
        {
            Operator coupling = Couple(space, space.Sites[k], space.Sites[k + 1]);
            hamiltonian += coupling + coupling.Adjoint();
        }

        return new OpenSystemModel(
            hamiltonian,
            dissipators,
            [.. noises.Select((n, k) => new NoiseCoupling(On(space, k % space.Sites.Count), n))],
            space);
    }

    private Operator Couple(HilbertSpace space, Site a, Site b) =>
        space.On(a.Name, General(a.Dimension)) * space.On(b.Name, General(b.Dimension));

    private Operator On(HilbertSpace space, int site) => space.On(space.Sites[site].Name, Hermitian(space.Sites[site].Dimension));
}
