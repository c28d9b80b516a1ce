using System.Globalization;
using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <summary>
/// A binary floating-point number with as many digits as it was made with: Mantissa · 2^Exponent. The result of an operation has the precision of the
/// more precise operand and is off by at most one unit in its last bit; whole numbers and doubles are exact and take the precision of what they meet.
/// </summary>
/// <remarks>No overflow, no underflow, no infinities. Cost: about 0.1 µs an operation at 256 bits. Immutable.</remarks>
public readonly struct BigFloat : IEquatable<BigFloat>, IComparable<BigFloat>
{
    private readonly BigInteger mantissa;
    private readonly long exponent;

    private BigFloat(BigInteger mantissa, long exponent, int bits)
    {
        this.mantissa = mantissa;
        this.exponent = exponent;
        Bits = bits;
    }

    /// <summary>0, exactly.</summary>
    public static BigFloat Zero => default;

    /// <summary>1, exactly.</summary>
    public static BigFloat One { get; } = new(BigInteger.One, 0, 0);

    /// <summary>The precision in bits; 0 for numbers that are exact in few bits.</summary>
    public int Bits { get; }

    /// <summary>Whether the number is 0.</summary>
    public bool IsZero => mantissa.IsZero;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => mantissa.Sign;

    /// <summary>The power of two just above the modulus: 2^(Magnitude - 1) ≤ |x| &lt; 2^Magnitude; least for 0.</summary>
    public long Magnitude => mantissa.IsZero ? long.MinValue / 4 : exponent + (long)BigInteger.Abs(mantissa).GetBitLength();

    /// <summary>Whether the number is whole.</summary>
    public bool IsInteger => mantissa.IsZero || exponent >= 0 || (-exponent < int.MaxValue && (mantissa & ((BigInteger.One << (int)-exponent) - 1)).IsZero);

    /// <summary>A whole number, exactly.</summary>
    public static BigFloat Of(long value) => new(value, 0, 0);

    /// <summary>A double, exactly.</summary>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public static BigFloat Of(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"Only finite numbers have digits, not {value.ToString("R", CultureInfo.InvariantCulture)}.", nameof(value));
        }

        if (value == 0)
        {
            return Zero;
        }

        long word = BitConverter.DoubleToInt64Bits(value);
        int power = (int)((word >> 52) & 0x7FF);
        long fraction = word & 0xFFFFFFFFFFFFFL;
        (long m, int e) = power == 0 ? (fraction, -1074) : (fraction | (1L << 52), power - 1075);
        int shift = BitOperations.TrailingZeroCount(m);
        return new BigFloat(value < 0 ? -(m >> shift) : m >> shift, e + shift, 0);
    }

    /// <summary>The quotient of two whole numbers to a precision.</summary>
    /// <exception cref="DivideByZeroException">The denominator is 0.</exception>
    public static BigFloat Ratio(BigInteger numerator, BigInteger denominator, int bits) =>
        new BigFloat(numerator, 0, bits) / new BigFloat(denominator, 0, bits);

    /// <summary>mantissa · 2^exponent to a precision.</summary>
    public static BigFloat Scaled(BigInteger mantissa, long exponent, int bits) => Round(mantissa, exponent, bits);

    /// <summary>The number a text in decimal notation stands for, such as "0.1" or "-1.25e-7", to a precision.</summary>
    /// <exception cref="FormatException">The text is no decimal number.</exception>
    public static BigFloat Decimal(string text, int bits)
    {
        ArgumentNullException.ThrowIfNull(text);
        int e = text.IndexOfAny(['e', 'E']);
        string digits = e < 0 ? text : text[..e];
        int power = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            power -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }

        BigInteger whole = BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return power >= 0 ? new BigFloat(whole * BigInteger.Pow(10, power), 0, 0).To(bits) : Ratio(whole, BigInteger.Pow(10, -power), bits);
    }

    /// <summary>The shortest decimal number that reads back as this double, to a precision: 0.1 is one tenth.</summary>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public static BigFloat DecimalOf(double value, int bits) =>
        double.IsFinite(value) ? Decimal(value.ToString("R", CultureInfo.InvariantCulture), bits) : Of(value);

    /// <summary>The number with another precision.</summary>
    public BigFloat To(int bits) => Round(mantissa, exponent, bits);

    /// <summary>x · 2^power, exactly.</summary>
    public BigFloat Scale(long power) => mantissa.IsZero ? this : new(mantissa, exponent + power, Bits);

    /// <summary>|x|.</summary>
    public static BigFloat Abs(BigFloat x) => x.mantissa.Sign < 0 ? -x : x;

    /// <summary>The larger one.</summary>
    public static BigFloat Max(BigFloat a, BigFloat b) => a >= b ? a : b;

    /// <summary>The smaller one.</summary>
    public static BigFloat Min(BigFloat a, BigFloat b) => a <= b ? a : b;

    /// <summary>The negative.</summary>
    public static BigFloat operator -(BigFloat x) => new(-x.mantissa, x.exponent, x.Bits);

    /// <summary>The sum.</summary>
    public static BigFloat operator +(BigFloat a, BigFloat b) => Sum(a, b, checks: false, out _);

    /// <summary>The product.</summary>
    public static BigFloat operator *(BigFloat a, BigFloat b) => Round(a.mantissa * b.mantissa, a.exponent + b.exponent, Math.Max(a.Bits, b.Bits));

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    /// <exception cref="ArgumentException">Both numbers are exact, so that nothing says to how many bits the quotient is wanted.</exception>
    public static BigFloat operator /(BigFloat a, BigFloat b) => Divide(a, b, out _);

    /// <summary>The sum, and whether it was rounded.</summary>
    public static BigFloat Add(BigFloat a, BigFloat b, out bool isRounded) => Sum(a, b, checks: true, out isRounded);

    private static BigFloat Sum(BigFloat a, BigFloat b, bool checks, out bool isRounded)
    {
        isRounded = true;
        int bits = Math.Max(a.Bits, b.Bits);
        if (a.mantissa.IsZero || b.mantissa.IsZero)
        {
            isRounded = false;
            return a.mantissa.IsZero ? b.Widen(bits) : a.Widen(bits);
        }

        if (bits > 0)
        {
            long gap = a.Magnitude - b.Magnitude;
            if (gap > bits + 2 || gap < -bits - 2)
            {
                return gap > 0 ? a.Widen(bits) : b.Widen(bits);
            }
        }

        long shift = a.exponent - b.exponent;
        return shift >= 0
            ? Round((a.mantissa << (int)shift) + b.mantissa, b.exponent, bits, checks, out isRounded)
            : Round(a.mantissa + (b.mantissa << (int)-shift), a.exponent, bits, checks, out isRounded);
    }

    /// <summary>The difference.</summary>
    public static BigFloat operator -(BigFloat a, BigFloat b) => a + -b;

    /// <summary>The product, and whether it was rounded.</summary>
    public static BigFloat Multiply(BigFloat a, BigFloat b, out bool isRounded) =>
        Round(a.mantissa * b.mantissa, a.exponent + b.exponent, Math.Max(a.Bits, b.Bits), checks: true, out isRounded);

    /// <summary>The quotient, and whether it was rounded.</summary>
    /// <inheritdoc cref="op_Division"/>
    public static BigFloat Divide(BigFloat a, BigFloat b, out bool isRounded)
    {
        if (b.mantissa.IsZero)
        {
            throw new DivideByZeroException("A number was divided by 0.");
        }

        int bits = Math.Max(a.Bits, b.Bits);
        if (bits == 0)
        {
            throw new ArgumentException("The quotient of two exact numbers needs a precision: use Ratio, or To on one of them.", nameof(b));
        }

        int shift = (int)Math.Max(0, bits + 2 + (long)BigInteger.Abs(b.mantissa).GetBitLength() - (long)BigInteger.Abs(a.mantissa).GetBitLength());
        BigInteger quotient = BigInteger.DivRem(a.mantissa << shift, b.mantissa, out BigInteger rest);
        BigFloat rounded = Round(quotient, a.exponent - b.exponent - shift, bits, checks: true, out isRounded);
        isRounded |= !rest.IsZero;
        return rounded;
    }

    /// <summary>Whether a is smaller.</summary>
    public static bool operator <(BigFloat a, BigFloat b) => a.CompareTo(b) < 0;

    /// <summary>Whether a is larger.</summary>
    public static bool operator >(BigFloat a, BigFloat b) => a.CompareTo(b) > 0;

    /// <summary>Whether a is not larger.</summary>
    public static bool operator <=(BigFloat a, BigFloat b) => a.CompareTo(b) <= 0;

    /// <summary>Whether a is not smaller.</summary>
    public static bool operator >=(BigFloat a, BigFloat b) => a.CompareTo(b) >= 0;

    /// <summary>Whether the values are equal, whatever their precisions.</summary>
    public static bool operator ==(BigFloat a, BigFloat b) => a.Equals(b);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(BigFloat a, BigFloat b) => !a.Equals(b);

    /// <summary>A whole number, exactly.</summary>
    public static implicit operator BigFloat(int value) => Of((long)value);

    /// <summary>The nearest double; 0 or infinite beyond the range of doubles.</summary>
    public static explicit operator double(BigFloat x)
    {
        if (x.mantissa.IsZero)
        {
            return 0;
        }

        BigFloat rounded = x.To(53);
        long power = rounded.exponent;
        double m = (double)rounded.mantissa;
        return power > 2000 ? m * double.PositiveInfinity : power < -3000 ? 0 : Math.ScaleB(m, (int)power);
    }

    /// <summary>The largest whole number that is not larger.</summary>
    public BigInteger Floor() => exponent >= 0 ? mantissa << (int)exponent : -exponent > int.MaxValue ? (mantissa.Sign < 0 ? -1 : 0) : mantissa >> (int)-exponent;

    /// <summary>ln|x| as a double, right whatever the exponent; -infinity for 0.</summary>
    public double LogModulus()
    {
        if (mantissa.IsZero)
        {
            return double.NegativeInfinity;
        }

        long magnitude = Magnitude;
        double fraction = (double)Abs(this).To(53).Scale(-magnitude);
        return Math.Log(fraction) + (magnitude * Math.Log(2));
    }

    /// <summary>√x.</summary>
    /// <exception cref="ArgumentException">x is negative, or exact without a precision.</exception>
    public static BigFloat Sqrt(BigFloat x)
    {
        if (x.mantissa.Sign <= 0)
        {
            return x.mantissa.IsZero ? x : throw new ArgumentException("A negative number has no real square root.", nameof(x));
        }

        if (x.Bits == 0)
        {
            throw new ArgumentException("The root of an exact number needs a precision: use To first.", nameof(x));
        }

        long wanted = (2L * x.Bits) + 4;
        long shift = Math.Max(0, wanted - (long)x.mantissa.GetBitLength());
        shift += (x.exponent - shift) & 1;
        return Round(IntegerRoot(x.mantissa << (int)shift), (x.exponent - shift) / 2, x.Bits);
    }

    /// <inheritdoc/>
    public int CompareTo(BigFloat other)
    {
        if (mantissa.Sign != other.mantissa.Sign)
        {
            return mantissa.Sign.CompareTo(other.mantissa.Sign);
        }

        if (mantissa.IsZero)
        {
            return 0;
        }

        int byMagnitude = Magnitude.CompareTo(other.Magnitude);
        if (byMagnitude != 0)
        {
            return mantissa.Sign * byMagnitude;
        }

        long shift = exponent - other.exponent;
        return shift >= 0 ? (mantissa << (int)shift).CompareTo(other.mantissa) : mantissa.CompareTo(other.mantissa << (int)-shift);
    }

    /// <inheritdoc/>
    public bool Equals(BigFloat other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BigFloat other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine((double)this);

    /// <summary>About seventeen digits, with an exponent beyond the range of doubles where need be.</summary>
    public override string ToString()
    {
        double near = (double)this;
        if (mantissa.IsZero || (double.IsFinite(near) && Math.Abs(near) >= double.MinValue && near != 0 && Math.Abs(near) > 1e-300))
        {
            return near.ToString("R", CultureInfo.InvariantCulture);
        }

        double log = LogModulus() / Math.Log(10);
        double power = Math.Floor(log);
        return string.Create(CultureInfo.InvariantCulture, $"{(mantissa.Sign < 0 ? "-" : string.Empty)}{Math.Pow(10, log - power):G6}E{power:+0;-0}");
    }

    private static BigFloat Round(BigInteger mantissa, long exponent, int bits) => Round(mantissa, exponent, bits, checks: false, out _);

    private static BigFloat Round(BigInteger mantissa, long exponent, int bits, bool checks, out bool isRounded)
    {
        long extra = bits == 0 ? 0 : (long)BigInteger.Abs(mantissa).GetBitLength() - bits;
        isRounded = false;
        if (extra <= 0)
        {
            return mantissa.IsZero ? new BigFloat(BigInteger.Zero, 0, bits) : new BigFloat(mantissa, exponent, bits);
        }

        BigInteger half = BigInteger.One << (int)(extra - 1);
        BigInteger kept = (mantissa + half) >> (int)extra;
        isRounded = checks && kept << (int)extra != mantissa;
        return new BigFloat(kept, exponent + extra, bits);
    }

    private static BigInteger IntegerRoot(BigInteger n)
    {
        int length = (int)n.GetBitLength();
        BigInteger x = length < 1000 ? new BigInteger(Math.Sqrt((double)n)) : IntegerRoot(n >> (((length / 4) + 1) * 2)) << ((length / 4) + 1);
        x = x.IsZero ? BigInteger.One : x;
        for (int step = 0; step < 60; step++)
        {
            BigInteger next = (x + (n / x)) >> 1;
            if (BigInteger.Abs(next - x) <= 1)
            {
                return next;
            }

            x = next;
        }

        return x;
    }

    private BigFloat Widen(int bits) => Bits == bits ? this : Round(mantissa, exponent, bits);
}
