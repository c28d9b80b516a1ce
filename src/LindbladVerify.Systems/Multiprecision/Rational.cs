using System.Numerics;
using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A fraction of whole numbers in lowest terms, with positive denominator.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Rational
{
    private readonly BigInteger denominatorLessOne;

    public Rational(BigInteger numerator, BigInteger denominator)
    {
        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        BigInteger sign = denominator.Sign < 0 ? -1 : 1;
        Numerator = sign * numerator / common;
        denominatorLessOne = (sign * denominator / common) - 1;
    }

    public static Rational One => new(1, 1);

    public BigInteger Numerator { get; }

    public BigInteger Denominator => denominatorLessOne + 1;

    public bool IsZero => Numerator.IsZero;

    public static implicit operator Rational(int value) => new(value, 1);

    public static Rational operator -(Rational x) => new(-x.Numerator, x.Denominator);

    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>The quotient; the divisor is not 0.</summary>
    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>The fraction that a decimal text is, such as 1.25e-7; null where its exponent is beyond use.</summary>
    public static Rational? Decimal(string digits)
    {
        const int LargestExponent = 400;
        int e = digits.IndexOfAny(['e', 'E']);
        string mantissa = e < 0 ? digits : digits[..e];
        int power = e < 0 ? 0 : int.Parse(digits.AsSpan(e + 1), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            power -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        if (Math.Abs(power) > LargestExponent)
        {
            return null;
        }

        BigInteger whole = BigInteger.Parse(mantissa, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture);
        return power >= 0 ? new Rational(whole * BigInteger.Pow(10, power), 1) : new Rational(whole, BigInteger.Pow(10, -power));
    }
}
