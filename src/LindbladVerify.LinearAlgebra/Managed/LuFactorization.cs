using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Managed;

/// <summary>LU factorisation with partial pivoting, by blocks of columns so that products do most of the work.</summary>
/// <remarks>Right-looking blocked algorithm: Golub and Van Loan, Matrix Computations, 4th ed., section 3.4.</remarks>
internal static unsafe class LuFactorization<T, TArithmetic>
    where T : unmanaged, INumberBase<T>
    where TArithmetic : IDenseArithmetic<T>
{
    private const int Block = 32;

    /// <summary>Factors A [n, n] in place; returns the first zero pivot or -1.</summary>
    public static int Factor(int n, T* a, Span<int> pivots)
    {
        int singular = -1;
        for (int start = 0; start < n; start += Block)
        {
            int width = Math.Min(Block, n - start);
            int found = FactorPanel(n, start, width, a, pivots);
            singular = singular < 0 ? found : singular;
            int right = start + width;
            ExchangeRows(n, a, pivots, start, right, 0, start);
            ExchangeRows(n, a, pivots, start, right, right, n);
            SolveUnitLower(width, a + start + ((nint)start * n), n, n - right, a + start + ((nint)right * n), n);
            TArithmetic.SubtractProduct(n - right, n - right, width, a + right + ((nint)start * n), n, a + start + ((nint)right * n), n, a + right + ((nint)right * n), n);
        }

        return singular;
    }

    /// <summary>Overwrites B [n, columns] by the solution of A X = B.</summary>
    public static void Solve(int n, T* factors, ReadOnlySpan<int> pivots, int columns, T* b)
    {
        ExchangeRows(n, b, pivots, 0, n, 0, columns);
        for (int start = 0; start < n; start += Block)
        {
            int width = Math.Min(Block, n - start);
            int below = start + width;
            SolveUnitLower(width, factors + start + ((nint)start * n), n, columns, b + start, n);
            TArithmetic.SubtractProduct(n - below, columns, width, factors + below + ((nint)start * n), n, b + start, n, b + below, n);
        }

        for (int start = (n - 1) / Block * Block; start >= 0; start -= Block)
        {
            int width = Math.Min(Block, n - start);
            SolveUpper(width, factors + start + ((nint)start * n), n, columns, b + start, n);
            TArithmetic.SubtractProduct(start, columns, width, factors + ((nint)start * n), n, b + start, n, b, n);
        }
    }

    private static int FactorPanel(int n, int start, int width, T* a, Span<int> pivots)
    {
        int singular = -1;
        for (int j = start; j < start + width; j++)
        {
            T* column = a + ((nint)j * n);
            int pivot = j;
            for (int i = j + 1; i < n; i++)
            {
                pivot = TArithmetic.PivotSize(column[i]) > TArithmetic.PivotSize(column[pivot]) ? i : pivot;
            }

            pivots[j] = pivot;
            if (T.IsZero(column[pivot]))
            {
                singular = singular < 0 ? j : singular;
                continue;
            }

            ExchangeRows(n, a, pivots, j, j + 1, start, start + width);
            T diagonal = column[j];
            for (int i = j + 1; i < n; i++)
            {
                column[i] /= diagonal;
            }

            for (int later = j + 1; later < start + width; later++)
            {
                T* target = a + ((nint)later * n);
                TArithmetic.AddScaled(n - j - 1, -target[j], column + j + 1, target + j + 1);
            }
        }

        return singular;
    }

    // Row exchanges first..last-1 applied to columns fromColumn..toColumn-1, column by column to stay in the cache.
    private static void ExchangeRows(int n, T* a, ReadOnlySpan<int> pivots, int first, int last, int fromColumn, int toColumn)
    {
        for (int j = fromColumn; j < toColumn; j++)
        {
            T* column = a + ((nint)j * n);
            for (int i = first; i < last; i++)
            {
                (column[i], column[pivots[i]]) = (column[pivots[i]], column[i]);
            }
        }
    }

    private static void SolveUnitLower(int n, T* l, int ldl, int columns, T* b, int ldb)
    {
        for (int j = 0; j < columns; j++)
        {
            T* x = b + ((nint)j * ldb);
            for (int i = 0; i < n - 1; i++)
            {
                TArithmetic.AddScaled(n - i - 1, -x[i], l + i + 1 + ((nint)i * ldl), x + i + 1);
            }
        }
    }

    private static void SolveUpper(int n, T* u, int ldu, int columns, T* b, int ldb)
    {
        for (int j = 0; j < columns; j++)
        {
            T* x = b + ((nint)j * ldb);
            for (int i = n - 1; i >= 0; i--)
            {
                x[i] /= u[i + ((nint)i * ldu)];
                TArithmetic.AddScaled(i, -x[i], u + ((nint)i * ldu), x);
            }
        }
    }
}
