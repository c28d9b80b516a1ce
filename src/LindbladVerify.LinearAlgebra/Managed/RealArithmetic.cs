using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Managed;

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
