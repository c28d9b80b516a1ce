using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Managed.Eigen;

/// <summary>Eigenvalues and eigenvectors of a quasi-triangular matrix by back substitution.</summary>
internal static class RealSchurVectors
{
    private const double Epsilon = 2.220446049250313e-16;
    private const double Large = 1e100;

    /// <summary>The eigenvalues; of a pair the one with positive imaginary part comes first.</summary>
    public static Complex[] Values(int n, double[] t)
    {
        Complex[] values = new Complex[n];
        for (int k = 0; k < n; k++)
        {
            if (!StartsPair(n, t, k))
            {
                values[k] = t[k + (k * n)];
                continue;
            }

            double a = t[k + (k * n)];
            double d = t[k + 1 + ((k + 1) * n)];
            double half = (a - d) / 2;
            double discriminant = (half * half) + (t[k + ((k + 1) * n)] * t[k + 1 + (k * n)]);
            values[k] = new Complex(d + half, Math.Sqrt(Math.Max(0, -discriminant)));
            values[k + 1] = Complex.Conjugate(values[k]);
            k++;
        }

        return values;
    }

    /// <summary>Eigenvectors of T, packed as LAPACK does: of a pair the real and the imaginary part, in two columns.</summary>
    public static double[] Vectors(int n, double[] t, Complex[] values)
    {
        double[] packed = new double[n * n];
        Complex[] x = new Complex[n];
        double smallest = Math.Max(double.Epsilon, Epsilon * t.Max(Math.Abs));
        for (int k = 0; k < n; k++)
        {
            bool pair = values[k].Imaginary != 0;
            int top = Start(n, t, k, values[k], x);
            BackSubstitute(n, t, values[k], top, pair ? k + 1 : k, smallest, x);
            for (int i = 0; i <= k + (pair ? 1 : 0); i++)
            {
                packed[i + (k * n)] = x[i].Real;
                if (pair)
                {
                    packed[i + ((k + 1) * n)] = x[i].Imaginary;
                }
            }

            k += pair ? 1 : 0;
        }

        return packed;
    }

    private static bool StartsPair(int n, double[] t, int k) => k + 1 < n && t[k + 1 + (k * n)] != 0;

    // The part of the vector inside its own block; returns the row above it.
    private static int Start(int n, double[] t, int k, Complex value, Complex[] x)
    {
        if (value.Imaginary == 0)
        {
            x[k] = 1;
            return k - 1;
        }

        double b = t[k + ((k + 1) * n)];
        double c = t[k + 1 + (k * n)];
        bool upper = Math.Abs(b) >= Math.Abs(c);
        x[k] = upper ? 1 : (value - t[k + 1 + ((k + 1) * n)]) / c;
        x[k + 1] = upper ? (value - t[k + (k * n)]) / b : 1;
        return k - 1;
    }

    private static void BackSubstitute(int n, double[] t, Complex value, int top, int last, double smallest, Complex[] x)
    {
        for (int i = top; i >= 0; i--)
        {
            bool block = i > 0 && t[i + ((i - 1) * n)] != 0;
            if (block)
            {
                SolvePair(n, t, i - 1, value, Row(n, t, i - 1, i + 1, last, x), Row(n, t, i, i + 1, last, x), smallest, x);
                i--;
            }
            else
            {
                x[i] = -Row(n, t, i, i + 1, last, x) / AwayFromZero(t[i + (i * n)] - value, smallest);
            }

            double size = Math.Max(Complex.Abs(x[i]), block ? Complex.Abs(x[i + 1]) : 0);
            for (int j = i; j <= last && size > Large; j++)
            {
                x[j] /= size;
            }
        }
    }

    private static Complex Row(int n, double[] t, int i, int from, int last, Complex[] x)
    {
        Complex sum = 0;
        for (int j = from; j <= last; j++)
        {
            sum += t[i + (j * n)] * x[j];
        }

        return sum;
    }

    // [[a - value, b], [c, d - value]] (x0, x1) = -(r0, r1), by elimination with a row exchange where it helps.
    private static void SolvePair(int n, double[] t, int p, Complex value, Complex r0, Complex r1, double smallest, Complex[] x)
    {
        Complex a = t[p + (p * n)] - value;
        Complex b = t[p + ((p + 1) * n)];
        Complex c = t[p + 1 + (p * n)];
        Complex d = t[p + 1 + ((p + 1) * n)] - value;
        if (Complex.Abs(c) > Complex.Abs(a))
        {
            (a, b, r0, c, d, r1) = (c, d, r1, a, b, r0);
        }

        a = AwayFromZero(a, smallest);
        Complex factor = c / a;
        x[p + 1] = -(r1 - (factor * r0)) / AwayFromZero(d - (factor * b), smallest);
        x[p] = (-r0 - (b * x[p + 1])) / a;
    }

    private static Complex AwayFromZero(Complex pivot, double smallest) => Complex.Abs(pivot) < smallest ? smallest : pivot;
}
