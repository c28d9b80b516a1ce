using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

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
