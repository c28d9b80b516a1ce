using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Random;

/// <summary>
/// Laws of the variates from a fixed seed: Kolmogorov–Smirnov distance over the body, moments, and counts in the far
/// tail. Bounds are those that a true sample exceeds with probability below 1e-4 each.
/// </summary>
public class VariateTests
{
    private const int Words = 1 << 21;
    private static readonly Lazy<double[]> RandomWords = new(() => MakeWords(Words));

    [LongFact]
    public void Uniform_fills_the_half_open_unit_interval()
    {
        double[] u = LaneRunner.RunAllWidths<UniformMap>(RandomWords.Value).First;
        AssertKolmogorovSmirnov(u, x => x);
        AssertMean(u, 0.5, 1.0 / 12);

        // The two ends of the grid: a word of all ones gives 2^-52, of all zeros 1.
        double[] ends = new double[8];
        ends[0] = BitConverter.UInt64BitsToDouble(ulong.MaxValue);
        ends = LaneRunner.RunAllWidths<UniformMap>(ends).First;
        Assert.Equal(Math.ScaleB(1, -52), ends[0]);
        Assert.Equal(1.0, ends[1]);
    }

    [LongFact]
    public void Exponential_has_its_law_and_tail()
    {
        double[] e = LaneRunner.RunAllWidths<ExponentialMap>(RandomWords.Value).First;
        AssertKolmogorovSmirnov(e, x => -Expm1(-x));
        AssertMean(e, 1, 1);
        AssertMean(Array.ConvertAll(e, x => x * x), 2, 20);        // var x^2 = 4! - 2!^2
        AssertTail(e.Count(x => x > 10), Words * Math.Exp(-10));    // 95 expected
        AssertTail(e.Count(x => x > 6), Words * Math.Exp(-6));
        Assert.True(e.Min() >= 0);
    }

    [LongFact]
    public void Normal_pairs_have_their_law_tail_and_independence()
    {
        (double[] a, double[] b) = LaneRunner.RunAllWidths<NormalMap>(RandomWords.Value);
        foreach (double[] x in new[] { a, b })
        {
            AssertKolmogorovSmirnov(x, NormalCumulative);
            AssertMean(x, 0, 1);
            AssertMean(Array.ConvertAll(x, v => v * v), 1, 2);
            AssertMean(Array.ConvertAll(x, v => v * v * v), 0, 15);
            AssertMean(Array.ConvertAll(x, v => v * v * v * v), 3, 96); // var x^4 = 105 - 9
            AssertTail(x.Count(v => Math.Abs(v) > 4), Words * 6.334248366624e-5);
            AssertTail(x.Count(v => v > 4.5), Words * 3.397673124731e-6);
        }

        AssertMean([.. a.Zip(b, (x, y) => x * y)], 0, 1);
        AssertMean([.. a.Zip(b, (x, y) => x * x * y * y)], 1, 8);
        AssertMean([.. a.Zip(b, (x, y) => x * x * x * y)], 0, 15);
    }

    [Fact]
    public void Largest_normal_radius_is_the_documented_one()
    {
        double[] words = new double[8];
        words[0] = BitConverter.UInt64BitsToDouble(0x0000000000FFFFFFUL); // zero radius bits, any angle
        (double[] a, double[] b) = LaneRunner.RunAllWidths<NormalMap>(words);
        Assert.Equal(Math.Sqrt(2 * 41 * Math.Log(2)), Math.Sqrt((a[0] * a[0]) + (b[0] * b[0])), 1e-12);
    }

    [Fact]
    public void Neighbouring_streams_are_uncorrelated()
    {
        // The same draw of consecutive trajectories, of consecutive study points and of consecutive seeds.
        foreach (Func<uint, RandomStream> stream in new Func<uint, RandomStream>[]
        {
            i => new RandomStream(new StreamKey(7), i),
            i => new RandomStream(new StreamKey(7, i), 3),
            i => new RandomStream(new StreamKey(i), 3),
        })
        {
            double[] product = new double[200_000];
            double previous = stream(0).NextUniform() - 0.5;
            for (uint i = 0; i < product.Length; i++)
            {
                double next = stream(i + 1).NextUniform() - 0.5;
                product[i] = previous * next;
                previous = next;
            }

            AssertMean(product, 0, 1.0 / 144);
        }
    }

    private static void AssertMean(double[] sample, double mean, double variance) =>
        Assert.InRange((sample.Average() - mean) / Math.Sqrt(variance / sample.Length), -3.9, 3.9);

    private static void AssertTail(int count, double expected) =>
        Assert.InRange((count - expected) / Math.Sqrt(expected), -3.9, 4.5);

    private static void AssertKolmogorovSmirnov(double[] sample, Func<double, double> cumulative)
    {
        double[] sorted = [.. sample.Order()];
        double distance = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double f = cumulative(sorted[i]);
            distance = Math.Max(distance, Math.Max(f - ((double)i / sorted.Length), ((i + 1.0) / sorted.Length) - f));
        }

        Assert.InRange(distance * Math.Sqrt(sorted.Length), 0.25, 2.23); // P(K > 2.23) = 9.6e-5, P(K < 0.25) = 3e-8
    }

    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;

    private static double NormalCumulative(double x) => 0.5 * MathNet.Numerics.SpecialFunctions.Erfc(-x / Math.Sqrt(2));

    private static double[] MakeWords(int count)
    {
        double[] words = new double[count];
        for (uint i = 0; i < count; i += 2)
        {
            (uint a, uint b, uint c, uint d) = Philox4x32.Block(i, 0, 1, 2, 0x5eed, 3);
            words[i] = BitConverter.UInt64BitsToDouble(((ulong)b << 32) | a);
            words[i + 1] = BitConverter.UInt64BitsToDouble(((ulong)d << 32) | c);
        }

        return words;
    }

    private sealed class UniformMap : LaneRunner.IMap
    {
        public static (T First, T Second) Apply<T>(T x)
            where T : struct, ILanes<T> => (Variates.Uniform(x), x);
    }

    private sealed class ExponentialMap : LaneRunner.IMap
    {
        public static (T First, T Second) Apply<T>(T x)
            where T : struct, ILanes<T> => (Variates.Exponential(x), x);
    }

    private sealed class NormalMap : LaneRunner.IMap
    {
        public static (T First, T Second) Apply<T>(T x)
            where T : struct, ILanes<T>
        {
            Variates.NormalPair(x, out T first, out T second);
            return (first, second);
        }
    }
}
