using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.Tests.Random;

/// <summary>Runs a lane function over an array in a chosen width.</summary>
internal static class LaneRunner
{
    public interface IMap
    {
        static abstract (T First, T Second) Apply<T>(T x)
            where T : struct, ILanes<T>;
    }

    /// <summary>Applies a map to every element; the length is a multiple of eight.</summary>
    public static (double[] First, double[] Second) Run<TMap, T>(double[] x)
        where TMap : IMap
        where T : struct, ILanes<T>
    {
        double[] first = new double[x.Length], second = new double[x.Length];
        for (int i = 0; i < x.Length; i += T.Count)
        {
            (T a, T b) = TMap.Apply(T.Load(x.AsSpan(i, T.Count)));
            T.Store(a, first.AsSpan(i, T.Count));
            T.Store(b, second.AsSpan(i, T.Count));
        }

        return (first, second);
    }

    /// <summary>Asserts that all widths give the same bits and returns them.</summary>
    public static (double[] First, double[] Second) RunAllWidths<TMap>(double[] x)
        where TMap : IMap
    {
        (double[] First, double[] Second) scalar = Run<TMap, ScalarLane>(x);
        foreach ((double[] First, double[] Second) wide in new[] { Run<TMap, Lanes128>(x), Run<TMap, Lanes256>(x), Run<TMap, Lanes512>(x) })
        {
            Xunit.Assert.Equal(Bits(scalar.First), Bits(wide.First));
            Xunit.Assert.Equal(Bits(scalar.Second), Bits(wide.Second));
        }

        return scalar;
    }

    private static ulong[] Bits(double[] values) => Array.ConvertAll(values, BitConverter.DoubleToUInt64Bits);
}
