using System.Numerics;
using System.Runtime.Intrinsics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Managed;

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
