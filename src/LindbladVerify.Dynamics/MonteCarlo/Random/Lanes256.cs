using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LindbladVerify.Dynamics.MonteCarlo.Random;

/// <summary>Four lanes in one 256-bit register.</summary>
internal readonly struct Lanes256(Vector256<double> value) : ILanes<Lanes256>
{
    private readonly Vector256<double> value = value;

    public static int Count => 4;

    private Vector256<ulong> Bits => value.AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Broadcast(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 BroadcastBits(ulong bits) => From(Vector256.Create(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Sequence(ulong first) => From(Vector256.Create(first) + Vector256<ulong>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ReadOnlySpan<double> source) => new(Vector256.Create(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 value, Span<double> destination) => value.value.CopyTo(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes256 Load(double* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Lanes256 value, double* destination) => value.value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes256 Gather(double* table, Lanes256 index)
    {
        Vector256<ulong> at = index.Bits;
        if (Avx2.IsSupported)
        {
            return new(Avx2.GatherVector256(table, at.AsInt64(), sizeof(double)));
        }

        return new(Vector256.Create(table[at[0]], table[at[1]], table[at[2]], table[at[3]]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes256 Lookup16(double* table, Lanes256 index) => Gather(table, index & BroadcastBits(15));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 left, Lanes256 right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator /(Lanes256 left, Lanes256 right) => new(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Fma(Lanes256 a, Lanes256 b, Lanes256 c) => new(Vector256.FusedMultiplyAdd(b.value, a.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Sqrt(Lanes256 value) => new(Vector256.Sqrt(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator &(Lanes256 left, Lanes256 right) => From(left.Bits & right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator |(Lanes256 left, Lanes256 right) => From(left.Bits | right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator ^(Lanes256 left, Lanes256 right) => From(left.Bits ^ right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Xor(Lanes256 a, Lanes256 b, Lanes256 c) => From(a.Bits ^ b.Bits ^ c.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ShiftLeft(Lanes256 value, int bits) => From(value.Bits << bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ShiftRight(Lanes256 value, int bits) => From(value.Bits >>> bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 BlendBySign(Lanes256 sign, Lanes256 whenSet, Lanes256 whenClear) =>
        Avx.IsSupported
            ? new(Avx.BlendVariable(whenClear.value, whenSet.value, sign.value))
            : Select(new((sign.value.AsInt64() >> 63).AsDouble()), whenSet, whenClear);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 FlipSign(Lanes256 value, Lanes256 sign) =>
        From(value.Bits ^ (sign.Bits & Vector256.Create(0x8000000000000000UL)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Magnitude(Lanes256 value) => new(Vector256.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 AddBits(Lanes256 left, Lanes256 right) => From(left.Bits + right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyLow32(Lanes256 left, Lanes256 right)
    {
        if (Avx2.IsSupported)
        {
            return From(Avx2.Multiply(left.value.AsUInt32(), right.value.AsUInt32()));
        }

        Vector256<ulong> low = Vector256.Create(0xFFFFFFFFUL);
        return From((left.Bits & low) * (right.Bits & low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LessThan(Lanes256 left, Lanes256 right) => new(Vector256.LessThan(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LessThanBits(Lanes256 left, Lanes256 right) =>
        new(Vector256.LessThan(left.value.AsInt64(), right.value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 EqualBits(Lanes256 left, Lanes256 right) => From(Vector256.Equals(left.Bits, right.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LaneBits(Lanes256 mask) => mask.value.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Select(Lanes256 mask, Lanes256 whenTrue, Lanes256 whenFalse) =>
        new(Vector256.ConditionalSelect(mask.value, whenTrue.value, whenFalse.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Blend(Lanes256 mask, Lanes256 whenTrue, Lanes256 whenFalse) =>
        Avx.IsSupported ? new(Avx.BlendVariable(whenFalse.value, whenTrue.value, mask.value)) : Select(mask, whenTrue, whenFalse);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes256 mask) => mask.Bits != Vector256<ulong>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes256 From(Vector256<ulong> bits) => new(bits.AsDouble());
}
