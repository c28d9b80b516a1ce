using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Managed.Eigen;

/// <summary>A = Q T Q^T with T quasi-triangular: 1 by 1 blocks for real eigenvalues, 2 by 2 blocks for complex pairs.</summary>
/// <remarks>
/// Householder reduction to Hessenberg form and implicit double-shift QR: Golub and Van Loan, Matrix Computations, 4th ed.,
/// algorithms 7.4.2 and 7.5.1; every tenth step without progress takes LAPACK's exceptional shift.
/// </remarks>
internal sealed unsafe class RealSchur
{
    private const double Epsilon = 2.220446049250313e-16;
    private const int StepsPerValue = 30;

    // A cluster of equal eigenvalues far below the norm: rounding, of the size of the norm, can keep an entry above its
    // neighbours for ever. After these many steps it is negligible beside n times the largest entry, a backward error no worse.
    private const int StepsBeforeNorm = 20;

    private readonly int n;
    private readonly double* t;
    private readonly double* q;

    private RealSchur(int n, double* t, double* q)
    {
        this.n = n;
        this.t = t;
        this.q = q;
    }

    /// <summary>Overwrites T (which holds A) by the Schur form and Q (which holds the identity) by the Schur vectors.</summary>
    /// <exception cref="EigenvalueIterationException">No convergence.</exception>
    public static void Reduce(int n, double[] t, double[] q)
    {
        fixed (double* pt = t, pq = q)
        {
            RealSchur schur = new(n, pt, pq);
            schur.ToHessenberg();
            schur.Iterate();
        }
    }

    private ref double T(int i, int j) => ref t[i + ((nint)j * n)];

    private void ToHessenberg()
    {
        double[] v = new double[n];
        double[] w = new double[n];
        fixed (double* pv = v, pw = w)
        {
            for (int k = 0; k < n - 2; k++)
            {
                double beta = Householder(n - k - 1, &t[k + 1 + ((nint)k * n)], pv);
                if (beta != 0)
                {
                    ApplyFromLeft(k + 1, k, beta, pv);
                    ApplyFromRight(t, k + 1, beta, pv, pw);
                    ApplyFromRight(q, k + 1, beta, pv, pw);
                }

                for (int i = k + 2; i < n; i++)
                {
                    T(i, k) = 0;
                }
            }
        }
    }

    // v and beta such that (1 - beta v v^T) x is a multiple of the first unit vector.
    private static double Householder(int length, double* x, double* v)
    {
        double norm = 0;
        for (int i = 0; i < length; i++)
        {
            norm = double.Hypot(norm, x[i]);
            v[i] = x[i];
        }

        double below = 0;
        for (int i = 1; i < length; i++)
        {
            below = Math.Max(below, Math.Abs(x[i]));
        }

        if (below == 0)
        {
            return 0;
        }

        for (int i = 0; i < length; i++)
        {
            v[i] /= norm;
        }

        v[0] += v[0] < 0 ? -1 : 1;
        return 1 / Math.Abs(v[0]);
    }

    private void ApplyFromLeft(int first, int fromColumn, double beta, double* v)
    {
        int length = n - first;
        for (int j = fromColumn; j < n; j++)
        {
            double* column = &t[first + ((nint)j * n)];
            RealArithmetic.AddScaled(length, -beta * RealArithmetic.Dot(length, v, column), v, column);
        }
    }

    private void ApplyFromRight(double* matrix, int first, double beta, double* v, double* work)
    {
        int length = n - first;
        double* columns = matrix + ((nint)first * n);
        new Span<double>(work, n).Clear();
        RealArithmetic.AddMatrixVector(n, length, 1, columns, n, v, work);
        for (int j = 0; j < length; j++)
        {
            RealArithmetic.AddScaled(n, -beta * v[j], work, columns + ((nint)j * n));
        }
    }

    private void Iterate()
    {
        double norm = 0;
        for (nint i = 0; i < (nint)n * n; i++)
        {
            norm = Math.Max(norm, Math.Abs(t[i]));
        }

        int last = n - 1;
        int steps = 0;
        while (last > 0)
        {
            int first = StartOfBlock(last, norm, steps > StepsBeforeNorm);
            if (last - first <= 1)
            {
                if (first == last - 1)
                {
                    SplitIfReal(first);
                }

                last = first - 1;
                steps = 0;
                continue;
            }

            steps++;
            if (steps > StepsPerValue * Math.Max(10, n))
            {
                throw new EigenvalueIterationException(nameof(RealSchur), n);
            }

            FrancisStep(first, last, steps % 10 == 0);
        }
    }

    // The active block starts below the last negligible subdiagonal entry, which is set to zero.
    private int StartOfBlock(int last, double norm, bool late)
    {
        for (int l = last; l > 0; l--)
        {
            double neighbours = Math.Abs(T(l - 1, l - 1)) + Math.Abs(T(l, l));
            if (Math.Abs(T(l, l - 1)) <= Epsilon * (late ? n * norm : neighbours == 0 ? norm : neighbours))
            {
                T(l, l - 1) = 0;
                return l;
            }
        }

        return 0;
    }

    private void FrancisStep(int first, int last, bool exceptional)
    {
        // The first column of (A - s)(A - s') by differences from its first entry (EISPACK's hqr): near a multiple of the identity the shifts' sum and product cancel.
        double corner = T(first, first);
        double one = T(last, last) - corner;
        double other = T(last - 1, last - 1) - corner;
        double product = T(last - 1, last) * T(last, last - 1);
        if (exceptional)
        {
            double size = Math.Abs(T(last, last - 1)) + Math.Abs(T(last - 1, last - 2));
            one = other = T(last, last) + (0.75 * size) - corner;
            product = -0.4375 * size * size;
        }

        double* x = stackalloc double[3];
        double* v = stackalloc double[3];
        x[0] = (one * other) - product + (T(first, first + 1) * T(first + 1, first));
        x[1] = T(first + 1, first) * (T(first + 1, first + 1) - corner - one - other);
        x[2] = T(first + 1, first) * T(first + 2, first + 1);
        for (int k = first; k < last; k++)
        {
            int length = Math.Min(3, last - k + 1);
            if (k > first)
            {
                for (int i = 0; i < length; i++)
                {
                    x[i] = T(k + i, k - 1);
                }
            }

            double beta = Householder(length, x, v);
            if (beta != 0)
            {
                ApplyReflection(k, length, beta, v, Math.Max(first, k - 1), Math.Min(k + 3, last));
            }

            for (int i = 1; i < length && k > first; i++)
            {
                T(k + i, k - 1) = 0;
            }
        }
    }

    // Rows k..k+length-1 of the columns from fromColumn on, columns of the rows up to toRow, and the columns of Q.
    private void ApplyReflection(int k, int length, double beta, double* v, int fromColumn, int toRow)
    {
        for (int j = fromColumn; j < n; j++)
        {
            double* column = &t[k + ((nint)j * n)];
            double sum = 0;
            for (int i = 0; i < length; i++)
            {
                sum += v[i] * column[i];
            }

            for (int i = 0; i < length; i++)
            {
                column[i] -= beta * sum * v[i];
            }
        }

        ReflectColumns(t, k, length, beta, v, toRow + 1);
        ReflectColumns(q, k, length, beta, v, n);
    }

    private void ReflectColumns(double* matrix, int k, int length, double beta, double* v, int rows)
    {
        double* columns = matrix + ((nint)k * n);
        for (int i = 0; i < rows; i++)
        {
            double sum = 0;
            for (int j = 0; j < length; j++)
            {
                sum += columns[i + ((nint)j * n)] * v[j];
            }

            for (int j = 0; j < length; j++)
            {
                columns[i + ((nint)j * n)] -= beta * sum * v[j];
            }
        }
    }

    // A 2 by 2 block with real eigenvalues is rotated to triangular form.
    private void SplitIfReal(int p)
    {
        double half = (T(p, p) - T(p + 1, p + 1)) / 2;
        double discriminant = (half * half) + (T(p, p + 1) * T(p + 1, p));
        if (discriminant < 0 || T(p + 1, p) == 0)
        {
            return;
        }

        double x = half + Math.CopySign(Math.Sqrt(discriminant), half);
        double y = T(p + 1, p);
        double length = double.Hypot(x, y);
        double c = x / length;
        double s = y / length;
        for (int j = p; j < n; j++)
        {
            (T(p, j), T(p + 1, j)) = ((c * T(p, j)) + (s * T(p + 1, j)), (c * T(p + 1, j)) - (s * T(p, j)));
        }

        Rotate(t, p, c, s, p + 2);
        Rotate(q, p, c, s, n);
        T(p + 1, p) = 0;
    }

    private void Rotate(double* matrix, int p, double c, double s, int rows)
    {
        double* left = matrix + ((nint)p * n);
        double* right = left + n;
        for (int i = 0; i < rows; i++)
        {
            (left[i], right[i]) = ((c * left[i]) + (s * right[i]), (c * right[i]) - (s * left[i]));
        }
    }
}
