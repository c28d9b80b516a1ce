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
