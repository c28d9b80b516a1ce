namespace LindbladVerify.Rates.Multiprecision;

/// <summary>Arithmetic of polynomials with real coefficients in ascending order, with two precisions.</summary>
internal static class TwinPolynomial
{
    /// <summary>sum += factor · p, and the largest terms so far.</summary>
    public static void Accumulate(Twin[] sum, Twin factor, Twin[] p, double[] sizes)
    {
        if (factor.IsZero)
        {
            return;
        }

        for (int k = 0; k < p.Length; k++)
        {
            Twin term = factor * p[k];
            sizes[k] = Math.Max(sizes[k], term.LogModulus);
            sum[k] += term;
        }
    }

    /// <summary>Whether all zeros lie in the open left half plane: Routh's array has a first column of one sign. Null where the digits do not suffice.</summary>
    /// <remarks>Gantmacher, The Theory of Matrices, volume 2, chapter 15. A 0 there means zeros on the imaginary axis, or to the right of it.</remarks>
    public static bool? IsStable(Twin[] ascending, int bits)
    {
        int degree = ascending.Length - 1;
        if (degree == 0)
        {
            return true;
        }

        Twin[] upper = [.. Enumerable.Range(0, (degree / 2) + 1).Select(k => ascending[degree - (2 * k)])];
        Twin[] lower = [.. Enumerable.Range(0, ((degree - 1) / 2) + 1).Select(k => ascending[degree - 1 - (2 * k)])];
        int sign = upper[0].Fine.Sign;
        for (int row = 1; row <= degree; row++)
        {
            if (lower[0].Fine.Sign != sign)
            {
                return false;
            }

            Twin factor = upper[0] / lower[0];
            var next = new Twin[upper.Length - 1];
            for (int k = 0; k < next.Length; k++)
            {
                next[k] = k + 1 < lower.Length ? upper[k + 1] - (factor * lower[k + 1]) : upper[k + 1];
                if (!Twin.Settle(ref next[k], upper[k + 1].LogModulus, bits))
                {
                    return null;
                }
            }

            (upper, lower) = (lower, next);
        }

        return true;
    }
}
