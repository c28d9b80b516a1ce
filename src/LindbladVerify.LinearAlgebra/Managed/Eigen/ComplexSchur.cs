using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Managed.Eigen;

/// <summary>A = Q T Q^H with T upper triangular.</summary>
/// <remarks>
/// Householder reduction to Hessenberg form, then implicit single-shift QR with Wilkinson's shift (Golub and Van Loan, Matrix
/// Computations, 4th ed., section 7.5); every tenth step without progress takes an exceptional shift.
/// </remarks>
internal sealed unsafe class ComplexSchur
{
    private const double Epsilon = 2.220446049250313e-16;
    private const int StepsPerValue = 30;

    // A cluster of equal eigenvalues far below the norm: rounding, of the size of the norm, can keep an entry above its
    // neighbours for ever. After these many steps it is negligible beside n times the largest entry, a backward error no worse.
    private const int StepsBeforeNorm = 20;

    private readonly int n;
    private readonly Complex* t;
    private readonly Complex* q;

    private ComplexSchur(int n, Complex* t, Complex* q)
    {
        this.n = n;
        this.t = t;
        this.q = q;
    }

    /// <summary>Overwrites T (which holds A) by the Schur form and Q (which holds the identity) by the Schur vectors.</summary>
    /// <exception cref="EigenvalueIterationException">No convergence.</exception>
    public static void Reduce(int n, Complex[] t, Complex[] q)
    {
        fixed (Complex* pt = t, pq = q)
        {
            ComplexSchur schur = new(n, pt, pq);
            schur.ToHessenberg();
            schur.Iterate();
        }
    }

    private ref Complex T(int i, int j) => ref t[i + ((nint)j * n)];

    private void ToHessenberg()
    {
        Complex[] v = new Complex[n];
        Complex[] w = new Complex[n];
        fixed (Complex* pv = v, pw = w)
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

    // v and real beta such that (1 - beta v v^H) x is a multiple of the first unit vector.
    private static double Householder(int length, Complex* x, Complex* v)
    {
        double norm = 0;
        double below = 0;
        for (int i = 0; i < length; i++)
        {
            double modulus = Complex.Abs(x[i]);
            norm = double.Hypot(norm, modulus);
            below = i > 0 ? Math.Max(below, modulus) : 0;
        }

        if (below == 0)
        {
            return 0;
        }

        for (int i = 0; i < length; i++)
        {
            v[i] = x[i] / norm;
        }

        v[0] += Phase(v[0], Complex.Abs(v[0]));
        return 1 / Complex.Abs(v[0]);
    }

    private static Complex Phase(Complex z, double modulus) => modulus == 0 ? Complex.One : z / modulus;

    private void ApplyFromLeft(int first, int fromColumn, double beta, Complex* v)
    {
        int length = n - first;
        for (int j = fromColumn; j < n; j++)
        {
            Complex* column = &t[first + ((nint)j * n)];
            ComplexArithmetic.AddScaled(length, -beta * ComplexArithmetic.Dot(length, v, column, conjugate: true), v, column);
        }
    }

    private void ApplyFromRight(Complex* matrix, int first, double beta, Complex* v, Complex* work)
    {
        int length = n - first;
        Complex* columns = matrix + ((nint)first * n);
        new Span<Complex>(work, n).Clear();
        for (int j = 0; j < length; j++)
        {
            ComplexArithmetic.AddScaled(n, v[j], columns + ((nint)j * n), work);
        }

        for (int j = 0; j < length; j++)
        {
            ComplexArithmetic.AddScaled(n, -beta * Complex.Conjugate(v[j]), work, columns + ((nint)j * n));
        }
    }

    private void Iterate()
    {
        double norm = 0;
        for (nint i = 0; i < (nint)n * n; i++)
        {
            norm = Math.Max(norm, Size(t[i]));
        }

        int steps = 0;
        for (int last = n - 1; last > 0;)
        {
            int first = StartOfBlock(last, norm, steps > StepsBeforeNorm);
            if (first == last)
            {
                last--;
                steps = 0;
                continue;
            }

            steps++;
            if (steps > StepsPerValue * Math.Max(10, n))
            {
                throw new EigenvalueIterationException(nameof(ComplexSchur), n);
            }

            Step(first, last, steps % 10 == 0 ? T(last, last) + (0.75 * Size(T(last, last - 1))) : WilkinsonShift(last));
        }
    }

    private int StartOfBlock(int last, double norm, bool late)
    {
        for (int l = last; l > 0; l--)
        {
            double neighbours = Size(T(l - 1, l - 1)) + Size(T(l, l));
            if (Size(T(l, l - 1)) <= Epsilon * (late ? n * norm : neighbours == 0 ? norm : neighbours))
            {
                T(l, l - 1) = 0;
                return l;
            }
        }

        return 0;
    }

    // The eigenvalue of the trailing 2 by 2 block that lies closer to its last entry.
    private Complex WilkinsonShift(int last)
    {
        Complex half = (T(last - 1, last - 1) - T(last, last)) / 2;
        Complex product = T(last - 1, last) * T(last, last - 1);
        Complex root = Complex.Sqrt((half * half) + product);
        Complex sum = half + root;
        Complex difference = half - root;
        Complex larger = Complex.Abs(sum) >= Complex.Abs(difference) ? sum : difference;
        return larger == Complex.Zero ? T(last, last) : T(last, last) - (product / larger);
    }

    private void Step(int first, int last, Complex shift)
    {
        Complex x = T(first, first) - shift;
        Complex y = T(first + 1, first);
        for (int k = first; k < last; k++)
        {
            if (k > first)
            {
                x = T(k, k - 1);
                y = T(k + 1, k - 1);
            }

            double modulus = Modulus(x);
            double length = Modulus(new Complex(modulus, Modulus(y)));
            if (length == 0)
            {
                continue;
            }

            double c = modulus / length;
            Complex s = Phase(x, modulus) * Complex.Conjugate(y) / length;
            RotateRows(k, c, s, Math.Max(first, k - 1));
            RotateColumns(t, k, c, s, Math.Min(k + 2, last) + 1);
            RotateColumns(q, k, c, s, n);
            if (k > first)
            {
                T(k + 1, k - 1) = 0;
            }
        }
    }

    // Row k becomes c upper + s lower, row k + 1 c lower - conj(s) upper.
    private void RotateRows(int k, double c, Complex s, int fromColumn)
    {
        var rotation = new Rotation(c, Complex.Conjugate(s));
        double* upper = (double*)&t[k + ((nint)fromColumn * n)];
        for (int j = fromColumn; j < n; j++, upper += 2 * (nint)n)
        {
            rotation.Apply(upper, upper + 2);
        }
    }

    // The left column becomes c left + conj(s) right, the right one c right - s left.
    private void RotateColumns(Complex* matrix, int k, double c, Complex s, int rows)
    {
        var rotation = new Rotation(c, s);
        double* left = (double*)(matrix + ((nint)k * n));
        double* right = left + (2 * (nint)n);
        for (int i = 0; i < rows; i++)
        {
            rotation.Apply(left + (2 * i), right + (2 * i));
        }
    }

    /// <summary>(a, b) becomes (c a + conj(s) b, c b - s a); a complex number fills a register.</summary>
    private readonly struct Rotation(double c, Complex s)
    {
        private readonly Vector128<double> own = Vector128.Create(c);
        private readonly Vector128<double> real = Vector128.Create(s.Real);
        private readonly Vector128<double> turned = Vector128.Create(s.Imaginary, -s.Imaginary);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(double* first, double* second)
        {
            Vector128<double> a = Vector128.Load(first), b = Vector128.Load(second);
            ((own * a) + ((real * b) + (turned * Exchanged(b)))).Store(first);
            ((own * b) - ((real * a) - (turned * Exchanged(a)))).Store(second);
        }

        private static Vector128<double> Exchanged(Vector128<double> z) => Vector128.Shuffle(z, Vector128.Create(1L, 0));
    }

    /// <summary>|z|; without the care that only very large and very small numbers need.</summary>
    private static double Modulus(Complex z)
    {
        const double Smallest = 1e-280, Largest = 1e280;
        double square = (z.Real * z.Real) + (z.Imaginary * z.Imaginary);
        return square is > Smallest and < Largest ? Math.Sqrt(square) : Complex.Abs(z);
    }

    private static double Size(Complex z) => Math.Abs(z.Real) + Math.Abs(z.Imaginary);
}
