namespace LindbladVerify.LinearAlgebra.Krylov;

/// <summary>Symmetric tridiagonal matrices.</summary>
internal static class Tridiagonal
{
    /// <summary>The smallest and the largest eigenvalue, by bisection on the number of negative pivots.</summary>
    public static (double Low, double High) Extremes(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal)
    {
        int n = diagonal.Length;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int i = 0; i < n; i++)
        {
            double radius = (i > 0 ? Math.Abs(offDiagonal[i - 1]) : 0) + (i + 1 < n ? Math.Abs(offDiagonal[i]) : 0);
            low = Math.Min(low, diagonal[i] - radius);
            high = Math.Max(high, diagonal[i] + radius);
        }

        return (Bisect(diagonal, offDiagonal, low, high, 1), Bisect(diagonal, offDiagonal, low, high, n));
    }

    /// <summary>The k-th smallest eigenvalue within [low, high].</summary>
    private static double Bisect(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal, double low, double high, int k)
    {
        for (int iteration = 0; iteration < 60; iteration++)
        {
            double middle = (low + high) / 2;
            if (CountBelow(diagonal, offDiagonal, middle) >= k)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return (low + high) / 2;
    }

    private static int CountBelow(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal, double x)
    {
        int count = 0;
        double pivot = 1;
        for (int i = 0; i < diagonal.Length; i++)
        {
            double square = i > 0 ? offDiagonal[i - 1] * offDiagonal[i - 1] : 0;
            pivot = diagonal[i] - x - (square == 0 ? 0 : square / (pivot == 0 ? double.Epsilon : pivot));
            count += pivot < 0 ? 1 : 0;
        }

        return count;
    }
}
