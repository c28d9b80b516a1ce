using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using DenseComplexMatrix = MathNet.Numerics.LinearAlgebra.Complex.DenseMatrix;

namespace LindbladVerify.Systems.Operators;

/// <summary>Eigenvalues and orthonormal eigenvectors of a Hermitian operator: A = V diag(Values) V†.</summary>
/// <remarks>
/// Accuracy: every eigenvalue is right to a small multiple of ε·max|Values| in absolute terms; eigenvalues far smaller than
/// that carry no relative accuracy. Cost: O(d³), dense.
/// </remarks>
public sealed class HermitianSpectrum
{
    private readonly double[] values;

    private HermitianSpectrum(double[] values, Operator vectors)
    {
        this.values = values;
        Vectors = vectors;
    }

    /// <summary>[d] eigenvalues, ascending.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>The smallest eigenvalue.</summary>
    public double Smallest => values[0];

    /// <summary>The largest eigenvalue.</summary>
    public double Largest => values[^1];

    /// <summary>[d, d] unitary; column k is the eigenvector of Values[k].</summary>
    public Operator Vectors { get; }

    /// <summary>The spectrum of a Hermitian operator.</summary>
    /// <exception cref="ArgumentException">The operator is not Hermitian to 1e-10 of its largest entry.</exception>
    public static HermitianSpectrum Of(Operator a) =>
        a.IsHermitian(1e-10) ? OfHermitianPart(a) : throw new ArgumentException("The operator is not Hermitian, so it has no real spectrum.", nameof(a));

    /// <summary>f(A) = V diag(f(Values)) V†.</summary>
    public Operator Map(Func<double, Complex> function)
    {
        Operator diagonal = new(LindbladVerify.LinearAlgebra.Sparse.SparseMatrix<Complex>.Diagonal([.. values.Select(function)]));
        return Vectors * diagonal * Vectors.Adjoint();
    }

    /// <summary>The spectrum of (A + A†)/2.</summary>
    internal static HermitianSpectrum OfHermitianPart(Operator a)
    {
        int d = a.Dimension;
        // Scaled to order 1 by a power of two (exact): the iteration squares entries, which over- or underflows beyond 1e±154.
        double largest = a.Matrix.LargestModulus();
        double scale = largest > 0 ? Math.ScaleB(1, Math.Clamp(Math.ILogB(largest), -1000, 1000)) : 1;
        Operator halved = (0.5 / scale) * a;
        Operator hermitian = halved + halved.Adjoint();
        var evd = new DenseComplexMatrix(d, d, hermitian.ToDense()).Evd(Symmetricity.Hermitian);
        double[] values = [.. evd.EigenValues.Select(v => scale * v.Real)];
        int[] order = [.. Enumerable.Range(0, d)];
        Array.Sort(values, order);
        var vectors = new Complex[d * d];
        for (int k = 0; k < d; k++)
        {
            evd.EigenVectors.Column(order[k]).AsArray().CopyTo(vectors, k * d);
        }

        return new HermitianSpectrum(values, Operator.FromDense(d, vectors));
    }
}
