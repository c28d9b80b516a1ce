using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>Balances a matrix: B = D^-1 A D with D a diagonal of powers of 2, so that no rounding occurs.</summary>
/// <remarks>James, Langou and Lowery (2014), arXiv:1401.5766, algorithm 3: Euclidean norms of full rows and columns.</remarks>
internal static class Balancing
{
    private const double Gain = 0.95;
    private const int MaximumSweeps = 50;

    /// <summary>Balances A in place and returns the diagonal of D.</summary>
    public static double[] Apply<T>(int n, T[] a, Func<T, double> modulus)
        where T : unmanaged, INumberBase<T>
    {
        double[] scales = new double[n];
        Array.Fill(scales, 1.0);
        bool improved = true;
        for (int sweep = 0; improved && sweep < MaximumSweeps; sweep++)
        {
            improved = false;
            for (int i = 0; i < n; i++)
            {
                improved |= BalanceLine(n, a, modulus, i, scales);
            }
        }

        return scales;
    }

    private static bool BalanceLine<T>(int n, T[] a, Func<T, double> modulus, int i, double[] scales)
        where T : unmanaged, INumberBase<T>
    {
        double column = 0;
        double row = 0;
        for (int k = 0; k < n; k++)
        {
            column = double.Hypot(column, modulus(a[k + (i * n)]));
            row = double.Hypot(row, modulus(a[i + (k * n)]));
        }

        if (column == 0 || row == 0)
        {
            return false;
        }

        double factor = Math.ScaleB(1, (int)Math.Round(Math.Log2(row / column) / 2));
        double before = double.Hypot(column, row);
        double after = double.Hypot(column * factor, row / factor);
        if (factor == 1 || after >= Gain * before || !double.IsNormal(scales[i] * factor))
        {
            return false;
        }

        scales[i] *= factor;
        for (int k = 0; k < n; k++)
        {
            a[k + (i * n)] *= T.CreateChecked(factor);
            a[i + (k * n)] /= T.CreateChecked(factor);
        }

        return true;
    }
}

/// <summary>Unpacks the eigenvectors of a real matrix as LAPACK and EISPACK store them.</summary>
internal static class ConjugatePairs
{
    /// <summary>Columns j and j+1 of a complex pair hold real and imaginary part of the vector for the value with positive imaginary part.</summary>
    public static Complex[] Unpack(int n, ReadOnlySpan<double> imaginaryOfValues, ReadOnlySpan<double> packed)
    {
        Complex[] vectors = new Complex[n * n];
        for (int j = 0; j < n; j++)
        {
            bool isPair = imaginaryOfValues[j] != 0 && j + 1 < n;
            for (int i = 0; i < n; i++)
            {
                double re = packed[i + (j * n)];
                double im = isPair ? packed[i + ((j + 1) * n)] : 0;
                vectors[i + (j * n)] = new Complex(re, im);
                if (isPair)
                {
                    vectors[i + ((j + 1) * n)] = new Complex(re, -im);
                }
            }

            if (isPair)
            {
                j++;
            }
        }

        return vectors;
    }
}
