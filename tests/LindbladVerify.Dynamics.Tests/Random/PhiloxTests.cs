using LindbladVerify.Dynamics.MonteCarlo.Random;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Random;

public class PhiloxTests
{
    // Known answers published with Random123 (file kat_vectors, "philox4x32 10"): counter, key, output.
    public static TheoryData<uint[], uint[], uint[]> KnownAnswers => new()
    {
        { [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
        {
            [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff],
            [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
        },
        {
            [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0],
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void Scalar_block_gives_the_published_answer(uint[] counter, uint[] key, uint[] expected)
    {
        (uint a, uint b, uint c, uint d) = Philox4x32.Block(counter[0], counter[1], counter[2], counter[3], key[0], key[1]);
        Assert.Equal(expected, new[] { a, b, c, d });
    }

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void Every_lane_width_gives_the_published_answer(uint[] counter, uint[] key, uint[] expected)
    {
        Check<ScalarLane>(counter, key, expected);
        Check<Lanes128>(counter, key, expected);
        Check<Lanes256>(counter, key, expected);
        Check<Lanes512>(counter, key, expected);
    }

    [Fact]
    public void Lanes_are_separate_counters()
    {
        double[] first = new double[8], second = new double[8];
        Philox4x32.Block(
            Lanes512.BroadcastBits(5), Lanes512.BroadcastBits(6), Lanes512.Sequence(700), Lanes512.BroadcastBits(8), new LaneKey<Lanes512>(9, 10),
            out Lanes512 a, out Lanes512 b);
        Lanes512.Store(a, first);
        Lanes512.Store(b, second);
        for (uint lane = 0; lane < 8; lane++)
        {
            (uint w0, uint w1, uint w2, uint w3) = Philox4x32.Block(5, 6, 700 + lane, 8, 9, 10);
            Assert.Equal(((ulong)w1 << 32) | w0, BitConverter.DoubleToUInt64Bits(first[lane]));
            Assert.Equal(((ulong)w3 << 32) | w2, BitConverter.DoubleToUInt64Bits(second[lane]));
        }
    }

    private static void Check<T>(uint[] counter, uint[] key, uint[] expected)
        where T : struct, ILanes<T>
    {
        double[] first = new double[T.Count], second = new double[T.Count];
        Philox4x32.Block(
            T.BroadcastBits(counter[0]), T.BroadcastBits(counter[1]), T.BroadcastBits(counter[2]), T.BroadcastBits(counter[3]),
            new LaneKey<T>(key[0], key[1]), out T a, out T b);
        T.Store(a, first);
        T.Store(b, second);
        ulong low = ((ulong)expected[1] << 32) | expected[0], high = ((ulong)expected[3] << 32) | expected[2];
        Assert.All(first, word => Assert.Equal(low, BitConverter.DoubleToUInt64Bits(word)));
        Assert.All(second, word => Assert.Equal(high, BitConverter.DoubleToUInt64Bits(word)));
    }
}
