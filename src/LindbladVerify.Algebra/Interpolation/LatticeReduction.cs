using System.Numerics;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Short vectors of lattices.</summary>
internal static class LatticeReduction
{
    /// <summary>Turns a basis into a reduced one of the same lattice, in place: its first vectors are the shortest but for a factor that is near 1 in few dimensions.</summary>
    /// <param name="basis">Linearly independent vectors, one a row.</param>
    /// <remarks>
    /// Lenstra, Lenstra and Lovász 1982, doi:10.1007/BF01457454, with whole numbers alone: with d_k the Gram determinants of the first k vectors,
    /// lambda_kj = d_j mu_kj is whole (de Weger 1987, doi:10.1016/0022-314X(87)90088-6). Cost: O(n^4 log B) products of numbers of O(n log B) bits.
    /// </remarks>
    public static void Reduce(BigInteger[][] basis)
    {
        int n = basis.Length;
        var lambda = new BigInteger[n, n];
        var d = new BigInteger[n + 1];
        d[0] = BigInteger.One;
        for (int k = 0, known = 0; k < n;)
        {
            if (k >= known)
            {
                Orthogonalize(basis, lambda, d, k);
                known = k + 1;
            }

            if (k > 0)
            {
                Shorten(basis, lambda, d, k, k - 1);
                if (4 * ((d[k + 1] * d[k - 1]) + (lambda[k, k - 1] * lambda[k, k - 1])) < 3 * d[k] * d[k])
                {
                    Exchange(basis, lambda, d, k, known);
                    k = Math.Max(1, k - 1);
                    continue;
                }

                for (int l = k - 2; l >= 0; l--)
                {
                    Shorten(basis, lambda, d, k, l);
                }
            }

            k++;
        }
    }

    private static void Orthogonalize(BigInteger[][] basis, BigInteger[,] lambda, BigInteger[] d, int k)
    {
        for (int j = 0; j <= k; j++)
        {
            BigInteger u = BigInteger.Zero;
            for (int i = 0; i < basis[k].Length; i++)
            {
                u += basis[k][i] * basis[j][i];
            }

            for (int i = 0; i < j; i++)
            {
                u = ((d[i + 1] * u) - (lambda[k, i] * lambda[j, i])) / d[i];
            }

            if (j < k)
            {
                lambda[k, j] = u;
            }
            else
            {
                d[k + 1] = u.IsZero ? throw new ArgumentException("The vectors are linearly dependent.", nameof(basis)) : u;
            }
        }
    }

    /// <summary>Takes the nearest multiple of vector l from vector k.</summary>
    private static void Shorten(BigInteger[][] basis, BigInteger[,] lambda, BigInteger[] d, int k, int l)
    {
        if (2 * BigInteger.Abs(lambda[k, l]) <= d[l + 1])
        {
            return;
        }

        // The whole number nearest to lambda/d.
        BigInteger twice = (2 * lambda[k, l]) + d[l + 1];
        BigInteger q = (twice.Sign < 0 ? twice - (2 * d[l + 1]) + 1 : twice) / (2 * d[l + 1]);
        for (int i = 0; i < basis[k].Length; i++)
        {
            basis[k][i] -= q * basis[l][i];
        }

        lambda[k, l] -= q * d[l + 1];
        for (int i = 0; i < l; i++)
        {
            lambda[k, i] -= q * lambda[l, i];
        }
    }

    private static void Exchange(BigInteger[][] basis, BigInteger[,] lambda, BigInteger[] d, int k, int known)
    {
        (basis[k], basis[k - 1]) = (basis[k - 1], basis[k]);
        for (int j = 0; j < k - 1; j++)
        {
            (lambda[k, j], lambda[k - 1, j]) = (lambda[k - 1, j], lambda[k, j]);
        }

        BigInteger middle = lambda[k, k - 1];
        BigInteger below = ((d[k - 1] * d[k + 1]) + (middle * middle)) / d[k];
        for (int i = k + 1; i < known; i++)
        {
            BigInteger old = lambda[i, k];
            lambda[i, k] = ((d[k + 1] * lambda[i, k - 1]) - (middle * old)) / d[k];
            lambda[i, k - 1] = ((below * old) + (middle * lambda[i, k])) / d[k + 1];
        }

        d[k] = below;
    }
}
