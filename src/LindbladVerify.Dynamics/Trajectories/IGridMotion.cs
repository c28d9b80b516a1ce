using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>The motion at constant noise over a run of grid steps: four rows (x, y, z and the growth of ∫z) on (x, y, z).</summary>
internal interface IGridMotion<T, TSelf>
    where T : struct, ILanes<T>
    where TSelf : struct, IGridMotion<T, TSelf>
{
    /// <summary>The motion with the 4×3 rows of the two values.</summary>
    static abstract TSelf Create(double[,] rows0, double[,] rows1);

    /// <summary>Carries the vector over to the other value in the lanes with the sign bit of <paramref name="flip"/>.</summary>
    static abstract void Flip(T flip, ref BlochLanes<T> v);

    /// <summary>The Bloch component x from the one that steps carry.</summary>
    static abstract T Physical(T x, T inOne);

    /// <summary>Moves the vector over the run, lanes in <paramref name="inOne"/> at value 1.</summary>
    void Move(T inOne, ref BlochLanes<T> v);
}

/// <summary>Any two values: every row is chosen per lane.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct TwoValueMotion<T> : IGridMotion<T, TwoValueMotion<T>>
    where T : struct, ILanes<T>
{
    private readonly GridRow<T> x0, y0, z0, integral0, x1, y1, z1, integral1;

    private TwoValueMotion(double[,] rows0, double[,] rows1)
    {
        (x0, y0, z0, integral0) = (new(rows0, 0), new(rows0, 1), new(rows0, 2), new(rows0, 3));
        (x1, y1, z1, integral1) = (new(rows1, 0), new(rows1, 1), new(rows1, 2), new(rows1, 3));
    }

    public static TwoValueMotion<T> Create(double[,] rows0, double[,] rows1) => new(rows0, rows1);

    public static void Flip(T flip, ref BlochLanes<T> v)
    {
    }

    public static T Physical(T x, T inOne) => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move(T inOne, ref BlochLanes<T> v)
    {
        (T x, T y, T z) = (v.X, v.Y, v.Z);
        v.X = GridRow<T>.Select(inOne, x1, x0).Of(x, y, z);
        v.Y = GridRow<T>.Select(inOne, y1, y0).Of(x, y, z);
        v.Z = GridRow<T>.Select(inOne, z1, z0).Of(x, y, z);
        v.Integral = GridRow<T>.Select(inOne, integral1, integral0).Of(x, y, z, v.Integral);
    }
}

/// <summary>
/// Opposite values ±ξ, the electron's case: with the sign of x reversed in value 1 both values share one propagator,
/// because the Bloch equations are unchanged by (δ, x) → (−δ, −x). A flip then only reverses x.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct OppositeValuesMotion<T> : IGridMotion<T, OppositeValuesMotion<T>>
    where T : struct, ILanes<T>
{
    private readonly GridRow<T> xRow, yRow, zRow, integralRow;

    private OppositeValuesMotion(double[,] rows) =>
        (xRow, yRow, zRow, integralRow) = (new(rows, 0), new(rows, 1), new(rows, 2), new(rows, 3));

    public static OppositeValuesMotion<T> Create(double[,] rows0, double[,] rows1) => new(rows0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Flip(T flip, ref BlochLanes<T> v) => v.X = T.FlipSign(v.X, flip);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Physical(T x, T inOne) => T.FlipSign(x, inOne);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move(T inOne, ref BlochLanes<T> v)
    {
        (T x, T y, T z) = (v.X, v.Y, v.Z);
        v.X = xRow.Of(x, y, z);
        v.Y = yRow.Of(x, y, z);
        v.Z = zRow.Of(x, y, z);
        v.Integral = integralRow.Of(x, y, z, v.Integral);
    }
}

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
