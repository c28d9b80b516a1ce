using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>The checks of sizes, leading dimensions and span lengths that all backends share.</summary>
internal static class KernelArguments
{
    /// <summary>Checks the operands of C = alpha op(A) op(B) + beta C.</summary>
    public static void CheckProduct(Transposition transA, Transposition transB, int m, int n, int k, int a, int lda, int b, int ldb, int c, int ldc)
    {
        CheckSize(m, nameof(m));
        CheckSize(n, nameof(n));
        CheckSize(k, nameof(k));
        bool plainA = transA == Transposition.None;
        bool plainB = transB == Transposition.None;
        CheckMatrix(nameof(a), plainA ? m : k, plainA ? k : m, a, lda);
        CheckMatrix(nameof(b), plainB ? k : n, plainB ? n : k, b, ldb);
        CheckMatrix(nameof(c), m, n, c, ldc);
    }

    /// <summary>Checks the operands of y = alpha op(A) x + beta y.</summary>
    public static void CheckVectorProduct(Transposition transA, int m, int n, int a, int lda, int x, int y)
    {
        CheckSize(m, nameof(m));
        CheckSize(n, nameof(n));
        CheckMatrix(nameof(a), m, n, a, lda);
        bool plain = transA == Transposition.None;
        CheckLength(nameof(x), plain ? n : m, x);
        CheckLength(nameof(y), plain ? m : n, y);
    }

    /// <summary>Checks a stored matrix of the given shape against its leading dimension and span length.</summary>
    public static void CheckMatrix(string name, int rows, int columns, int length, int ld)
    {
        if (ld < Math.Max(1, rows))
        {
            throw new ArgumentException($"The leading dimension of {name} is {ld}; for {rows} stored rows it must be at least {Math.Max(1, rows)}.", name);
        }

        long needed = rows == 0 || columns == 0 ? 0 : ((long)ld * (columns - 1)) + rows;
        CheckLength(name, needed, length);
    }

    /// <summary>Checks a contiguous square matrix.</summary>
    public static void CheckSquare(string name, int n, int length)
    {
        CheckSize(n, nameof(n));
        CheckLength(name, (long)n * n, length);
    }

    /// <summary>Checks the operands of a solve with a contiguous B [n, columns].</summary>
    public static void CheckSolve(int n, int a, int columns, int b)
    {
        CheckSquare(nameof(a), n, a);
        CheckSize(columns, nameof(columns));
        CheckLength(nameof(b), (long)n * columns, b);
    }

    /// <summary>Checks the operands of a factorisation.</summary>
    public static void CheckFactors(int n, int a, int pivots)
    {
        CheckSquare(nameof(a), n, a);
        CheckLength(nameof(pivots), n, pivots);
    }

    /// <summary>Turns the index of a zero pivot into an exception.</summary>
    public static void ThrowIfSingular(string routine, int pivot)
    {
        if (pivot >= 0)
        {
            throw new SingularMatrixException(routine, pivot);
        }
    }

    /// <summary>Checks that a span holds at least so many entries.</summary>
    public static void CheckLength(string name, long needed, int length)
    {
        if (length < needed)
        {
            throw new ArgumentException($"The span {name} holds {length} entries; {needed} are needed.", name);
        }
    }

    /// <summary>Checks that a size is not negative.</summary>
    public static void CheckSize(int size, string name)
    {
        if (size < 0)
        {
            throw new ArgumentOutOfRangeException(name, size, $"The size {name} must not be negative.");
        }
    }

    /// <summary>Checks that all entries are finite.</summary>
    public static void CheckFinite(string routine, string name, int n, ReadOnlySpan<double> a)
    {
        for (int i = 0; i < a.Length; i++)
        {
            if (!double.IsFinite(a[i]))
            {
                throw new ArgumentException($"{routine}: entry ({i % n}, {i / n}) of {name} is {a[i]}; all entries must be finite.", name);
            }
        }
    }

    /// <inheritdoc cref="CheckFinite(string, string, int, ReadOnlySpan{double})"/>
    public static void CheckFinite(string routine, string name, int n, ReadOnlySpan<Complex> a)
    {
        for (int i = 0; i < a.Length; i++)
        {
            if (!Complex.IsFinite(a[i]))
            {
                throw new ArgumentException($"{routine}: entry ({i % n}, {i / n}) of {name} is {a[i]}; all entries must be finite.", name);
            }
        }
    }
}
