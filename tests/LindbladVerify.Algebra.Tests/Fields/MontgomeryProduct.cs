using System.Runtime.CompilerServices;

namespace LindbladVerify.Algebra.Tests.Fields;

/// <summary>Montgomery's product, against which the field's own is measured. Source: Montgomery 1985, doi:10.1090/S0025-5718-1985-0777282-X.</summary>
internal readonly struct MontgomeryProduct
{
    private readonly ulong modulus;
    private readonly ulong minusInverse;

    public MontgomeryProduct(ulong modulus)
    {
        this.modulus = modulus;
        ulong inverse = 1;
        for (int k = 0; k < 6; k++)
        {
            inverse *= 2 - (modulus * inverse);
        }

        minusInverse = 0 - inverse;
    }

    /// <summary>a b 2^-64 mod p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Multiply(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        ulong carry = Math.BigMul(low * minusInverse, modulus, out _);
        ulong rest = high + carry + (low != 0 ? 1UL : 0UL);
        return Math.Min(rest, rest - modulus);
    }
}
