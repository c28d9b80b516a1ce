using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>The motion over one grid step at constant noise.</summary>
internal unsafe interface IGridMotion
{
    /// <summary>What <see cref="Step{T}"/> reads, from the 3×3 propagators of the two values.</summary>
    static abstract double[] Constants(double[,] propagator0, double[,] propagator1);

    /// <summary>Moves the vector by one step, after the lanes with the sign bit of <paramref name="flip"/> have changed to the values in <paramref name="inOne"/>.</summary>
    static abstract void Step<T>(double* constants, T flip, T inOne, ref T x, ref T y, ref T z)
        where T : struct, ILanes<T>;

    /// <summary>The Bloch component x from the one that steps carry.</summary>
    static abstract T Physical<T>(T x, T inOne)
        where T : struct, ILanes<T>;
}

/// <summary>Any two values: every matrix element is chosen per lane.</summary>
internal readonly unsafe struct TwoValueMotion : IGridMotion
{
    public static double[] Constants(double[,] propagator0, double[,] propagator1) =>
        [.. propagator0.Cast<double>(), .. propagator1.Cast<double>()];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<T>(double* constants, T flip, T inOne, ref T x, ref T y, ref T z)
        where T : struct, ILanes<T>
    {
        (T a, T b, T c) = (x, y, z);
        x = Row(constants, 0, inOne, a, b, c);
        y = Row(constants, 3, inOne, a, b, c);
        z = Row(constants, 6, inOne, a, b, c);
    }

    public static T Physical<T>(T x, T inOne)
        where T : struct, ILanes<T> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Row<T>(double* constants, int row, T inOne, T a, T b, T c)
        where T : struct, ILanes<T> =>
        T.Fma(Element(constants, row, inOne), a, T.Fma(Element(constants, row + 1, inOne), b, Element(constants, row + 2, inOne) * c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Element<T>(double* constants, int index, T inOne)
        where T : struct, ILanes<T> =>
        T.Select(inOne, LaneConstants<T>.Get(constants, index + 9), LaneConstants<T>.Get(constants, index));
}

/// <summary>
/// Opposite values ±ξ, the electron's case: with the sign of x reversed in value 1 both values share one propagator,
/// because the Bloch equations are unchanged by (δ, x) → (−δ, −x). A flip then only reverses x.
/// </summary>
internal readonly unsafe struct OppositeValuesMotion : IGridMotion
{
    public static double[] Constants(double[,] propagator0, double[,] propagator1) => [.. propagator0.Cast<double>()];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<T>(double* constants, T flip, T inOne, ref T x, ref T y, ref T z)
        where T : struct, ILanes<T>
    {
        (T a, T b, T c) = (Physical(x, flip), y, z);
        x = Row(constants, 0, a, b, c);
        y = Row(constants, 3, a, b, c);
        z = Row(constants, 6, a, b, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Physical<T>(T x, T inOne)
        where T : struct, ILanes<T> => T.FlipSign(x, inOne);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Row<T>(double* constants, int row, T a, T b, T c)
        where T : struct, ILanes<T> =>
        T.Fma(LaneConstants<T>.Get(constants, row), a, T.Fma(LaneConstants<T>.Get(constants, row + 1), b, LaneConstants<T>.Get(constants, row + 2) * c));
}
