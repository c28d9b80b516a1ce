using System.Runtime.CompilerServices;

namespace LindbladVerify.Dynamics.Random;

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

    public static ScalarLane SignMask(ScalarLane value) => Mask((long)value.Bits < 0);

    public static ScalarLane FlipSign(ScalarLane value, ScalarLane sign) => From(value.Bits ^ (sign.Bits & 0x8000000000000000UL));

    public static ScalarLane Magnitude(ScalarLane value) => new(Math.Abs(value.value));

    public static ScalarLane AddBits(ScalarLane left, ScalarLane right) => From(unchecked(left.Bits + right.Bits));

    public static ScalarLane MultiplyLow32(ScalarLane left, ScalarLane right) =>
        From((left.Bits & 0xFFFFFFFFUL) * (right.Bits & 0xFFFFFFFFUL));

    public static ScalarLane LessThan(ScalarLane left, ScalarLane right) => Mask(left.value < right.value);

    public static ScalarLane LessThanBits(ScalarLane left, ScalarLane right) => Mask((long)left.Bits < (long)right.Bits);

    public static ScalarLane EqualBits(ScalarLane left, ScalarLane right) => Mask(left.Bits == right.Bits);

    public static ulong LaneBits(ScalarLane mask) => mask.Bits >> 63;

    public static bool AnyPieceAtMost(ScalarLane pieces, ScalarLane bound)
    {
        ulong a = pieces.Bits, b = bound.Bits;
        return (ushort)a <= (ushort)b || (ushort)(a >> 16) <= (ushort)(b >> 16)
            || (ushort)(a >> 32) <= (ushort)(b >> 32) || (a >> 48) <= (b >> 48);
    }

    public static ScalarLane AllPiecesAbove(ScalarLane pieces, ScalarLane bound) => Mask(!AnyPieceAtMost(pieces, bound));

    public static ScalarLane Select(ScalarLane mask, ScalarLane whenTrue, ScalarLane whenFalse) =>
        From((mask.Bits & whenTrue.Bits) | (~mask.Bits & whenFalse.Bits));

    public static bool Any(ScalarLane mask) => mask.Bits != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarLane Mask(bool set) => From(set ? ulong.MaxValue : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarLane From(ulong bits) => new(BitConverter.UInt64BitsToDouble(bits));
}
