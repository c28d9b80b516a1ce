using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace LindbladVerify.Dynamics.MonteCarlo.Random;

/// <summary>
/// A bundle of 64-bit lanes, one trajectory each, seen as doubles or as unsigned integers. Every operation acts lane by
/// lane and is exactly defined (IEEE 754 or integer), so a kernel written once over <typeparamref name="TSelf"/> gives
/// the same bits for one, two, four or eight lanes. Masks are lanes with all bits set or all bits clear.
/// </summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Number of lanes: 1, 2, 4 or 8.</summary>
    static abstract int Count { get; }

    static abstract TSelf Broadcast(double value);

    static abstract TSelf BroadcastBits(ulong bits);

    /// <summary>Lane k holds the integer first + k.</summary>
    static abstract TSelf Sequence(ulong first);

    static abstract TSelf Load(ReadOnlySpan<double> source);

    static abstract void Store(TSelf value, Span<double> destination);

    static abstract TSelf Load(double* source);

    static abstract void Store(TSelf value, double* destination);

    /// <summary>Lane k is table[index of lane k], the index an integer; neither bounds nor pinning are checked.</summary>
    static abstract TSelf Gather(double* table, TSelf index);

    /// <summary>Lane k is table[the low four bits of index lane k], sixteen entries that start at a multiple of 64 bytes.</summary>
    static abstract TSelf Lookup16(double* table, TSelf index);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>a·b + c with one rounding. Vectors are given b first: mostly a constant, whose register the result then takes without a copy.</summary>
    static abstract TSelf Fma(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Sqrt(TSelf value);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    /// <summary>Exclusive or of three.</summary>
    static abstract TSelf Xor(TSelf a, TSelf b, TSelf c);

    static abstract TSelf ShiftLeft(TSelf value, int bits);

    static abstract TSelf ShiftRight(TSelf value, int bits);

    /// <summary>One value where the sign bit is set and the other where it is clear.</summary>
    static abstract TSelf BlendBySign(TSelf sign, TSelf whenSet, TSelf whenClear);

    /// <summary>The value with its sign reversed where the sign bit of the other is set.</summary>
    static abstract TSelf FlipSign(TSelf value, TSelf sign);

    /// <summary>The absolute value.</summary>
    static abstract TSelf Magnitude(TSelf value);

    /// <summary>Sum of the lanes as 64-bit integers, modulo 2^64.</summary>
    static abstract TSelf AddBits(TSelf left, TSelf right);

    /// <summary>Product of the low 32 bits of each lane, 64 bits wide.</summary>
    static abstract TSelf MultiplyLow32(TSelf left, TSelf right);

    static abstract TSelf LessThan(TSelf left, TSelf right);

    /// <summary>Comparison as signed 64-bit integers.</summary>
    static abstract TSelf LessThanBits(TSelf left, TSelf right);

    static abstract TSelf EqualBits(TSelf left, TSelf right);

    /// <summary>Bit k tells whether lane k of a mask is set.</summary>
    static abstract ulong LaneBits(TSelf mask);

    /// <summary>Bits of <paramref name="whenTrue"/> where the mask is set, else of <paramref name="whenFalse"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>The same for masks whose lanes have all bits set or all clear.</summary>
    static abstract TSelf Blend(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>Whether any lane of a mask is set.</summary>
    static abstract bool Any(TSelf mask);
}

/// <summary>How many trajectories one register carries. Every width gives the same bits; only the speed differs.</summary>
public enum LaneWidth
{
    /// <summary>The widest that the processor runs in hardware.</summary>
    Auto,

    /// <summary>One trajectory at a time.</summary>
    Scalar,

    /// <summary>Four trajectories (AVX2 and FMA).</summary>
    Vector256,

    /// <summary>Eight trajectories (AVX-512).</summary>
    Vector512,

    /// <summary>Two trajectories (ARM).</summary>
    Vector128,
}

/// <summary>Resolution of <see cref="LaneWidth.Auto"/>.</summary>
internal static class LaneWidths
{
    /// <summary>Replaces <see cref="LaneWidth.Auto"/> by the widest accelerated width; other values are returned as they are
    /// (a width that the processor lacks still works, by emulation, and slowly). Processors of x86 without AVX2 have no fused multiplication: its emulation
    /// costs least on one lane.</summary>
    public static LaneWidth Resolve(LaneWidth width) => width switch
    {
        LaneWidth.Auto when Vector512.IsHardwareAccelerated => LaneWidth.Vector512,
        LaneWidth.Auto when Vector256.IsHardwareAccelerated => LaneWidth.Vector256,
        LaneWidth.Auto when AdvSimd.Arm64.IsSupported => LaneWidth.Vector128,
        LaneWidth.Auto => LaneWidth.Scalar,
        _ => width,
    };
}

/// <summary>Constants of a kernel, each repeated over the lanes, in pinned memory that starts on a cache line.</summary>
internal sealed unsafe class LaneConstants<T>
    where T : struct, ILanes<T>
{
    /// <summary>Distance of neighbouring constants in memory.</summary>
    public const int Stride = 8;

    private readonly double[] memory;

    public LaneConstants(IReadOnlyList<double> values)
    {
        memory = GC.AllocateArray<double>((values.Count * Stride) + Stride, pinned: true);
        Origin = Align((double*)Unsafe.AsPointer(ref memory[0]));
        for (int i = 0; i < values.Count; i++)
        {
            for (int lane = 0; lane < Stride; lane++)
            {
                Origin[(i * Stride) + lane] = values[i];
            }
        }
    }

    /// <summary>Constant i begins at Origin + 8 i.</summary>
    public double* Origin { get; }

    /// <summary>The next multiple of 64 bytes.</summary>
    public static double* Align(double* pointer) => (double*)(((nuint)pointer + 63) & ~(nuint)63);

    /// <summary>Reads a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Get(double* origin, int index) => T.Load(origin + (index * Stride));
}

/// <summary>One lane: the reference that the vector widths must match bit for bit.</summary>
internal readonly struct ScalarLane(double value) : ILanes<ScalarLane>
{
    private readonly double value = value;

    public static int Count => 1;

    private ulong Bits => BitConverter.DoubleToUInt64Bits(value);

    public double ToDouble() => value;

    public static ScalarLane Broadcast(double value) => new(value);

    public static ScalarLane BroadcastBits(ulong bits) => From(bits);

    public static ScalarLane Sequence(ulong first) => From(first);

    public static ScalarLane Load(ReadOnlySpan<double> source) => new(source[0]);

    public static void Store(ScalarLane value, Span<double> destination) => destination[0] = value.value;

    public static unsafe ScalarLane Load(double* source) => new(*source);

    public static unsafe void Store(ScalarLane value, double* destination) => *destination = value.value;

    public static unsafe ScalarLane Gather(double* table, ScalarLane index) => new(table[index.Bits]);

    public static unsafe ScalarLane Lookup16(double* table, ScalarLane index) => new(table[index.Bits & 15]);

    public static ScalarLane operator +(ScalarLane left, ScalarLane right) => new(left.value + right.value);

    public static ScalarLane operator -(ScalarLane left, ScalarLane right) => new(left.value - right.value);

    public static ScalarLane operator *(ScalarLane left, ScalarLane right) => new(left.value * right.value);

    public static ScalarLane operator /(ScalarLane left, ScalarLane right) => new(left.value / right.value);

    public static ScalarLane Fma(ScalarLane a, ScalarLane b, ScalarLane c) =>
        new(Math.FusedMultiplyAdd(a.value, b.value, c.value));

    public static ScalarLane Sqrt(ScalarLane value) => new(Math.Sqrt(value.value));

    public static ScalarLane operator &(ScalarLane left, ScalarLane right) => From(left.Bits & right.Bits);

    public static ScalarLane operator |(ScalarLane left, ScalarLane right) => From(left.Bits | right.Bits);

    public static ScalarLane operator ^(ScalarLane left, ScalarLane right) => From(left.Bits ^ right.Bits);

    public static ScalarLane Xor(ScalarLane a, ScalarLane b, ScalarLane c) => From(a.Bits ^ b.Bits ^ c.Bits);

    public static ScalarLane ShiftLeft(ScalarLane value, int bits) => From(value.Bits << bits);

    public static ScalarLane ShiftRight(ScalarLane value, int bits) => From(value.Bits >> bits);

    public static ScalarLane BlendBySign(ScalarLane sign, ScalarLane whenSet, ScalarLane whenClear) => (long)sign.Bits < 0 ? whenSet : whenClear;

    public static ScalarLane FlipSign(ScalarLane value, ScalarLane sign) => From(value.Bits ^ (sign.Bits & 0x8000000000000000UL));

    public static ScalarLane Magnitude(ScalarLane value) => new(Math.Abs(value.value));

    public static ScalarLane AddBits(ScalarLane left, ScalarLane right) => From(unchecked(left.Bits + right.Bits));

    public static ScalarLane MultiplyLow32(ScalarLane left, ScalarLane right) =>
        From((left.Bits & 0xFFFFFFFFUL) * (right.Bits & 0xFFFFFFFFUL));

    public static ScalarLane LessThan(ScalarLane left, ScalarLane right) => Mask(left.value < right.value);

    public static ScalarLane LessThanBits(ScalarLane left, ScalarLane right) => Mask((long)left.Bits < (long)right.Bits);

    public static ScalarLane EqualBits(ScalarLane left, ScalarLane right) => Mask(left.Bits == right.Bits);

    public static ulong LaneBits(ScalarLane mask) => mask.Bits >> 63;

    public static ScalarLane Select(ScalarLane mask, ScalarLane whenTrue, ScalarLane whenFalse) =>
        From((mask.Bits & whenTrue.Bits) | (~mask.Bits & whenFalse.Bits));

    public static ScalarLane Blend(ScalarLane mask, ScalarLane whenTrue, ScalarLane whenFalse) => Select(mask, whenTrue, whenFalse);

    public static bool Any(ScalarLane mask) => mask.Bits != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarLane Mask(bool set) => From(set ? ulong.MaxValue : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarLane From(ulong bits) => new(BitConverter.UInt64BitsToDouble(bits));
}
