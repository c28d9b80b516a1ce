using System.Numerics;
using System.Runtime.Intrinsics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Managed;

/// <summary>What the managed factorisation needs to know about its number type, so that it is written once for both.</summary>
internal unsafe interface IDenseArithmetic<T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>Size by which a pivot is chosen: |x|, for complex numbers |re| + |im| as LAPACK does.</summary>
    static abstract double PivotSize(T value);

    /// <summary>y += alpha x.</summary>
    static abstract void AddScaled(int n, T alpha, T* x, T* y);

    /// <summary>C -= A B with A [m, k], B [k, n], all with the same leading dimension.</summary>
    static abstract void SubtractProduct(int m, int n, int k, T* a, int lda, T* b, int ldb, T* c, int ldc);
}

/// <summary>Vector operations on complex numbers stored as pairs of doubles.</summary>
internal readonly unsafe struct ComplexArithmetic : IDenseArithmetic<Complex>
{
    public static double PivotSize(Complex value) => Math.Abs(value.Real) + Math.Abs(value.Imaginary);

    public static void AddScaled(int n, Complex alpha, Complex* x, Complex* y)
    {
        double* from = (double*)x;
        double* to = (double*)y;
        Vector256<double> real = Vector256.Create(alpha.Real);
        Vector256<double> imaginary = Vector256.Create(-alpha.Imaginary, alpha.Imaginary, -alpha.Imaginary, alpha.Imaginary);
        int i = 0;
        for (; i <= (2 * n) - 4; i += 4)
        {
            Vector256<double> entry = Vector256.Load(from + i);
            Vector256<double> swapped = Vector256.Shuffle(entry, Vector256.Create(1L, 0L, 3L, 2L));
            Vector256<double> sum = Vector256.FusedMultiplyAdd(real, entry, Vector256.Load(to + i));
            Vector256.FusedMultiplyAdd(imaginary, swapped, sum).Store(to + i);
        }

        if (i < 2 * n)
        {
            double re = Math.FusedMultiplyAdd(alpha.Real, from[i], to[i]);
            double im = Math.FusedMultiplyAdd(alpha.Real, from[i + 1], to[i + 1]);
            to[i] = Math.FusedMultiplyAdd(-alpha.Imaginary, from[i + 1], re);
            to[i + 1] = Math.FusedMultiplyAdd(alpha.Imaginary, from[i], im);
        }
    }

    public static void SubtractProduct(int m, int n, int k, Complex* a, int lda, Complex* b, int ldb, Complex* c, int ldc)
    {
        if (m > 0 && n > 0 && k > 0)
        {
            ComplexGemm.AddProduct(m, n, k, -Complex.One, StridedOperand.Of((double*)a, lda, 2, Transposition.None), StridedOperand.Of((double*)b, ldb, 2, Transposition.None), (double*)c, ldc);
        }
    }

    /// <summary>Sum of x_i y_i, with x conjugated if asked.</summary>
    public static Complex Dot(int n, Complex* x, Complex* y, bool conjugate)
    {
        // straight: (sum re re, sum im im) alternating; crossed: (sum re im, sum im re) alternating.
        double* left = (double*)x;
        double* right = (double*)y;
        Vector256<double> straight = default;
        Vector256<double> crossed = default;
        int i = 0;
        for (; i <= (2 * n) - 4; i += 4)
        {
            Vector256<double> l = Vector256.Load(left + i);
            Vector256<double> r = Vector256.Load(right + i);
            straight = Vector256.FusedMultiplyAdd(l, r, straight);
            crossed = Vector256.FusedMultiplyAdd(l, Vector256.Shuffle(r, Vector256.Create(1L, 0L, 3L, 2L)), crossed);
        }

        double reRe = straight[0] + straight[2];
        double imIm = straight[1] + straight[3];
        double reIm = crossed[0] + crossed[2];
        double imRe = crossed[1] + crossed[3];
        if (i < 2 * n)
        {
            reRe = Math.FusedMultiplyAdd(left[i], right[i], reRe);
            imIm = Math.FusedMultiplyAdd(left[i + 1], right[i + 1], imIm);
            reIm = Math.FusedMultiplyAdd(left[i], right[i + 1], reIm);
            imRe = Math.FusedMultiplyAdd(left[i + 1], right[i], imRe);
        }

        return conjugate ? new Complex(reRe + imIm, reIm - imRe) : new Complex(reRe - imIm, reIm + imRe);
    }
}

/// <summary>Vector operations on real numbers.</summary>
internal readonly unsafe struct RealArithmetic : IDenseArithmetic<double>
{
    public static double PivotSize(double value) => Math.Abs(value);

    public static void AddScaled(int n, double alpha, double* x, double* y)
    {
        Vector<double> scale = new(alpha);
        int i = 0;
        for (; i <= n - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector.FusedMultiplyAdd(scale, Vector.Load(x + i), Vector.Load(y + i)).Store(y + i);
        }

        for (; i < n; i++)
        {
            y[i] = Math.FusedMultiplyAdd(alpha, x[i], y[i]);
        }
    }

    public static void SubtractProduct(int m, int n, int k, double* a, int lda, double* b, int ldb, double* c, int ldc)
    {
        if (m > 0 && n > 0 && k > 0)
        {
            RealGemm.AddProduct(m, n, k, -1, StridedOperand.Of(a, lda, 1, Transposition.None), StridedOperand.Of(b, ldb, 1, Transposition.None), c, ldc);
        }
    }

    /// <summary>y += alpha A x, four columns at a time so that y is read and written a quarter as often.</summary>
    public static void AddMatrixVector(int m, int n, double alpha, double* a, int lda, double* x, double* y)
    {
        int j = 0;
        for (; j <= n - 4; j += 4)
        {
            AddFourColumns(m, a + ((nint)j * lda), lda, alpha * x[j], alpha * x[j + 1], alpha * x[j + 2], alpha * x[j + 3], y);
        }

        for (; j < n; j++)
        {
            AddScaled(m, alpha * x[j], a + ((nint)j * lda), y);
        }
    }

    /// <summary>Sum of products of entries.</summary>
    public static double Dot(int n, double* x, double* y)
    {
        int w = Vector<double>.Count;
        Vector<double> even = default;
        Vector<double> odd = default;
        int i = 0;
        for (; i <= n - (2 * w); i += 2 * w)
        {
            even = Vector.FusedMultiplyAdd(Vector.Load(x + i), Vector.Load(y + i), even);
            odd = Vector.FusedMultiplyAdd(Vector.Load(x + i + w), Vector.Load(y + i + w), odd);
        }

        double sum = Vector.Sum(even + odd);
        for (; i < n; i++)
        {
            sum = Math.FusedMultiplyAdd(x[i], y[i], sum);
        }

        return sum;
    }

    private static void AddFourColumns(int m, double* a, int lda, double x0, double x1, double x2, double x3, double* y)
    {
        double* a1 = a + lda;
        double* a2 = a1 + lda;
        double* a3 = a2 + lda;
        Vector<double> v0 = new(x0);
        Vector<double> v1 = new(x1);
        Vector<double> v2 = new(x2);
        Vector<double> v3 = new(x3);
        int i = 0;
        for (; i <= m - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> sum = Vector.FusedMultiplyAdd(v0, Vector.Load(a + i), Vector.Load(y + i));
            sum = Vector.FusedMultiplyAdd(v1, Vector.Load(a1 + i), sum);
            sum = Vector.FusedMultiplyAdd(v2, Vector.Load(a2 + i), sum);
            Vector.FusedMultiplyAdd(v3, Vector.Load(a3 + i), sum).Store(y + i);
        }

        for (; i < m; i++)
        {
            double sum = Math.FusedMultiplyAdd(x0, a[i], y[i]);
            sum = Math.FusedMultiplyAdd(x1, a1[i], sum);
            sum = Math.FusedMultiplyAdd(x2, a2[i], sum);
            y[i] = Math.FusedMultiplyAdd(x3, a3[i], sum);
        }
    }
}
