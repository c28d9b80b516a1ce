namespace LindbladVerify.Dynamics.Random;

/// <summary>
/// A bundle of 64-bit lanes, one trajectory each, seen as doubles or as unsigned integers. Every operation acts lane by
/// lane and is exactly defined (IEEE 754 or integer), so a kernel written once over <typeparamref name="TSelf"/> gives
/// the same bits for one, four or eight lanes. Masks are lanes with all bits set or all bits clear.
/// </summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Number of lanes: 1, 4 or 8.</summary>
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

    /// <summary>a·b + c with one rounding.</summary>
    static abstract TSelf Fma(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Sqrt(TSelf value);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    /// <summary>Exclusive or of three.</summary>
    static abstract TSelf Xor(TSelf a, TSelf b, TSelf c);

    static abstract TSelf ShiftLeft(TSelf value, int bits);

    static abstract TSelf ShiftRight(TSelf value, int bits);

    /// <summary>All bits of a lane become its sign bit: a mask of the negative lanes.</summary>
    static abstract TSelf SignMask(TSelf value);

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

    /// <summary>Whether any 16-bit piece of any lane is at most the same piece of the bound, both unsigned.</summary>
    static abstract bool AnyPieceAtMost(TSelf pieces, TSelf bound);

    /// <summary>A mask of the lanes all of whose 16-bit pieces are above those of the bound, both unsigned.</summary>
    static abstract TSelf AllPiecesAbove(TSelf pieces, TSelf bound);

    /// <summary>Bits of <paramref name="whenTrue"/> where the mask is set, else of <paramref name="whenFalse"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>Whether any lane of a mask is set.</summary>
    static abstract bool Any(TSelf mask);
}
