using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>Arithmetic of polynomials with real coefficients in ascending order, with bounds on their errors.</summary>
internal static class TrackedPolynomial
{
    /// <summary>sum += factor · p, and the largest terms so far.</summary>
    public static void Accumulate(Tracked[] sum, Tracked factor, Tracked[] p, double[] sizes)
    {
        if (factor.IsExactZero)
        {
            return;
        }

        for (int k = 0; k < p.Length; k++)
        {
            Tracked term = factor * p[k];
            sizes[k] = Math.Max(sizes[k], term.LogModulus);
            sum[k] += term;
        }
    }

    /// <summary>Sets to 0 what cannot be told from 0 although it is known far below the terms of its sum.</summary>
    public static void Clean(Tracked[] p, double[] sizes)
    {
        for (int k = 0; k < p.Length; k++)
        {
            if (p[k].MayBeZero && p[k].LogError <= sizes[k] - KrylovReduction.ZeroBits)
            {
                p[k] = Tracked.Zero;
            }
        }
    }

    /// <summary>Whether all zeros lie in the open left half plane: Routh's array has a first column of one sign.</summary>
    /// <returns>Null where the digits do not suffice.</returns>
    /// <remarks>Gantmacher, The Theory of Matrices, volume 2, chapter 15. A number that cannot be told from 0 counts as 0: there are zeros on the imaginary axis.</remarks>
    public static bool? IsStable(Tracked[] ascending)
    {
        int degree = ascending.Length - 1;
        if (degree == 0)
        {
            return true;
        }

        Tracked[] upper = [.. Enumerable.Range(0, (degree / 2) + 1).Select(k => ascending[degree - (2 * k)])];
        Tracked[] lower = [.. Enumerable.Range(0, ((degree - 1) / 2) + 1).Select(k => ascending[degree - 1 - (2 * k)])];
        int sign = upper[0].Value.Sign;
        for (int row = 1; row <= degree; row++)
        {
            Tracked pivot = lower[0];
            if (pivot.MayBeZero)
            {
                return pivot.IsExactZero ? false : null;
            }

            if (pivot.Value.Sign != sign)
            {
                return false;
            }

            Tracked factor = upper[0] / pivot;
            Tracked[] next = new Tracked[upper.Length - 1];
            double[] sizes = new double[next.Length];
            for (int k = 0; k < next.Length; k++)
            {
                next[k] = k + 1 < lower.Length ? upper[k + 1].Minus(factor, lower[k + 1]) : upper[k + 1];
                sizes[k] = upper[k + 1].LogModulus;
            }

            Clean(next, sizes);
            (upper, lower) = (lower, next);
        }

        return true;
    }
}
