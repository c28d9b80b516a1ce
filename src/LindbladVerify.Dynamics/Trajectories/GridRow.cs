using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>A row of three numbers, each in every lane.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct GridRow<T>
    where T : struct, ILanes<T>
{
    private readonly T a, b, c;

    public GridRow(double[,] rows, int row)
        : this(T.Broadcast(rows[row, 0]), T.Broadcast(rows[row, 1]), T.Broadcast(rows[row, 2]))
    {
    }

    private GridRow(T a, T b, T c) => (this.a, this.b, this.c) = (a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GridRow<T> Select(T mask, in GridRow<T> whenTrue, in GridRow<T> whenFalse) => new(
        T.Select(mask, whenTrue.a, whenFalse.a), T.Select(mask, whenTrue.b, whenFalse.b), T.Select(mask, whenTrue.c, whenFalse.c));

    /// <summary>a x + b y + c z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Of(T x, T y, T z) => T.Fma(a, x, T.Fma(b, y, c * z));

    /// <summary>a x + b y + c z + d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Of(T x, T y, T z, T d) => T.Fma(a, x, T.Fma(b, y, T.Fma(c, z, d)));
}
