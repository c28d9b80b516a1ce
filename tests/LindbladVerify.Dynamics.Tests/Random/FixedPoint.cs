using System.Numerics;

namespace LindbladVerify.Dynamics.Tests.Random;

/// <summary>Elementary functions with 240 fractional bits, for measuring the error of double-precision ones in ulp.</summary>
internal static class FixedPoint
{
    private const int FractionBits = 240;
    private static readonly BigInteger One = BigInteger.One << FractionBits;
    private static readonly BigInteger HalfPi = 2 * ((4 * ArcTangentOfInverse(5)) - ArcTangentOfInverse(239)); // Machin

    /// <summary>The exact value of a double, as a fixed-point number (bits below 2^-240 are dropped).</summary>
    public static BigInteger From(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1075;
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | (1L << 52);
        int shift = exponent + FractionBits;
        BigInteger value = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return x == 0 ? 0 : bits < 0 ? -value : value;
    }

    /// <summary>|approximation − exact| in units of the last place of <paramref name="approximation"/>.</summary>
    public static double UlpError(double approximation, BigInteger exact)
    {
        BigInteger difference = BigInteger.Abs(From(approximation) - exact);
        return (double)difference / (double)From(Math.BitIncrement(Math.Abs(approximation)) - Math.Abs(approximation));
    }

    public static BigInteger Exp(double x)
    {
        BigInteger reduced = From(x) >> 12; // squared back twelve times
        BigInteger sum = One, term = One;
        for (int n = 1; !term.IsZero && n < 60; n++)
        {
            term = Multiply(term, reduced) / n;
            sum += term;
        }

        for (int i = 0; i < 12; i++)
        {
            sum = Multiply(sum, sum);
        }

        return sum;
    }

    public static BigInteger ExpMinusOne(double x) => Exp(x) - One;

    public static BigInteger Log(double x)
    {
        // ln x = 2 artanh((x-1)/(x+1)) after taking out powers of two; ln 2 = 2 artanh(1/3).
        int k = (int)Math.Floor(Math.Log2(x));
        double z = Math.ScaleB(x, -k);
        BigInteger m = From(z);
        return TwiceArtanh(((m - One) << FractionBits) / (m + One)) + (k * TwiceArtanh(One / 3));
    }

    public static (BigInteger Sin, BigInteger Cos) SinCos(double x) => SinCos(From(x));

    /// <summary>Sine and cosine of x·π/2.</summary>
    public static (BigInteger Sin, BigInteger Cos) SinCosOfRightAngles(double x) => SinCos(Multiply(From(x), HalfPi));

    private static (BigInteger Sin, BigInteger Cos) SinCos(BigInteger value)
    {
        BigInteger n = ((2 * value) + HalfPi) / (2 * HalfPi);
        BigInteger r = value - (n * HalfPi);
        BigInteger sin = Alternating(r, r, 1), cos = Alternating(r, One, 0);
        return (int)(((n % 4) + 4) % 4) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    private static BigInteger Alternating(BigInteger r, BigInteger first, int order)
    {
        BigInteger square = Multiply(r, r), term = first, sum = 0;
        for (int n = order; !term.IsZero && n < 200; n += 2)
        {
            sum += term;
            term = -Multiply(term, square) / ((n + 1) * (n + 2));
        }

        return sum;
    }

    private static BigInteger TwiceArtanh(BigInteger t)
    {
        BigInteger square = Multiply(t, t), power = t, sum = 0;
        for (int n = 1; !power.IsZero; n += 2)
        {
            sum += power / n;
            power = Multiply(power, square);
        }

        return 2 * sum;
    }

    private static BigInteger ArcTangentOfInverse(int denominator)
    {
        BigInteger power = One / denominator, sum = 0;
        for (int n = 1, sign = 1; !power.IsZero; n += 2, sign = -sign)
        {
            sum += sign * power / n;
            power /= denominator * denominator;
        }

        return sum;
    }

    private static BigInteger Multiply(BigInteger a, BigInteger b) => (a * b) >> FractionBits;
}
