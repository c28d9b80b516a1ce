using System.Numerics;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Random;

/// <summary>
/// Errors in units of the last place against 240-bit arithmetic, over random arguments, powers of two apart, and the
/// awkward ones (near 1 for log, near multiples of π/2 for sine and cosine).
/// </summary>
public class LaneMathTests
{
    private const int Count = 8 * 2500;

    [Fact]
    public void Logarithm_is_within_one_ulp()
    {
        double[] x = Arguments(u => Math.ScaleB(0.5 + (u / 2), (int)(u * 1e6 % 2000) - 1000));
        for (int i = 0; i < Count / 2; i++)
        {
            x[i] = i % 2 == 0 ? 1 - (x[i] % 1 * Math.ScaleB(1, -(i % 50))) : (i + 1.0) / (Count + 1);
            x[i] = x[i] > 0 ? x[i] : 0.5;
        }

        double[] log = LaneRunner.RunAllWidths<LogMap>(x).First;
        Assert.InRange(Worst(x, log, FixedPoint.Log), 0.4, 1.0);
        Assert.Equal(0.0, LaneRunner.RunAllWidths<LogMap>([1, 1, 1, 1, 1, 1, 1, 1]).First[0]);
    }

    [Fact]
    public void Exponential_is_within_one_ulp_and_its_difference_from_one_within_two()
    {
        double[] x = Arguments(u => (u < 0.5 ? -1 : 1) * 80 * Math.Pow(Math.Abs((2 * u) - 1), 3)); // dense near zero
        (double[] exp, double[] expMinusOne) = LaneRunner.RunAllWidths<ExpMap>(x);
        Assert.InRange(Worst(x, exp, FixedPoint.Exp), 0.4, 1.0);
        Assert.InRange(Worst(x, expMinusOne, FixedPoint.ExpMinusOne), 0.4, 2.0);

        (exp, expMinusOne) = LaneRunner.RunAllWidths<ExpMap>([0, -0.0, -707.9, -708.1, -1e300, 1e-300, -1e-17, 700]);
        Assert.Equal(new[] { 1.0, 1.0, 0.0, 0.0, 1.0, 1.0 }, new[] { exp[0], exp[1], exp[3], exp[4], exp[5], exp[6] });
        Assert.InRange(exp[2] / Math.Exp(-707.9), 1 - 1e-15, 1 + 1e-15);
        Assert.Equal(new[] { -1.0, -1.0, 1e-300, -1e-17 }, new[] { expMinusOne[3], expMinusOne[4], expMinusOne[5], expMinusOne[6] });
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1e3)]
    [LongInlineData(1e6)]
    [LongInlineData(1e9)]
    public void Sine_and_cosine_are_within_one_and_a_half_ulp(double range)
    {
        double[] x = Arguments(u => ((2 * u) - 1) * range);
        for (int i = 0; i < Count / 4; i++)
        {
            x[i] = Math.Round(x[i] / (Math.PI / 2)) * (Math.PI / 2); // near the zeros
        }

        (double[] sin, double[] cos) = LaneRunner.RunAllWidths<SinCosMap>(x);
        Assert.InRange(Worst(x, sin, a => FixedPoint.SinCos(a).Sin), 0.4, 1.5);
        Assert.InRange(Worst(x, cos, a => FixedPoint.SinCos(a).Cos), 0.4, 1.5);
    }

    [Fact]
    public void First_octant_gives_the_bits_of_the_full_range()
    {
        double[] x = Arguments(u => ((2 * u) - 1) * Math.PI / 4 * Math.Pow(Math.Abs((2 * u) - 1), 3));
        (x[0], x[1], x[2], x[3], x[4]) = (Math.PI / 4, -Math.PI / 4, 0.0, -0.0, 1e-300);
        (double[] sin, double[] cos) = LaneRunner.RunAllWidths<SinCosMap>(x);
        (double[] octantSin, double[] octantCos) = LaneRunner.RunAllWidths<OctantMap>(x);
        Assert.Equal(Array.ConvertAll(sin, BitConverter.DoubleToInt64Bits), Array.ConvertAll(octantSin, BitConverter.DoubleToInt64Bits));
        Assert.Equal(cos, octantCos);
    }

    [LongFact]
    public void Directions_are_within_one_and_a_half_ulp()
    {
        // 24-bit words: quadrant and midpoint of one of 2^22 arcs in it.
        double[] words = Arguments(u => BitConverter.UInt64BitsToDouble((ulong)(u * (1 << 24))));
        (words[0], words[1]) = (BitConverter.UInt64BitsToDouble(0), BitConverter.UInt64BitsToDouble((1 << 24) - 1));
        (double[] cos, double[] sin) = LaneRunner.RunAllWidths<DirectionMap>(words);
        double worst = 0;
        for (int i = 0; i < Count; i++)
        {
            ulong word = BitConverter.DoubleToUInt64Bits(words[i]);
            (BigInteger exactSin, BigInteger exactCos) = FixedPoint.SinCosOfRightAngles(
                (((word >> 2) + 0.5) * Math.ScaleB(1, -22)) - 0.5 + (word & 3));
            worst = Math.Max(worst, Math.Max(FixedPoint.UlpError(sin[i], exactSin), FixedPoint.UlpError(cos[i], exactCos)));
        }

        Assert.InRange(worst, 0.4, 1.5);
    }

    [LongFact]
    public void Minus_two_log_is_within_one_and_a_half_ulp()
    {
        // Midpoints (j + 1/2) 2^-40 over all magnitudes and dense near 1, and the borders of the sixteen intervals.
        double[] u = Arguments(x => (Math.Floor(Math.ScaleB(x, 40 - (int)(x * 1e6 % 40))) + 0.5) * Math.ScaleB(1, -40));
        for (int i = 0; i < Count / 2; i++)
        {
            u[i] = i % 2 == 0 ? 1 - u[i] : Border(i);
        }

        double[] values = LaneRunner.RunAllWidths<MinusTwoLogMap>(u).First;
        Assert.All(u, x => Assert.InRange(x, Math.ScaleB(1, -41), 1 - Math.ScaleB(1, -41)));
        Assert.InRange(Worst(u, values, x => -2 * FixedPoint.Log(x)), 0.4, 1.5);
    }

    /// <summary>Next to a multiple of 1/32 from 0.697265625 on, where intervals begin, times a power of two.</summary>
    private static double Border(int i)
    {
        double border = 0.697265625 + (i % 9 / 32.0), scale = Math.ScaleB(1, -(i % 7));
        return (Math.Floor((border * scale * Math.ScaleB(1, 40)) + (i % 3) - 1) + 0.5) * Math.ScaleB(1, -40);
    }

    private static double[] Arguments(Func<double, double> map)
    {
        double[] x = new double[Count];
        for (uint i = 0; i < Count; i++)
        {
            (uint low, uint high, _, _) = Philox4x32.Block(i, 0, 0, 0, 20230617, 0);
            x[i] = map((((((ulong)high << 32) | low) >> 11) + 0.5) * Math.ScaleB(1, -53));
        }

        return x;
    }

    private static double Worst(double[] x, double[] value, Func<double, BigInteger> exact) =>
        Enumerable.Range(0, x.Length).Where(i => value[i] != 0).Max(i => FixedPoint.UlpError(value[i], exact(x[i])));

    private sealed class LogMap : LaneRunner.IMap
    {
        public static (T First, T Second) Apply<T>(T x)
            where T : struct, ILanes<T> => (LaneMath.Log(x), x);
    }

    private sealed class OctantMap : LaneRunner.IMap
    {
        public static (T First, T Second) Apply<T>(T x)
            where T : struct, ILanes<T>
        {
            LaneMath.FirstOctant(x, out T sin, out T cos);
            return (sin, cos);
        }
    }

    private sealed class DirectionMap : LaneRunner.IMap
    {
        public static (T First, T Second) Apply<T>(T x)
            where T : struct, ILanes<T>
        {
            Variates.NormalDirection(x, out T cos, out T sin);
            return (cos, sin);
        }
    }

    private sealed class MinusTwoLogMap : LaneRunner.IMap
    {
        public static (T First, T Second) Apply<T>(T x)
            where T : struct, ILanes<T> => (MinusTwoLog.Of(x), x);
    }

    private sealed class ExpMap : LaneRunner.IMap
    {
        public static (T First, T Second) Apply<T>(T x)
            where T : struct, ILanes<T>
        {
            LaneMath.Exp(x, out T exp, out T expMinusOne);
            return (exp, expMinusOne);
        }
    }

    private sealed class SinCosMap : LaneRunner.IMap
    {
        public static (T First, T Second) Apply<T>(T x)
            where T : struct, ILanes<T>
        {
            LaneMath.SinCos(x, out T sin, out T cos);
            return (sin, cos);
        }
    }
}
