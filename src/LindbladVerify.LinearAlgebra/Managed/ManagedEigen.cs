using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using MathNet.Numerics;
using MathNet.Numerics.Providers.LinearAlgebra;

namespace LindbladVerify.LinearAlgebra.Managed;

/// <summary>General eigensystems by MathNet's managed QR iteration, with vectors brought to Euclidean norm 1.</summary>
internal static class ManagedEigen
{
    private static readonly ManagedLinearAlgebraProvider Provider = new();

    /// <summary>Eigensystem of a real matrix.</summary>
    public static Eigensystem Real(int n, ReadOnlySpan<double> a, bool vectors)
    {
        if (n == 0)
        {
            return new Eigensystem([], []);
        }

        double[] packed = new double[n * n];
        Complex[] values = new Complex[n];
        Run(n, a, (matrix) => Provider.EigenDecomp(isSymmetric: false, n, matrix, packed, values, new double[n * n]));
        double[] imaginary = [.. values.Select(value => value.Imaginary)];
        return new Eigensystem(values, vectors ? Normalised(n, ConjugatePairs.Unpack(n, imaginary, packed)) : []);
    }

    /// <summary>Eigensystem of a complex matrix.</summary>
    public static Eigensystem Complex(int n, ReadOnlySpan<Complex> a, bool vectors)
    {
        if (n == 0)
        {
            return new Eigensystem([], []);
        }

        Complex[] right = new Complex[n * n];
        Complex[] values = new Complex[n];
        Run(n, a, (matrix) => Provider.EigenDecomp(isSymmetric: false, n, matrix, right, values, new Complex[n * n]));
        return new Eigensystem(values, vectors ? Normalised(n, right) : []);
    }

    private static void Run<T>(int n, ReadOnlySpan<T> a, Action<T[]> decompose)
    {
        try
        {
            decompose(a.ToArray());
        }
        catch (NonConvergenceException)
        {
            throw new EigenvalueIterationException(nameof(Eigensystem), n);
        }
    }

    private static Complex[] Normalised(int n, Complex[] vectors)
    {
        for (int j = 0; j < n; j++)
        {
            Span<Complex> column = vectors.AsSpan(j * n, n);
            double norm = MatrixNorms.Compute(MatrixNorm.Frobenius, n, 1, column, n);
            foreach (ref Complex entry in column)
            {
                entry /= norm;
            }
        }

        return vectors;
    }
}
