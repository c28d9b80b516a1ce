using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using DenseComplexMatrix = MathNet.Numerics.LinearAlgebra.Complex.DenseMatrix;

namespace LindbladVerify.Systems.Operators;

/// <summary>Scalar measures of density operators: purity, entropy, distance and fidelity.</summary>
/// <remarks>
/// Arguments are Hermitian [d, d]; that they are positive with unit trace is not checked (see <see cref="DensityMatrices.Require"/>).
/// Eigenvalues below d·ε of the largest one count as zero. Cost: O(d³), dense.
/// </remarks>
public static class StateMeasures
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Tr ρ², from 1/d (fully mixed) to 1 (pure).</summary>
    public static double Purity(Operator density) => density.Adjoint().Expectation(density).Real;

    /// <summary>The von Neumann entropy -Tr ρ ln ρ in nats, from 0 (pure) to ln d.</summary>
    public static double VonNeumannEntropy(Operator density)
    {
        double entropy = 0;
        foreach (double p in PositivePart(HermitianSpectrum.Of(density)))
        {
            entropy -= p > 0 ? p * Math.Log(p) : 0;
        }

        return entropy;
    }

    /// <summary>The von Neumann entropy -Tr ρ log2 ρ in bits.</summary>
    public static double VonNeumannEntropyBits(Operator density) => VonNeumannEntropy(density) / Math.Log(2);

    /// <summary>The trace distance ‖ρ - σ‖₁/2, from 0 (equal) to 1 (orthogonal).</summary>
    public static double TraceDistance(Operator density, Operator other)
    {
        Operator difference = density - other;
        return difference.Matrix.StoredCount == 0 ? 0 : HermitianSpectrum.OfHermitianPart(difference).Values.Sum(Math.Abs) / 2;
    }

    /// <summary>
    /// The Uhlmann–Jozsa fidelity (Tr √(√ρ σ √ρ))², the squared convention: |&lt;ψ|φ&gt;|² for pure states.
    /// Source: Jozsa (1994), doi:10.1080/09500349414552171.
    /// </summary>
    public static double Fidelity(Operator density, Operator other)
    {
        double root = RootFidelity(density, other);
        return root * root;
    }

    /// <summary>The root fidelity Tr √(√ρ σ √ρ) = ‖√ρ √σ‖₁, the convention without the square: |&lt;ψ|φ&gt;| for pure states.</summary>
    public static double RootFidelity(Operator density, Operator other)
    {
        Operator product = SquareRoot(density) * SquareRoot(other);
        int d = product.Dimension;
        return new DenseComplexMatrix(d, d, product.ToDense()).Svd(computeVectors: false).S.Sum(s => s.Real);
    }

    private static Operator SquareRoot(Operator density)
    {
        HermitianSpectrum spectrum = HermitianSpectrum.Of(density);
        double floor = Floor(spectrum);
        return spectrum.Map(p => p > floor ? Math.Sqrt(p) : 0);
    }

    private static IEnumerable<double> PositivePart(HermitianSpectrum spectrum)
    {
        double floor = Floor(spectrum);
        return spectrum.Values.Where(p => p > floor);
    }

    private static double Floor(HermitianSpectrum spectrum) => spectrum.Values.Count * Epsilon * spectrum.Largest;
}

/// <summary>Partial traces over named sites.</summary>
public static class PartialTrace
{
    /// <summary>The reduced operator on the named sites, all others traced out.</summary>
    /// <param name="a">[d, d] operator on the whole space.</param>
    /// <param name="space">The whole space.</param>
    /// <param name="kept">Names of the sites that stay; the result has them in the order of <paramref name="space"/>, whatever the order here.</param>
    /// <returns>The reduced operator; its space is <c>new HilbertSpace(space.Sites.Where(kept))</c>.</returns>
    /// <exception cref="ArgumentException">A name is unknown or repeated, none or the dimension does not fit.</exception>
    public static Operator Keeping(Operator a, HilbertSpace space, params IReadOnlyList<string> kept) => Reduce(a, space, RequireNames(space, kept, nameof(kept)));

    /// <summary>The reduced operator with the named sites traced out.</summary>
    /// <inheritdoc cref="Keeping"/>
    public static Operator Over(Operator a, HilbertSpace space, params IReadOnlyList<string> traced)
    {
        HashSet<string> removed = RequireNames(space, traced, nameof(traced));
        if (removed.Count == space.Sites.Count)
        {
            throw new ArgumentException("Every site would be traced out; use Operator.Trace for the full trace.", nameof(traced));
        }

        return Reduce(a, space, [.. space.Sites.Select(s => s.Name).Where(n => !removed.Contains(n))]);
    }

    private static HashSet<string> RequireNames(HilbertSpace space, IReadOnlyList<string> names, string parameter)
    {
        var set = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            _ = space[name];
            if (!set.Add(name))
            {
                throw new ArgumentException($"The site '{name}' is named more than once.", parameter);
            }
        }

        return set.Count > 0 ? set : throw new ArgumentException("At least one site must be named.", parameter);
    }

    private static Operator Reduce(Operator a, HilbertSpace space, HashSet<string> kept)
    {
        if (a.Dimension != space.Dimension)
        {
            throw new ArgumentException($"The operator has dimension {a.Dimension}, but the space has {space.Dimension}.", nameof(a));
        }

        int[] sizes = [.. space.Sites.Select(s => s.Dimension)];
        bool[] stays = [.. space.Sites.Select(s => kept.Contains(s.Name))];
        (int Kept, int Traced)[] split = [.. Enumerable.Range(0, a.Dimension).Select(index => Split(index, sizes, stays))];
        int d = sizes.Where((_, k) => stays[k]).Aggregate(1, (product, n) => product * n);
        return new Operator(SparseMatrix<Complex>.FromEntries(d, d, a.Matrix.Entries()
            .Where(e => split[e.Row].Traced == split[e.Column].Traced)
            .Select(e => (split[e.Row].Kept, split[e.Column].Kept, e.Value))));
    }

    /// <summary>A basis index as the index within the kept sites and that within the traced ones.</summary>
    private static (int Kept, int Traced) Split(int index, int[] sizes, bool[] stays)
    {
        int kept = 0, traced = 0, keptWeight = 1, tracedWeight = 1;
        for (int k = sizes.Length - 1; k >= 0; k--)
        {
            int digit = index % sizes[k];
            index /= sizes[k];
            if (stays[k])
            {
                kept += digit * keptWeight;
                keptWeight *= sizes[k];
            }
            else
            {
                traced += digit * tracedWeight;
                tracedWeight *= sizes[k];
            }
        }

        return (kept, traced);
    }
}
