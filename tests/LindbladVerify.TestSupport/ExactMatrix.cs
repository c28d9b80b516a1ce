using System.Numerics;

namespace LindbladVerify.TestSupport;

/// <summary>Linear algebra on matrices of doubles without any rounding: every double is an integer times a power of two, and elimination stays in the integers (Bareiss).</summary>
public sealed class ExactMatrix
{
    private readonly BigInteger[,] entries;
    private readonly int exponent;

    /// <summary>The matrix [n, n], column-major, exactly.</summary>
    public ExactMatrix(int n, double[] columnMajor)
    {
        Dimension = n;
        exponent = columnMajor.Where(v => v != 0).Select(v => Split(v).Exponent).DefaultIfEmpty(0).Min();
        entries = new BigInteger[n, n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                entries[i, j] = ToInteger(columnMajor[i + (j * n)], exponent);
            }
        }
    }

    /// <summary>n.</summary>
    public int Dimension { get; }

    /// <summary>A double as m · 2^e.</summary>
    public static (BigInteger Mantissa, int Exponent) Split(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int power = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & 0xFFFFFFFFFFFFFL;
        mantissa = power == 0 ? mantissa : mantissa | 0x10000000000000L;
        return ((bits < 0 ? -1 : 1) * (BigInteger)mantissa, Math.Max(power, 1) - 1075);
    }

    /// <summary>The sign of det(A - value): a change of it encloses a real eigenvalue.</summary>
    public int SignOfCharacteristic(double value)
    {
        (BigInteger mantissa, int power) = Split(value);
        int common = Math.Min(exponent, value == 0 ? exponent : power);
        var shifted = new BigInteger[Dimension, Dimension];
        for (int i = 0; i < Dimension; i++)
        {
            for (int j = 0; j < Dimension; j++)
            {
                shifted[i, j] = entries[i, j] << (exponent - common);
            }

            shifted[i, i] -= mantissa << (power - common);
        }

        return Eliminate(shifted, Dimension).Sign;
    }

    /// <summary>x with A x = b; null where A is singular.</summary>
    public ExactVector? Solve(ExactVector right)
    {
        int n = Dimension;
        var extended = new BigInteger[n, n + 1];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                extended[i, j] = entries[i, j];
            }

            extended[i, n] = right.Numerators[i];
        }

        BigInteger determinant = Eliminate(extended, n + 1);
        if (determinant.IsZero)
        {
            return null;
        }

        // Upper triangle U x = c, with x over the last pivot.
        var x = new BigInteger[n];
        BigInteger last = extended[n - 1, n - 1];
        for (int i = n - 1; i >= 0; i--)
        {
            BigInteger sum = extended[i, n] * last;
            for (int j = i + 1; j < n; j++)
            {
                sum -= extended[i, j] * x[j];
            }

            x[i] = sum / extended[i, i];
        }

        return new ExactVector(x, last * right.Denominator, right.Exponent - exponent);
    }

    /// <summary>An integer for a double at a common exponent that is not above its own.</summary>
    public static BigInteger ToInteger(double value, int exponent)
    {
        if (value == 0)
        {
            return BigInteger.Zero;
        }

        (BigInteger mantissa, int power) = Split(value);
        return mantissa << (power - exponent);
    }

    /// <summary>Fraction-free elimination in place; returns the determinant of the leading square.</summary>
    private static BigInteger Eliminate(BigInteger[,] a, int columns)
    {
        int n = a.GetLength(0);
        BigInteger before = BigInteger.One;
        int sign = 1;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            while (pivot < n && a[pivot, k].IsZero)
            {
                pivot++;
            }

            if (pivot == n)
            {
                return BigInteger.Zero;
            }

            if (pivot != k)
            {
                sign = -sign;
                for (int j = 0; j < columns; j++)
                {
                    (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
                }
            }

            for (int i = k + 1; i < n; i++)
            {
                for (int j = k + 1; j < columns; j++)
                {
                    a[i, j] = ((a[i, j] * a[k, k]) - (a[i, k] * a[k, j])) / before;
                }

                a[i, k] = BigInteger.Zero;
            }

            before = a[k, k];
        }

        return sign * a[n - 1, n - 1];
    }
}
