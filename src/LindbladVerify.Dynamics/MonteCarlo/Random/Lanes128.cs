using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LindbladVerify.Dynamics.MonteCarlo.Random;

/// <summary>Two lanes in one 128-bit register, as ARM has them.</summary>
internal readonly struct Lanes128(Vector128<double> value) : ILanes<Lanes128>
{
    private readonly Vector128<double> value = value;

    public static int Count => 2;

    private Vector128<ulong> Bits => value.AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 BroadcastBits(ulong bits) => From(Vector128.Create(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Sequence(ulong first) => From(Vector128.Create(first) + Vector128<ulong>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ReadOnlySpan<double> source) => new(Vector128.Create(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 value, Span<double> destination) => value.value.CopyTo(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes128 Load(double* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Lanes128 value, double* destination) => value.value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes128 Gather(double* table, Lanes128 index)
    {
        Vector128<ulong> at = index.Bits;
        return new(Vector128.Create(table[at[0]], table[at[1]]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes128 Lookup16(double* table, Lanes128 index) => Gather(table, index & BroadcastBits(15));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 left, Lanes128 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 left, Lanes128 right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 left, Lanes128 right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator /(Lanes128 left, Lanes128 right) => new(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Fma(Lanes128 a, Lanes128 b, Lanes128 c) => new(Vector128.FusedMultiplyAdd(b.value, a.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Sqrt(Lanes128 value) => new(Vector128.Sqrt(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator &(Lanes128 left, Lanes128 right) => From(left.Bits & right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator |(Lanes128 left, Lanes128 right) => From(left.Bits | right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator ^(Lanes128 left, Lanes128 right) => From(left.Bits ^ right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Xor(Lanes128 a, Lanes128 b, Lanes128 c) => From(a.Bits ^ b.Bits ^ c.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ShiftLeft(Lanes128 value, int bits) => From(value.Bits << bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ShiftRight(Lanes128 value, int bits) => From(value.Bits >>> bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 BlendBySign(Lanes128 sign, Lanes128 whenSet, Lanes128 whenClear) =>
        Sse41.IsSupported
            ? new(Sse41.BlendVariable(whenClear.value, whenSet.value, sign.value))
            : Select(new(Vector128.LessThan(sign.value.AsInt64(), Vector128<long>.Zero).AsDouble()), whenSet, whenClear);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FlipSign(Lanes128 value, Lanes128 sign) =>
        From(value.Bits ^ (sign.Bits & Vector128.Create(0x8000000000000000UL)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Magnitude(Lanes128 value) => new(Vector128.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AddBits(Lanes128 left, Lanes128 right) => From(left.Bits + right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyLow32(Lanes128 left, Lanes128 right)
    {
        if (Sse2.IsSupported)
        {
            return From(Sse2.Multiply(left.value.AsUInt32(), right.value.AsUInt32()));
        }

        if (AdvSimd.IsSupported)
        {
            return From(AdvSimd.MultiplyWideningLower(AdvSimd.ExtractNarrowingLower(left.Bits), AdvSimd.ExtractNarrowingLower(right.Bits)));
        }

        Vector128<ulong> low = Vector128.Create(0xFFFFFFFFUL);
        return From((left.Bits & low) * (right.Bits & low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LessThan(Lanes128 left, Lanes128 right) => new(Vector128.LessThan(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LessThanBits(Lanes128 left, Lanes128 right) =>
        new(Vector128.LessThan(left.value.AsInt64(), right.value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 EqualBits(Lanes128 left, Lanes128 right) => From(Vector128.Equals(left.Bits, right.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LaneBits(Lanes128 mask) => mask.value.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Select(Lanes128 mask, Lanes128 whenTrue, Lanes128 whenFalse) =>
        new(Vector128.ConditionalSelect(mask.value, whenTrue.value, whenFalse.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Blend(Lanes128 mask, Lanes128 whenTrue, Lanes128 whenFalse) =>
        Sse41.IsSupported ? new(Sse41.BlendVariable(whenFalse.value, whenTrue.value, mask.value)) : Select(mask, whenTrue, whenFalse);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes128 mask) => mask.Bits != Vector128<ulong>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes128 From(Vector128<ulong> bits) => new(bits.AsDouble());
}
