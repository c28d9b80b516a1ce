using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LindbladVerify.Dynamics.MonteCarlo.Random;

/// <summary>Eight lanes in one 512-bit register.</summary>
internal readonly struct Lanes512(Vector512<double> value) : ILanes<Lanes512>
{
    private readonly Vector512<double> value = value;

    public static int Count => 8;

    private Vector512<ulong> Bits => value.AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Broadcast(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 BroadcastBits(ulong bits) => From(Vector512.Create(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Sequence(ulong first) => From(Vector512.Create(first) + Vector512<ulong>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ReadOnlySpan<double> source) => new(Vector512.Create(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 value, Span<double> destination) => value.value.CopyTo(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes512 Load(double* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Lanes512 value, double* destination) => value.value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes512 Gather(double* table, Lanes512 index)
    {
        Vector512<ulong> at = index.Bits;
        if (Avx2.IsSupported)
        {
            return new(Vector512.Create(
                Avx2.GatherVector256(table, at.GetLower().AsInt64(), sizeof(double)),
                Avx2.GatherVector256(table, at.GetUpper().AsInt64(), sizeof(double))));
        }

        return new(Vector512.Create(
            table[at[0]], table[at[1]], table[at[2]], table[at[3]], table[at[4]], table[at[5]], table[at[6]], table[at[7]]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes512 Lookup16(double* table, Lanes512 index) => Avx512F.IsSupported
        ? new(Avx512F.PermuteVar8x64x2(Vector512.Load(table), index.value.AsInt64(), Vector512.Load(table + 8)))
        : Gather(table, index & BroadcastBits(15));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 left, Lanes512 right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator /(Lanes512 left, Lanes512 right) => new(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Fma(Lanes512 a, Lanes512 b, Lanes512 c) => new(Vector512.FusedMultiplyAdd(b.value, a.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Sqrt(Lanes512 value) => new(Vector512.Sqrt(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator &(Lanes512 left, Lanes512 right) => From(left.Bits & right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator |(Lanes512 left, Lanes512 right) => From(left.Bits | right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator ^(Lanes512 left, Lanes512 right) => From(left.Bits ^ right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Xor(Lanes512 a, Lanes512 b, Lanes512 c) => From(a.Bits ^ b.Bits ^ c.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ShiftLeft(Lanes512 value, int bits) => From(value.Bits << bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ShiftRight(Lanes512 value, int bits) => From(value.Bits >>> bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 BlendBySign(Lanes512 sign, Lanes512 whenSet, Lanes512 whenClear) =>
        Select(new((sign.value.AsInt64() >> 63).AsDouble()), whenSet, whenClear);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 FlipSign(Lanes512 value, Lanes512 sign) =>
        From(value.Bits ^ (sign.Bits & Vector512.Create(0x8000000000000000UL)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Magnitude(Lanes512 value) => new(Vector512.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AddBits(Lanes512 left, Lanes512 right) => From(left.Bits + right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyLow32(Lanes512 left, Lanes512 right)
    {
        if (Avx512F.IsSupported)
        {
            return From(Avx512F.Multiply(left.value.AsUInt32(), right.value.AsUInt32()));
        }

        Vector512<ulong> low = Vector512.Create(0xFFFFFFFFUL);
        return From((left.Bits & low) * (right.Bits & low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LessThan(Lanes512 left, Lanes512 right) => new(Vector512.LessThan(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LessThanBits(Lanes512 left, Lanes512 right) =>
        new(Vector512.LessThan(left.value.AsInt64(), right.value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 EqualBits(Lanes512 left, Lanes512 right) => From(Vector512.Equals(left.Bits, right.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LaneBits(Lanes512 mask) => mask.value.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Select(Lanes512 mask, Lanes512 whenTrue, Lanes512 whenFalse) =>
        new(Vector512.ConditionalSelect(mask.value, whenTrue.value, whenFalse.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Blend(Lanes512 mask, Lanes512 whenTrue, Lanes512 whenFalse) =>
        Select(mask, whenTrue, whenFalse);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes512 mask) => mask.Bits != Vector512<ulong>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes512 From(Vector512<ulong> bits) => new(bits.AsDouble());
}
