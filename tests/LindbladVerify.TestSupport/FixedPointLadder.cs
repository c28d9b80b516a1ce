using System.Numerics;

namespace LindbladVerify.TestSupport;

/// <summary>
/// Residence times of any real system under one Ornstein–Uhlenbeck noise by the Hermite ladder in fixed-point numbers of 256 fractional bits:
/// M_n = n·rate - A - σ²(n+1) B M_(n+1)⁻¹ B from a depth down, then rowᵀM_0⁻¹start. Input must be scaled to order one.
/// </summary>
public static class FixedPointLadder
{
    private const int Bits = 256;

    /// <summary>rowᵀ∫v(t)dt on the ground level of a ladder cut after a depth.</summary>
    /// <param name="n">Dimension.</param>
    /// <param name="drift">A [n, n], column-major, with the mean of the noise.</param>
    /// <param name="coupling">B [n, n], column-major.</param>
    /// <param name="variance">σ².</param>
    /// <param name="rate">Relaxation rate of the noise.</param>
    /// <param name="start">v(0).</param>
    /// <param name="row">The observable.</param>
    /// <param name="depth">Topmost level.</param>
    public static double Area(int n, double[] drift, double[] coupling, double variance, double rate, double[] start, double[] row, int depth)
    {
        BigInteger[,] a = Matrix(n, drift);
        BigInteger[,] b = Matrix(n, coupling);
        BigInteger sigma = Fixed(variance);
        BigInteger gamma = Fixed(rate);
        BigInteger[,] solved = new BigInteger[n, n];
        BigInteger[,] current = new BigInteger[n, n];
        for (int level = depth; level >= 0; level--)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    current[i, j] = -a[i, j] + (i == j ? level * gamma : BigInteger.Zero);
                    if (level < depth)
                    {
                        BigInteger sum = BigInteger.Zero;
                        for (int k = 0; k < n; k++)
                        {
                            sum += b[i, k] * solved[k, j];
                        }

                        current[i, j] -= ((sum >> Bits) * sigma * (level + 1)) >> Bits;
                    }
                }
            }

            solved = level > 0 ? Solve(n, current, b) : Solve(n, current, Column(start));
        }

        BigInteger area = BigInteger.Zero;
        for (int i = 0; i < n; i++)
        {
            area += Fixed(row[i]) * solved[i, 0];
        }

        return ExactVector.Ratio(area, BigInteger.One, -2 * Bits);
    }

    private static BigInteger Fixed(double value)
    {
        (BigInteger mantissa, int exponent) = ExactMatrix.Split(value);
        return exponent + Bits >= 0 ? mantissa << (exponent + Bits) : mantissa >> -(exponent + Bits);
    }

    private static BigInteger[,] Matrix(int n, double[] dense)
    {
        var matrix = new BigInteger[n, n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                matrix[i, j] = Fixed(dense[i + (j * n)]);
            }
        }

        return matrix;
    }

    private static BigInteger[,] Column(double[] v)
    {
        var column = new BigInteger[v.Length, 1];
        for (int i = 0; i < v.Length; i++)
        {
            column[i, 0] = Fixed(v[i]);
        }

        return column;
    }

    /// <summary>Gauss with partial pivoting.</summary>
    private static BigInteger[,] Solve(int n, BigInteger[,] matrix, BigInteger[,] right)
    {
        var a = (BigInteger[,])matrix.Clone();
        var x = (BigInteger[,])right.Clone();
        int columns = x.GetLength(1);
        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => BigInteger.Abs(a[i, k]));
            for (int j = 0; j < n; j++)
            {
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            }

            for (int j = 0; j < columns; j++)
            {
                (x[k, j], x[pivot, j]) = (x[pivot, j], x[k, j]);
            }

            for (int i = k + 1; i < n; i++)
            {
                BigInteger factor = (a[i, k] << Bits) / a[k, k];
                for (int j = k; j < n; j++)
                {
                    a[i, j] -= (factor * a[k, j]) >> Bits;
                }

                for (int j = 0; j < columns; j++)
                {
                    x[i, j] -= (factor * x[k, j]) >> Bits;
                }
            }
        }

        for (int j = 0; j < columns; j++)
        {
            for (int i = n - 1; i >= 0; i--)
            {
                BigInteger sum = x[i, j];
                for (int k = i + 1; k < n; k++)
                {
                    sum -= (a[i, k] * x[k, j]) >> Bits;
                }

                x[i, j] = (sum << Bits) / a[i, i];
            }
        }

        return x;
    }
}
