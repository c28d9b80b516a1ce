using System.Numerics;
using LindbladVerify.LinearAlgebra.Multiprecision;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Multiprecision;

/// <summary>A rational number, by which results of finite precision are judged.</summary>
internal readonly record struct ExactNumber(BigInteger Numerator, BigInteger Denominator) : IComparable<ExactNumber>
{
    public static ExactNumber Of(BigInteger mantissa, long exponent) => exponent >= 0
        ? new(mantissa << (int)exponent, BigInteger.One)
        : new(mantissa, BigInteger.One << (int)-exponent);

    /// <summary>What a number stands for, from its public parts only.</summary>
    public static ExactNumber Of(BigFloat x)
    {
        const int far = 20_000;
        BigInteger scaled = x.Scale(far).Floor();
        Assert.True(x.Scale(far).IsInteger);
        return Of(scaled, -far);
    }

    public static ExactNumber operator +(ExactNumber a, ExactNumber b) => new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static ExactNumber operator -(ExactNumber a) => new(-a.Numerator, a.Denominator);

    public static ExactNumber operator *(ExactNumber a, ExactNumber b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static ExactNumber operator /(ExactNumber a, ExactNumber b)
    {
        BigInteger d = a.Denominator * b.Numerator;
        BigInteger n = a.Numerator * b.Denominator;
        return d.Sign < 0 ? new(-n, -d) : new(n, d);
    }

    public int CompareTo(ExactNumber other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>Whether the number has a finite binary expansion of at most so many bits; 0 stands for any number of bits.</summary>
    public bool Fits(int bits)
    {
        BigInteger g = BigInteger.GreatestCommonDivisor(Numerator, Denominator);
        BigInteger n = BigInteger.Abs(Numerator / g);
        if (!(Denominator / g).IsPowerOfTwo)
        {
            return false;
        }

        return bits == 0 || n.IsZero || (n / (n & -n)).GetBitLength() <= bits;
    }

    /// <summary>Checks that x is this number rounded to x.Bits bits, that its last bit is where it should be, and the flag.</summary>
    public void Rounds(BigFloat x, int bits, bool? isRounded, string what)
    {
        Assert.True(bits == x.Bits, $"{what}: {x.Bits} bits instead of {bits}");
        ExactNumber got = Of(x);
        bool isSame = got.CompareTo(this) == 0;
        if (isRounded is bool flag)
        {
            Assert.True(flag != isSame, $"{what}: rounded = {flag}, but the result is {(isSame ? "exact" : "not exact")}");
        }

        Assert.True(got.Fits(bits), $"{what}: more bits than {bits}");
        Assert.True(isSame || !Fits(bits), $"{what}: rounded without need");
        Assert.Equal(Numerator.Sign, x.Sign);
        if (Numerator.IsZero)
        {
            Assert.True(x.IsZero);
            return;
        }

        // 2^(Magnitude - 1) ≤ |x| < 2^Magnitude.
        ExactNumber modulus = got.Numerator.Sign < 0 ? -got : got;
        Assert.True(modulus.CompareTo(Of(BigInteger.One, x.Magnitude)) < 0 && modulus.CompareTo(Of(BigInteger.One, x.Magnitude - 1)) >= 0, $"{what}: magnitude");
        if (!isSame)
        {
            ExactNumber error = got + -this;
            error = error.Numerator.Sign < 0 ? -error : error;
            Assert.True(error.CompareTo(Of(BigInteger.One, x.Magnitude - bits - 1)) <= 0, $"{what}: off by more than half a unit");
        }
    }
}
