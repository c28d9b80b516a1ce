using System.Globalization;
using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <summary>
/// A binary floating-point number with as many digits as it was made with: ±0.m · 2^Magnitude. The result of an operation has the precision of the
/// more precise operand and is the nearest such number; whole numbers and doubles are exact and take the precision of what they meet.
/// </summary>
/// <remarks>No overflow, no underflow, no infinities. Immutable. Numbers of at most 64 bits live without allocation; cost at 256 bits: some 30 ns a sum or product.</remarks>
public readonly partial struct BigFloat : IEquatable<BigFloat>, IComparable<BigFloat>
{
    /// <summary>Up to so many limbs, intermediate results stay on the stack.</summary>
    private const int StackLimbs = 160;

    private const int LimbBits = 64;
    private const ulong LeadingBit = 1UL << 63;
    private const long MagnitudeOfZero = long.MinValue / 4;

    /// <summary>All limbs, the least significant first, where there is more than one; neither end is 0 and the leading bit is set. Never changed.</summary>
    private readonly ulong[]? limbs;

    /// <summary>The most significant limb; 0 for 0.</summary>
    private readonly ulong head;
    private readonly long magnitude;
    private readonly int sign;

    private BigFloat(int sign, ulong head, ulong[]? limbs, long magnitude, int bits)
    {
        this.sign = sign;
        this.head = head;
        this.limbs = limbs;
        this.magnitude = magnitude;
        Bits = bits;
    }

    /// <summary>0, exactly.</summary>
    public static BigFloat Zero => default;

    /// <summary>1, exactly.</summary>
    public static BigFloat One { get; } = new(1, LeadingBit, null, 1, 0);

    /// <summary>The precision in bits; 0 for numbers that are exact in few bits.</summary>
    public int Bits { get; }

    /// <summary>Whether the number is 0.</summary>
    public bool IsZero => sign == 0;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => sign;

    /// <summary>The power of two just above the modulus: 2^(Magnitude - 1) ≤ |x| &lt; 2^Magnitude; least for 0.</summary>
    public long Magnitude => sign == 0 ? MagnitudeOfZero : magnitude;

    /// <summary>Whether the number is whole.</summary>
    public bool IsInteger => sign == 0 || (magnitude > 0 && magnitude - ((long)LimbBits * Count) + BitOperations.TrailingZeroCount(limbs is null ? head : limbs[0]) >= 0);

    /// <summary>The most significant 64 bits of the modulus, the first of them set; 0 for 0.</summary>
    internal ulong Head => head;

    /// <summary>Whether there are bits beyond <see cref="Head"/>.</summary>
    internal bool HasTail => limbs is not null;

    private int Count => limbs is null ? 1 : limbs.Length;

    /// <summary>A whole number, exactly.</summary>
    public static BigFloat Of(long value)
    {
        if (value == 0)
        {
            return Zero;
        }

        ulong modulus = value < 0 ? unchecked((ulong)-value) : (ulong)value;
        int zeros = BitOperations.LeadingZeroCount(modulus);
        return new BigFloat(value < 0 ? -1 : 1, modulus << zeros, null, LimbBits - zeros, 0);
    }

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
        ulong fraction = (ulong)word & 0xFFFFFFFFFFFFFUL;
        (ulong m, int e) = power == 0 ? (fraction, -1074) : (fraction | (1UL << 52), power - 1075);
        int zeros = BitOperations.LeadingZeroCount(m);
        return new BigFloat(value < 0 ? -1 : 1, m << zeros, null, e + LimbBits - zeros, 0);
    }

    /// <summary>The quotient of two whole numbers to a precision.</summary>
    /// <exception cref="DivideByZeroException">The denominator is 0.</exception>
    public static BigFloat Ratio(BigInteger numerator, BigInteger denominator, int bits) => Quotient(Whole(numerator), Whole(denominator), bits, out _);

    /// <summary>mantissa · 2^exponent to a precision.</summary>
    public static BigFloat Scaled(BigInteger mantissa, long exponent, int bits) => Whole(mantissa).Scale(exponent).To(bits);

    /// <summary>The number a text in decimal notation stands for, such as "0.1" or "-1.25e-7", to a precision.</summary>
    /// <exception cref="FormatException">The text is no decimal number.</exception>
    public static BigFloat Decimal(string text, int bits) => Decimal(text, bits, out _);

    /// <summary>The number of a decimal text, and whether it was rounded.</summary>
    internal static BigFloat Decimal(string text, int bits, out bool isRounded)
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

        BigFloat whole = digits.Length <= 18
            ? Of(long.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : Whole(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return power >= 0 ? Product(whole, PowersOfTen.Of(power), bits, out isRounded) : Quotient(whole, PowersOfTen.Of(-power), bits, out isRounded);
    }

    /// <summary>The shortest decimal number that reads back as this double, to a precision: 0.1 is one tenth.</summary>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public static BigFloat DecimalOf(double value, int bits) =>
        double.IsFinite(value) ? Decimal(value.ToString("R", CultureInfo.InvariantCulture), bits) : Of(value);

    /// <summary>The number with another precision.</summary>
    public BigFloat To(int bits) => To(bits, out _);

    /// <summary>x · 2^power, exactly.</summary>
    public BigFloat Scale(long power) => sign == 0 ? this : new(sign, head, limbs, magnitude + power, Bits);

    /// <summary>|x|.</summary>
    public static BigFloat Abs(BigFloat x) => x.sign < 0 ? -x : x;

    /// <summary>The larger one.</summary>
    public static BigFloat Max(BigFloat a, BigFloat b) => a >= b ? a : b;

    /// <summary>The smaller one.</summary>
    public static BigFloat Min(BigFloat a, BigFloat b) => a <= b ? a : b;

    /// <summary>The negative.</summary>
    public static BigFloat operator -(BigFloat x) => new(-x.sign, x.head, x.limbs, x.magnitude, x.Bits);

    /// <summary>The sum.</summary>
    public static BigFloat operator +(BigFloat a, BigFloat b) => Sum(a, b, b.sign, Math.Max(a.Bits, b.Bits), out _);

    /// <summary>The product.</summary>
    public static BigFloat operator *(BigFloat a, BigFloat b) => Product(a, b, Math.Max(a.Bits, b.Bits), out _);

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    /// <exception cref="ArgumentException">Both numbers are exact, so that nothing says to how many bits the quotient is wanted.</exception>
    public static BigFloat operator /(BigFloat a, BigFloat b) => Quotient(a, b, Math.Max(a.Bits, b.Bits), out _);

    /// <summary>The sum, and whether it was rounded.</summary>
    public static BigFloat Add(BigFloat a, BigFloat b, out bool isRounded) => Sum(a, b, b.sign, Math.Max(a.Bits, b.Bits), out isRounded);

    /// <summary>The difference.</summary>
    public static BigFloat operator -(BigFloat a, BigFloat b) => Sum(a, b, -b.sign, Math.Max(a.Bits, b.Bits), out _);

    /// <summary>The product, and whether it was rounded.</summary>
    public static BigFloat Multiply(BigFloat a, BigFloat b, out bool isRounded) => Product(a, b, Math.Max(a.Bits, b.Bits), out isRounded);

    /// <summary>The quotient, and whether it was rounded.</summary>
    /// <inheritdoc cref="op_Division"/>
    public static BigFloat Divide(BigFloat a, BigFloat b, out bool isRounded) => Quotient(a, b, Math.Max(a.Bits, b.Bits), out isRounded);

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
        // Doubles next to 0 have fewer bits.
        if (x.sign == 0 || x.magnitude <= -1074)
        {
            return x.sign == 0 || x.magnitude < -1074 ? x.sign * 0.0 : x.sign * double.Epsilon;
        }

        BigFloat rounded = x.To((int)Math.Min(x.magnitude + 1074, 53));
        return x.sign * (rounded.magnitude > 1024 ? double.PositiveInfinity : Math.ScaleB(rounded.head >> 11, (int)rounded.magnitude - 53));
    }

    /// <summary>The largest whole number that is not larger.</summary>
    public BigInteger Floor()
    {
        if (sign == 0 || magnitude <= 0)
        {
            return sign < 0 ? BigInteger.MinusOne : BigInteger.Zero;
        }

        BigInteger mantissa = sign * Limbs.Read(Mantissa(in this));
        long shift = magnitude - ((long)LimbBits * Count);
        return shift >= 0 ? mantissa << checked((int)shift) : mantissa >> checked((int)-shift);
    }

    /// <summary>ln|x| as a double, right whatever the exponent; -infinity for 0.</summary>
    public double LogModulus() => sign == 0 ? double.NegativeInfinity : Math.Log((double)Abs(this).Scale(-magnitude)) + (magnitude * Math.Log(2));

    /// <summary>√x.</summary>
    /// <exception cref="ArgumentException">x is negative, or exact without a precision.</exception>
    public static BigFloat Sqrt(BigFloat x)
    {
        if (x.sign <= 0)
        {
            return x.sign == 0 ? x : throw new ArgumentException("A negative number has no real square root.", nameof(x));
        }

        if (x.Bits == 0)
        {
            throw new ArgumentException("The root of an exact number needs a precision: use To first.", nameof(x));
        }

        // Newton's iteration from the root of the double, each step with twice the digits of the one before.
        long half = x.magnitude >> 1;
        BigFloat fraction = x.Scale(-2 * half);
        BigFloat root = Of(Math.Sqrt((double)fraction));
        int wanted = x.Bits + 8;
        int steps = 0;
        for (int known = wanted; known > 50; known = (known / 2) + 2)
        {
            steps++;
        }

        for (int step = steps - 1; step >= 0; step--)
        {
            int bits = wanted;
            for (int i = 0; i < step; i++)
            {
                bits = (bits / 2) + 2;
            }

            BigFloat other = Quotient(fraction, root, bits, out _);
            root = Sum(root, other, other.sign, bits, out _).Scale(-1);
        }

        return root.Scale(half).To(x.Bits);
    }

    /// <inheritdoc/>
    public int CompareTo(BigFloat other)
    {
        if (sign != other.sign || sign == 0)
        {
            return sign.CompareTo(other.sign);
        }

        int order = magnitude.CompareTo(other.magnitude);
        order = order == 0 ? head.CompareTo(other.head) : order;
        return sign * (order == 0 && (limbs is not null || other.limbs is not null) ? CompareLimbs(Mantissa(in this), Mantissa(in other)) : order);
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
        if (sign == 0 || (double.IsFinite(near) && Math.Abs(near) > 1e-300))
        {
            return near.ToString("R", CultureInfo.InvariantCulture);
        }

        double log = LogModulus() / Math.Log(10);
        double power = Math.Floor(log);
        return string.Create(CultureInfo.InvariantCulture, $"{(sign < 0 ? "-" : string.Empty)}{Math.Pow(10, log - power):G6}E{power:+0;-0}");
    }
}
