namespace LindbladVerify.Rates.Relaxation;

/// <summary>Gram and Schmidt's orthonormalisation of a few vectors of any size.</summary>
internal static class OrthonormalBasis
{
    /// <summary>Orthonormalises m columns of length n in place, twice over; false where they are zero or not finite.</summary>
    public static bool Make(int n, int m, double[] vectors)
    {
        for (int k = 0; k < m; k++)
        {
            Span<double> v = vectors.AsSpan(k * n, n);
            Scale(v);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < k; j++)
                {
                    ReadOnlySpan<double> w = vectors.AsSpan(j * n, n);
                    double overlap = 0;
                    for (int i = 0; i < n; i++)
                    {
                        overlap += v[i] * w[i];
                    }

                    for (int i = 0; i < n; i++)
                    {
                        v[i] -= overlap * w[i];
                    }
                }
            }

            if (!Scale(v))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Scale(Span<double> v)
    {
        double largest = 0;
        foreach (double x in v)
        {
            largest = Math.Max(largest, Math.Abs(x));
        }

        if (!double.IsFinite(largest) || largest == 0)
        {
            return false;
        }

        // By a power of two, which rounds nothing: squares of elements of any size are in range.
        int exponent = -Math.ILogB(largest);
        double sum = 0;
        for (int i = 0; i < v.Length; i++)
        {
            v[i] = Math.ScaleB(v[i], exponent);
            sum += v[i] * v[i];
        }

        double norm = Math.Sqrt(sum);
        for (int i = 0; i < v.Length; i++)
        {
            v[i] /= norm;
        }

        return double.IsFinite(norm);
    }
}
