using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>C = beta C, where beta = 0 overwrites without reading.</summary>
internal static class OutputScaling
{
    /// <summary>Scales an [m, n] matrix with leading dimension ldc.</summary>
    public static void Apply<T>(int m, int n, T beta, Span<T> c, int ldc)
        where T : struct, INumberBase<T>
    {
        if (beta == T.One || m == 0)
        {
            return;
        }

        for (int j = 0; j < n; j++)
        {
            Span<T> column = c.Slice(j * ldc, m);
            if (T.IsZero(beta))
            {
                column.Clear();
                continue;
            }

            for (int i = 0; i < m; i++)
            {
                column[i] *= beta;
            }
        }
    }
}
