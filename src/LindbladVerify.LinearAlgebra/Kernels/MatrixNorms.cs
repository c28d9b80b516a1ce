using System.Numerics;
using System.Runtime.InteropServices;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>Norms, shared by all backends: they cost one pass over the matrix. NaN spreads; nothing overflows that need not.</summary>
internal static class MatrixNorms
{
    /// <summary>A norm of a real [m, n] matrix.</summary>
    public static double Compute(MatrixNorm norm, int m, int n, ReadOnlySpan<double> a, int lda)
    {
        CheckArguments(m, n, a.Length, lda);
        if (m == 0 || n == 0)
        {
            return 0;
        }

        switch (norm)
        {
            case MatrixNorm.One:
                double largest = 0;
                for (int j = 0; j < n; j++)
                {
                    largest = Math.Max(largest, SumOfModuli(a.Slice(j * lda, m)));
                }

                return largest;
            case MatrixNorm.Infinity:
                double[] rows = new double[m];
                for (int j = 0; j < n; j++)
                {
                    ReadOnlySpan<double> column = a.Slice(j * lda, m);
                    for (int i = 0; i < m; i++)
                    {
                        rows[i] += Math.Abs(column[i]);
                    }
                }

                return Largest(rows);
            case MatrixNorm.Frobenius:
                return Frobenius(m, n, a, lda);
            default:
                throw new ArgumentOutOfRangeException(nameof(norm), norm, "The norm must be One, Infinity or Frobenius.");
        }
    }

    /// <summary>A norm of a complex [m, n] matrix.</summary>
    public static double Compute(MatrixNorm norm, int m, int n, ReadOnlySpan<Complex> a, int lda)
    {
        CheckArguments(m, n, a.Length, lda);
        if (m == 0 || n == 0)
        {
            return 0;
        }

        if (norm == MatrixNorm.Frobenius)
        {
            // Squared moduli are sums of squares of the parts, so the interleaved parts form a real matrix of equal norm.
            return Frobenius(2 * m, n, MemoryMarshal.Cast<Complex, double>(a), 2 * lda);
        }

        double[] sums = new double[norm switch
        {
            MatrixNorm.One => n,
            MatrixNorm.Infinity => m,
            _ => throw new ArgumentOutOfRangeException(nameof(norm), norm, "The norm must be One, Infinity or Frobenius."),
        }];
        for (int j = 0; j < n; j++)
        {
            ReadOnlySpan<Complex> column = a.Slice(j * lda, m);
            for (int i = 0; i < m; i++)
            {
                sums[norm == MatrixNorm.One ? j : i] += Modulus(column[i]);
            }
        }

        return Largest(sums);
    }

    /// <summary>|z|, NaN if a part is NaN (the library function lets an infinite part win).</summary>
    public static double Modulus(Complex z)
    {
        double square = (z.Real * z.Real) + (z.Imaginary * z.Imaginary);
        if (square is > 1e-280 and < 1e280)
        {
            return Math.Sqrt(square);
        }

        return double.IsNaN(z.Real) || double.IsNaN(z.Imaginary) ? double.NaN : Complex.Abs(z);
    }

    private static double SumOfModuli(ReadOnlySpan<double> x)
    {
        double sum = 0;
        ReadOnlySpan<Vector<double>> blocks = MemoryMarshal.Cast<double, Vector<double>>(x);
        Vector<double> sums = Vector<double>.Zero;
        foreach (Vector<double> block in blocks)
        {
            sums += Vector.Abs(block);
        }

        foreach (double value in x[(blocks.Length * Vector<double>.Count)..])
        {
            sum += Math.Abs(value);
        }

        return sum + Vector.Sum(sums);
    }

    private static double Frobenius(int m, int n, ReadOnlySpan<double> a, int lda)
    {
        double sum = 0;
        double largest = 0;
        for (int j = 0; j < n; j++)
        {
            foreach (double value in a.Slice(j * lda, m))
            {
                sum += value * value;
                largest = Math.Max(largest, Math.Abs(value));
            }
        }

        if (largest is > 1e-140 and < 1e140 || largest == 0 || !double.IsFinite(largest))
        {
            return double.IsInfinity(largest) ? largest : Math.Sqrt(sum);
        }

        sum = 0;
        for (int j = 0; j < n; j++)
        {
            foreach (double value in a.Slice(j * lda, m))
            {
                sum += value / largest * (value / largest);
            }
        }

        return largest * Math.Sqrt(sum);
    }

    private static double Largest(ReadOnlySpan<double> sums)
    {
        double largest = 0;
        foreach (double sum in sums)
        {
            largest = Math.Max(largest, sum);
        }

        return largest;
    }

    private static void CheckArguments(int m, int n, int a, int lda)
    {
        KernelArguments.CheckSize(m, nameof(m));
        KernelArguments.CheckSize(n, nameof(n));
        KernelArguments.CheckMatrix(nameof(a), m, n, a, lda);
    }
}

/// <summary>The matrix norms that the dense kernels compute.</summary>
public enum MatrixNorm
{
    /// <summary>Largest column sum of moduli.</summary>
    One,

    /// <summary>Largest row sum of moduli.</summary>
    Infinity,

    /// <summary>Square root of the sum of squared moduli.</summary>
    Frobenius,
}

/// <summary>C = beta C, where beta = 0 overwrites without reading.</summary>
internal static class OutputScaling
{
    /// <summary>Scales an [m, n] matrix with leading dimension ldc.</summary>
    public static void Apply<T>(int m, int n, T beta, Span<T> c, int ldc)
        where T : struct, INumberBase<T>
    {
        if (beta == T.One || m == 0)
        {
            return;
        }

        for (int j = 0; j < n; j++)
        {
            Span<T> column = c.Slice(j * ldc, m);
            if (T.IsZero(beta))
            {
                column.Clear();
                continue;
            }

            for (int i = 0; i < m; i++)
            {
                column[i] *= beta;
            }
        }
    }
}
