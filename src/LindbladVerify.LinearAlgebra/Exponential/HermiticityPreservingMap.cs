using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>Maps of d by d matrices that send Hermitian ones to Hermitian ones, such as Liouvillians, as real matrices of order d².</summary>
/// <remarks>
/// Stacked by rows or by columns, entry k = a + d b has the partner k' = b + d a, and the map A keeps Hermiticity if and only
/// if A(i', j') = conj A(i, j). The real and imaginary parts (v_k + v_k')/√2 and (v_k - v_k')/(i√2) of each pair are an
/// orthonormal basis in which it is real. Partners may differ by rounding, as sums taken in another order do: where no column
/// of all differences exceeds 2^-51 |A|, their mean is taken, which is a backward error of half as much.
/// </remarks>
internal static class HermiticityPreservingMap
{
    private const double Tolerance = 1.0 / (1L << 51);

    /// <summary>The real form of A [n, n], or null where n is no square, A keeps no Hermiticity, or A is real already.</summary>
    public static double[]? RealForm(int n, ReadOnlySpan<Complex> a)
    {
        int d = (int)Math.Round(Math.Sqrt(n));
        if (d < 2 || d * d != n || !KeepsHermiticity(n, d, a))
        {
            return null;
        }

        double[] real = new double[n * n];
        double root = Math.Sqrt(2);
        for (int j = 0; j < n; j++)
        {
            int jPartner = Partner(d, j);
            for (int i = 0; i < n; i++)
            {
                int iPartner = Partner(d, i);
                if (i > iPartner || j > jPartner)
                {
                    continue;
                }

                Complex mean = 0.5 * (a[i + (j * n)] + Complex.Conjugate(a[iPartner + (jPartner * n)]));
                Complex across = 0.5 * (a[i + (jPartner * n)] + Complex.Conjugate(a[iPartner + (j * n)]));
                if (i < iPartner && j < jPartner)
                {
                    real[i + (j * n)] = (mean + across).Real;
                    real[iPartner + (j * n)] = (mean + across).Imaginary;
                    real[i + (jPartner * n)] = -(mean - across).Imaginary;
                    real[iPartner + (jPartner * n)] = (mean - across).Real;
                }
                else if (j < jPartner)
                {
                    real[i + (j * n)] = root * mean.Real;
                    real[i + (jPartner * n)] = -root * mean.Imaginary;
                }
                else if (i < iPartner)
                {
                    real[i + (j * n)] = root * mean.Real;
                    real[iPartner + (j * n)] = root * mean.Imaginary;
                }
                else
                {
                    real[i + (j * n)] = mean.Real;
                }
            }
        }

        return real;
    }

    /// <summary>The complex matrix whose real form is R [n, n].</summary>
    public static Complex[] ComplexForm(int n, double[] r)
    {
        int d = (int)Math.Round(Math.Sqrt(n));
        Complex[] a = new Complex[n * n];
        double root = Math.Sqrt(0.5);
        for (int j = 0; j < n; j++)
        {
            int jPartner = Partner(d, j);
            for (int i = 0; i < n; i++)
            {
                int iPartner = Partner(d, i);
                if (i > iPartner || j > jPartner)
                {
                    continue;
                }

                double real = r[i + (j * n)];
                double down = i < iPartner ? r[iPartner + (j * n)] : 0;
                double right = j < jPartner ? r[i + (jPartner * n)] : 0;
                bool both = i < iPartner && j < jPartner;
                double diagonal = both ? r[iPartner + (jPartner * n)] : 0;
                double factor = both ? 0.5 : i == iPartner && j == jPartner ? 1 : root;
                Complex entry = factor * new Complex(real + diagonal, down - right);
                Complex across = both ? factor * new Complex(real - diagonal, down + right) : j < jPartner ? Complex.Conjugate(entry) : entry;
                a[i + (j * n)] = entry;
                a[iPartner + (jPartner * n)] = Complex.Conjugate(entry);
                a[i + (jPartner * n)] = across;
                a[iPartner + (j * n)] = Complex.Conjugate(across);
            }
        }

        return a;
    }

    private static bool KeepsHermiticity(int n, int d, ReadOnlySpan<Complex> a)
    {
        double norm = 0;
        double worst = 0;
        bool anyImaginary = false;
        for (int j = 0; j < n; j++)
        {
            int jPartner = Partner(d, j);
            if (j > jPartner)
            {
                continue;
            }

            double size = 0;
            double deviation = 0;
            for (int i = 0; i < n; i++)
            {
                Complex entry = a[i + (j * n)];
                size += Math.Abs(entry.Real) + Math.Abs(entry.Imaginary);
                Complex partner = a[Partner(d, i) + (jPartner * n)];
                deviation += Math.Abs(entry.Real - partner.Real) + Math.Abs(entry.Imaginary + partner.Imaginary);
                anyImaginary |= entry.Imaginary != 0;
            }

            // The partner of a column deviates as much. A column that deviates by more than any rounding ends the search.
            if (deviation > size)
            {
                return false;
            }

            norm = Math.Max(norm, size);
            worst = Math.Max(worst, deviation);
        }

        return anyImaginary && worst <= Tolerance * norm;
    }

    private static int Partner(int d, int k) => (k / d) + (k % d * d);
}
