using System.Globalization;
using System.Numerics;

namespace LindbladVerify.Algebra.Polynomials;

/// <summary>A rational number of any size, in lowest terms with a positive denominator.</summary>
public readonly struct BigRational : IEquatable<BigRational>, IComparable<BigRational>
{
    private readonly BigInteger denominator;

    /// <summary>numerator/denominator.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public BigRational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("A rational number needs a denominator other than zero.");
        }

        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        divisor = denominator.Sign < 0 ? -divisor : divisor;
        Numerator = divisor.IsOne ? numerator : numerator / divisor;
        this.denominator = divisor.IsOne ? denominator : denominator / divisor;
    }

    private BigRational(BigInteger whole)
    {
        Numerator = whole;
        denominator = BigInteger.One;
    }

    /// <summary>0.</summary>
    public static BigRational Zero => default;

    /// <summary>1.</summary>
    public static BigRational One { get; } = new(BigInteger.One);

    /// <summary>The numerator, with the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator, positive.</summary>
    public BigInteger Denominator => denominator.IsZero ? BigInteger.One : denominator;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>Whether it is zero.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>Whether it is one.</summary>
    public bool IsOne => Numerator.IsOne && Denominator.IsOne;

    /// <summary>Whether it is a whole number.</summary>
    public bool IsInteger => denominator.IsOne || denominator.IsZero;

    /// <summary>A whole number.</summary>
    public static implicit operator BigRational(BigInteger value) => new(value);

    /// <summary>A whole number.</summary>
    public static implicit operator BigRational(long value) => new((BigInteger)value);

    /// <summary>a + b.</summary>
    public static BigRational operator +(BigRational a, BigRational b) => a.IsInteger && b.IsInteger
        ? new(a.Numerator + b.Numerator)
        : new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>a - b.</summary>
    public static BigRational operator -(BigRational a, BigRational b) => a + -b;

    /// <summary>-a.</summary>
    public static BigRational operator -(BigRational a) => a.IsInteger ? new(-a.Numerator) : new(-a.Numerator, a.Denominator);

    /// <summary>a b.</summary>
    public static BigRational operator *(BigRational a, BigRational b) => a.IsInteger && b.IsInteger
        ? new(a.Numerator * b.Numerator)
        : new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>a/b.</summary>
    /// <exception cref="DivideByZeroException">b = 0.</exception>
    public static BigRational operator /(BigRational a, BigRational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Whether both are the same number.</summary>
    public static bool operator ==(BigRational a, BigRational b) => a.Equals(b);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(BigRational a, BigRational b) => !a.Equals(b);

    /// <summary>a &lt; b.</summary>
    public static bool operator <(BigRational a, BigRational b) => a.CompareTo(b) < 0;

    /// <summary>a &gt; b.</summary>
    public static bool operator >(BigRational a, BigRational b) => a.CompareTo(b) > 0;

    /// <summary>a &lt;= b.</summary>
    public static bool operator <=(BigRational a, BigRational b) => a.CompareTo(b) <= 0;

    /// <summary>a &gt;= b.</summary>
    public static bool operator >=(BigRational a, BigRational b) => a.CompareTo(b) >= 0;

    /// <summary>The exact value of a decimal number as files write it: 1.76e11 is 176 10^9.</summary>
    /// <returns>False where the text is no decimal number, or its exponent is beyond 100 000.</returns>
    public static bool TryParse(string text, out BigRational value)
    {
        value = default;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        int exponent = 0;
        int e = rest.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            if (!int.TryParse(rest[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            {
                return false;
            }

            rest = rest[..e];
        }

        int point = rest.IndexOf('.');
        int decimals = point < 0 ? 0 : rest.Length - point - 1;
        string digits = point < 0 ? rest.ToString() : string.Concat(rest[..point], rest[(point + 1)..]);
        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole) || Math.Abs((long)exponent) > 100_000)
        {
            return false;
        }

        int scale = exponent - decimals;
        BigInteger power = BigInteger.Pow(10, Math.Abs(scale));
        value = scale >= 0 ? whole * power : new BigRational(whole, power);
        return true;
    }

    /// <summary>This number to a whole power.</summary>
    /// <exception cref="DivideByZeroException">Zero to a negative power.</exception>
    public BigRational Power(int exponent) => exponent >= 0
        ? new(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent))
        : new(BigInteger.Pow(Denominator, -exponent), BigInteger.Pow(Numerator, -exponent));

    /// <summary>The modulus.</summary>
    public BigRational Abs() => Sign < 0 ? -this : this;

    /// <inheritdoc/>
    public int CompareTo(BigRational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(BigRational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BigRational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <summary>The nearest double, or one next to it.</summary>
    public double ToDouble()
    {
        // Scaled so that quotients of numbers beyond the range of doubles keep their digits.
        int shift = (int)(Numerator.GetBitLength() - Denominator.GetBitLength());
        BigInteger quotient = shift <= 80 ? (Numerator << (80 - shift)) / Denominator : Numerator / (Denominator << (shift - 80));
        return Math.ScaleB((double)quotient, shift - 80);
    }

    /// <summary>"3/4", "-2".</summary>
    public override string ToString() => IsInteger
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
