using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Managed;

/// <summary>C += alpha op(A) op(B) for matrices so small that packing would cost more than the product.</summary>
internal static unsafe class SmallGemm
{
    private const long MostProducts = 20 * 20 * 20;
    private const int LongestSum = 256;

    /// <summary>Whether a product of this size is done here.</summary>
    public static bool Takes(int m, int n, int k) => k <= LongestSum && (long)m * n * k <= MostProducts;

    /// <summary>Adds a real product.</summary>
    public static void AddProduct(int m, int n, int k, double alpha, StridedOperand a, StridedOperand b, double* c, int ldc)
    {
        double* x = stackalloc double[LongestSum];
        for (int j = 0; j < n; j++)
        {
            double* column = c + ((nint)j * ldc);
            for (int p = 0; p < k; p++)
            {
                x[p] = *b.At(p, j);
            }

            if (a.RowStride == 1)
            {
                RealArithmetic.AddMatrixVector(m, k, alpha, a.Data, (int)a.ColumnStride, x, column);
                continue;
            }

            for (int i = 0; i < m; i++)
            {
                column[i] += alpha * RealArithmetic.Dot(k, a.At(i, 0), x);
            }
        }
    }

    /// <summary>Adds a complex product; the operands' strides count doubles.</summary>
    public static void AddProduct(int m, int n, int k, Complex alpha, StridedOperand a, StridedOperand b, Complex* c, int ldc)
    {
        Complex* x = stackalloc Complex[LongestSum];
        bool byColumns = a.RowStride == 2 && !a.Conjugate;
        for (int j = 0; j < n; j++)
        {
            Complex* column = c + ((nint)j * ldc);
            for (int p = 0; p < k; p++)
            {
                Complex entry = *(Complex*)b.At(p, j);
                x[p] = alpha * (b.Conjugate ? Complex.Conjugate(entry) : entry);
            }

            for (int p = 0; p < k && byColumns; p++)
            {
                ComplexArithmetic.AddScaled(m, x[p], (Complex*)a.At(0, p), column);
            }

            for (int i = 0; i < m && !byColumns; i++)
            {
                column[i] += ComplexArithmetic.Dot(k, (Complex*)a.At(i, 0), x, a.Conjugate);
            }
        }
    }
}
