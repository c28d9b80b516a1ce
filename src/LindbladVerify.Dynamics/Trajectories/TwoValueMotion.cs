using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

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
