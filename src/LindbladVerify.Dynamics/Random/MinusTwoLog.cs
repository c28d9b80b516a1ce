using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LindbladVerify.Dynamics.Random;

/// <summary>
/// −2 ln u for u in (0, 1), to 1.5 ulp: the square of the radius of Box and Muller. With u = 2^k z, z in [0.697, 1.395), one of sixteen
/// factors c ≈ 1/z leaves f = z c − 1, |f| ≤ 0.0303, so that −2 ln u = −2 k ln 2 + 2 ln c − 2 ln(1 + f). The factors have at
/// most ten bits and that around z = 1 is exactly 1: nothing cancels for u near 1. For a u of at most 43 bits f is exact.
/// The polynomial in f of (2f − 2 ln(1 + f))/f² interpolates at 8 Chebyshev points (error 1.2e-15).
/// </summary>
internal static unsafe class MinusTwoLog
{
    private const ulong OneBits = 0x3FF0000000000000;
    private const ulong LowestBits = 0x3FE6500000000000; // 0.697265625, so that one interval is centred on 1
    private static readonly double* Factors = Copy(
        1.40234375, 1.34375, 1.2890625, 1.240234375, 1.193359375, 1.150390625, 1.111328125, 1.07421875,
        1.0390625, 1.0, 0.951171875, 0.8984375, 0.849609375, 0.806640625, 0.76953125, 0.734375);

    private static readonly double* TwiceLogarithms = Copy(
        0.6762898880174328, 0.5909284257876718, 0.5078304199619269, 0.43060074770636775,
        0.3535446682641751, 0.28020311722415786, 0.21111161817364626, 0.14318730637401764,
        0.0766377286042732, 0.0, -0.100121003913836, -0.2141962711127342,
        -0.3259571879016474, -0.42975406415695006, -0.5239474314831479, -0.6174709632992266);

    /// <summary>−2 ln u of positive normal numbers below 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T u)
        where T : struct, ILanes<T>
    {
        // The exponent of the shifted bits is that of z = u / 2^k, their leading mantissa bits number its interval.
        T shifted = T.AddBits(u, T.BroadcastBits(OneBits - LowestBits));
        T k = (T.ShiftRight(shifted, 52) | T.BroadcastBits(0x4330000000000000)) - T.Broadcast(4503599627370496.0 + 1023.0);
        T z = T.AddBits(shifted & T.BroadcastBits(0x000FFFFFFFFFFFFF), T.BroadcastBits(LowestBits));
        T interval = T.ShiftRight(shifted, 48);
        T f = T.Fma(z, T.Lookup16(Factors, interval), T.Broadcast(-1.0));
        T start = T.Fma(k, T.Broadcast(-1.3862943611198906), T.Lookup16(TwiceLogarithms, interval));

        T f2 = f * f;
        T f4 = f2 * f2;
        T q01 = T.Fma(f, T.Broadcast(-0.6666666666666656), T.Broadcast(0.9999999999999989));
        T q23 = T.Fma(f, T.Broadcast(-0.4000000000359325), T.Broadcast(0.5000000000395248));
        T q45 = T.Fma(f, T.Broadcast(-0.28571409133357434), T.Broadcast(0.33333311951911265));
        T q67 = T.Fma(f, T.Broadcast(-0.22255864208440454), T.Broadcast(0.25037005581631633));
        T q = T.Fma(f4, T.Fma(f2, q67, q45), T.Fma(f2, q23, q01));
        return T.Fma(f2, q, T.Fma(f, T.Broadcast(-2.0), start));
    }

    /// <summary>Sixteen numbers on a cache line that never moves.</summary>
    private static double* Copy(params ReadOnlySpan<double> values)
    {
        double* memory = (double*)NativeMemory.AlignedAlloc(16 * sizeof(double), 64);
        values.CopyTo(new Span<double>(memory, 16));
        return memory;
    }
}
