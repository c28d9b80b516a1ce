using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Managed.Eigen;

namespace LindbladVerify.LinearAlgebra.Managed;

/// <summary>General eigensystems: balancing, Schur form, back substitution, vectors of Euclidean norm 1.</summary>
internal static class ManagedEigen
{
    /// <summary>Eigensystem of a real matrix; complex pairs come with the positive imaginary part first.</summary>
    public static Eigensystem Real(IDenseKernels kernels, int n, ReadOnlySpan<double> a, bool vectors)
    {
        double[] t = a.ToArray();
        double[] scales = Balancing.Apply(n, t, Math.Abs);
        double[] q = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            q[i + (i * n)] = 1;
        }

        RealSchur.Reduce(n, t, q);
        Complex[] values = RealSchurVectors.Values(n, t);
        if (!vectors || n == 0)
        {
            return new Eigensystem(values, []);
        }

        double[] packed = new double[n * n];
        kernels.Multiply(Transposition.None, Transposition.None, n, n, n, 1, q, n, RealSchurVectors.Vectors(n, t, values), n, 0, packed, n);
        double[] imaginary = [.. values.Select(value => value.Imaginary)];
        return new Eigensystem(values, Normalised(n, ConjugatePairs.Unpack(n, imaginary, packed), scales));
    }

    /// <summary>Eigensystem of a complex matrix.</summary>
    public static Eigensystem Complex(IDenseKernels kernels, int n, ReadOnlySpan<Complex> a, bool vectors)
    {
        Complex[] t = a.ToArray();
        double[] scales = Balancing.Apply(n, t, System.Numerics.Complex.Abs);
        Complex[] q = new Complex[n * n];
        for (int i = 0; i < n; i++)
        {
            q[i + (i * n)] = 1;
        }

        ComplexSchur.Reduce(n, t, q);
        Complex[] values = [.. Enumerable.Range(0, n).Select(i => t[i + (i * n)])];
        if (!vectors || n == 0)
        {
            return new Eigensystem(values, []);
        }

        Complex[] right = new Complex[n * n];
        kernels.Multiply(Transposition.None, Transposition.None, n, n, n, 1, q, n, ComplexSchurVectors.Vectors(n, t), n, 0, right, n);
        return new Eigensystem(values, Normalised(n, right, scales));
    }

    // The vectors of A are those of the balanced matrix times the scales.
    private static Complex[] Normalised(int n, Complex[] vectors, double[] scales)
    {
        for (int j = 0; j < n; j++)
        {
            Span<Complex> column = vectors.AsSpan(j * n, n);
            for (int i = 0; i < n; i++)
            {
                column[i] *= scales[i];
            }

            double norm = MatrixNorms.Compute(MatrixNorm.Frobenius, n, 1, column, n);
            foreach (ref Complex entry in column)
            {
                entry /= norm;
            }
        }

        return vectors;
    }
}
