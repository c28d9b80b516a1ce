using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <summary>Elementary functions of <see cref="BigFloat"/>: errors of a few units in the last bit of the argument's precision.</summary>
/// <remarks>Argument reduction and Taylor series; the logarithm corrects one of fewer digits by its exponential. Brent and Zimmermann, doi:10.1017/CBO9780511921698, chapter 4.</remarks>
public static class Elementary
{
    private const int Guard = 32;

    /// <summary>Arguments beyond this have results whose exponents are no longer of use.</summary>
    private const int LargestExponent = 62;

    private const double LnTwo = 0.69314718055994530942;

    /// <summary>The longest values computed so far; shorter ones are rounded from them.</summary>
    private static BigFloat[] longestPi = [];
    private static BigFloat[] longestLogTwo = [];

    /// <summary>π to a precision.</summary>
    public static BigFloat Pi(int bits) => Constant(bits, ref longestPi, static p =>
        (16 * InverseArctangent(5, p)) - (4 * InverseArctangent(239, p))); // Machin: π = 16 arctan(1/5) - 4 arctan(1/239).

    /// <summary>ln 2 to a precision.</summary>
    public static BigFloat LogTwo(int bits) => Constant(bits, ref longestLogTwo, static p =>
        (18 * InverseHyperbolicArctangent(26, p)) - (2 * InverseHyperbolicArctangent(4801, p)) + (8 * InverseHyperbolicArctangent(8749, p)));

    /// <summary>e^x.</summary>
    /// <exception cref="ArithmeticException">The exponent of the result has more than 62 bits.</exception>
    public static BigFloat Exp(BigFloat x)
    {
        if (x.IsZero)
        {
            return BigFloat.One.To(x.Bits);
        }

        if (x.Magnitude > LargestExponent - 2)
        {
            throw new ArithmeticException("An exponential leaves every range.");
        }

        int bits = RequirePrecision(x);
        int p = WholeLimbs(bits + Guard);
        long k = Nearest(x, LnTwo, static () => LogTwo(2 * LargestExponent));
        return (ExponentialMinusOne(WithoutMultiple(x, k, LogTwo, p), p) + 1).Scale(k).To(bits);
    }

    /// <summary>ln x.</summary>
    /// <exception cref="ArgumentException">x is not positive.</exception>
    public static BigFloat Log(BigFloat x)
    {
        if (x.Sign <= 0)
        {
            throw new ArgumentException("Only positive numbers have a real logarithm.", nameof(x));
        }

        int bits = RequirePrecision(x);
        int p = WholeLimbs(bits + Guard);

        // x = 2^power f with f between √½ and √2, so that ln f does not cancel against ln 2.
        long power = x.Magnitude;
        if ((double)x.Scale(-power) < 0.7071)
        {
            power--;
        }

        BigFloat log = LogNextToOne(x.Scale(-power), p);
        return (power == 0 ? log : log + (LogTwo(p) * BigFloat.Of(power))).To(bits);
    }

    /// <summary>sin x and cos x.</summary>
    /// <exception cref="ArithmeticException">The argument is beyond 2^100000: its reduction would take too many digits of π.</exception>
    public static (BigFloat Sine, BigFloat Cosine) SineCosine(BigFloat x)
    {
        if (x.IsZero)
        {
            return (x, BigFloat.One.To(x.Bits));
        }

        if (x.Magnitude > 100_000)
        {
            throw new ArithmeticException("The argument of a sine is too large.");
        }

        int bits = RequirePrecision(x);
        int p = WholeLimbs(bits + Guard);
        BigFloat r = x;
        int quadrant = 0;
        if (x.Magnitude > 40)
        {
            (r, quadrant) = ReducedToQuadrant(x, p);
        }
        else
        {
            // Next to a multiple of π/2 as many more bits as cancel; rarely any.
            long k = (long)Math.Round((double)x / (Math.PI / 2));
            quadrant = (int)(k & 3);
            for (int more = 0; k != 0; more += p + (int)Math.Min(p, -r.Magnitude))
            {
                r = WithoutMultiple(x, k, static b => Pi(b).Scale(-1), p + more);
                if (-r.Magnitude <= more + (Guard / 2))
                {
                    break;
                }
            }
        }

        (BigFloat s, BigFloat c) = Reduced(r, p);
        (BigFloat sine, BigFloat cosine) = quadrant switch { 0 => (s, c), 1 => (c, -s), 2 => (-s, -c), _ => (-c, s) };
        return (sine.To(bits), cosine.To(bits));
    }

    /// <summary>tanh x.</summary>
    public static BigFloat Tanh(BigFloat x)
    {
        int bits = RequirePrecision(x);
        if (x.IsZero)
        {
            return x;
        }

        if (x.Magnitude > 40)
        {
            return BigFloat.Of(x.Sign).To(bits);
        }

        // (e^2x - 1)/(e^2x + 1).
        int p = WholeLimbs(bits + Guard);
        BigFloat twice = x.Scale(1);
        BigFloat minusOne = twice.Magnitude < -1 ? ExponentialMinusOne(twice, p) : Exp(twice.To(p)) - 1;
        return (minusOne / (minusOne + 2)).To(bits);
    }

    /// <summary>x^y for x &gt; 0.</summary>
    public static BigFloat Power(BigFloat x, BigFloat y)
    {
        int bits = Math.Max(RequirePrecision(x.Bits >= y.Bits ? x : y), 1);
        int p = bits + Guard + (int)Math.Clamp(y.Magnitude + 8, 0, 4096) + 64;
        return Exp(Log(x.To(p)) * y.To(p)).To(bits);
    }

    /// <summary>x^n for a whole power, by repeated squaring.</summary>
    public static BigFloat WholePower(BigFloat x, long n)
    {
        if (n < 0)
        {
            return BigFloat.One.To(RequirePrecision(x)) / WholePower(x, -n);
        }

        BigFloat result = BigFloat.One;
        for (BigFloat square = x; n > 0; n >>= 1)
        {
            result = (n & 1) == 1 ? result * square : result;
            square = n > 1 ? square * square : square;
        }

        return result;
    }

    /// <summary>x - k · unit to p bits after the point and more.</summary>
    private static BigFloat WithoutMultiple(BigFloat x, long k, Func<int, BigFloat> unit, int p)
    {
        if (k == 0)
        {
            return x;
        }

        int bits = p + (int)Math.Max(0, x.Magnitude);
        return x.To(0) - (unit(bits) * BigFloat.Of(k));
    }

    /// <summary>The whole number next to x/unit, give or take a little more than a half.</summary>
    private static long Nearest(BigFloat x, double unit, Func<BigFloat> precise) =>
        x.Magnitude <= 40 ? (long)Math.Round((double)x / unit) : (long)((x.To(2 * LargestExponent) / precise()) + BigFloat.Of(0.5)).Floor();

    /// <summary>The remainder of a large number by π/2 and the last two bits of the quotient.</summary>
    private static (BigFloat Reduced, int Quadrant) ReducedToQuadrant(BigFloat x, int p)
    {
        int bits = p + (int)x.Magnitude;
        for (; ; )
        {
            BigFloat quarter = Pi(bits).Scale(-1);
            BigInteger k = ((x.To(bits) / quarter) + BigFloat.Of(0.5)).Floor();
            BigFloat r = x.To(bits) - (quarter * BigFloat.Scaled(k, 0, 0));
            if (-r.Magnitude <= bits - p - x.Magnitude + (Guard / 2))
            {
                return (r, (int)(k & 3));
            }

            bits += (int)Math.Min(-r.Magnitude, p) + Guard;
        }
    }

    /// <summary>e^r - 1 for |r| up to 0.35 to p bits.</summary>
    private static BigFloat ExponentialMinusOne(BigFloat r, int p)
    {
        if (r.IsZero)
        {
            return r;
        }

        int halvings = (int)Math.Max(0, Math.Sqrt(p) + 2 + r.Magnitude);
        BigFloat small = r.To(p).Scale(-halvings);
        BigFloat sum = small;
        BigFloat term = small;
        for (int n = 2; ; n++)
        {
            int left = Left(term.Magnitude + small.Magnitude - sum.Magnitude, p);
            if (left <= 0)
            {
                break;
            }

            term = BigFloat.Quotient(BigFloat.ShortProduct(term, small, left), BigFloat.Of(n), left, out _);
            sum += term;
        }

        // (1 + y)² - 1 = y (2 + y): no digit is lost next to 1.
        for (int step = 0; step < halvings; step++)
        {
            sum *= sum + 2;
        }

        return sum;
    }

    /// <summary>ln f for f between 0.7 and 1.42 to p bits.</summary>
    private static BigFloat LogNextToOne(BigFloat f, int p)
    {
        BigFloat fromOne = f.To(0) - 1;
        if (fromOne.Magnitude < -40)
        {
            return LogOfOnePlus(fromOne, p);
        }

        // ln f = y + ln(1 + (f e^-y - 1)) for y next to ln f, known to as many digits as the series can make up for.
        BigFloat y = p <= 640 ? BigFloat.Of(double.LogP1((double)fromOne)) : LogNextToOne(f.To(p / 4), p / 4);
        BigFloat e = ExponentialMinusOne(-y, p);
        return y + LogOfOnePlus((fromOne + (fromOne.To(p) * e) + e).To(p), p);
    }

    /// <summary>ln(1 + e) = 2 artanh(e/(2 + e)) to p bits for a small e.</summary>
    private static BigFloat LogOfOnePlus(BigFloat e, int p)
    {
        if (e.IsZero)
        {
            return e;
        }

        BigFloat ratio = BigFloat.Quotient(e, (e + 2).To(p), p, out _);
        BigFloat square = ratio * ratio;
        BigFloat power = ratio;
        BigFloat sum = ratio;
        for (int n = 3; ; n += 2)
        {
            int left = Left(power.Magnitude + square.Magnitude - sum.Magnitude, p);
            if (left <= 0)
            {
                return sum.Scale(1);
            }

            power = BigFloat.ShortProduct(power, square, left);
            sum += BigFloat.Quotient(power, BigFloat.Of(n), left, out _);
        }
    }

    /// <summary>sin r and cos r for |r| up to 0.8.</summary>
    private static (BigFloat Sine, BigFloat Cosine) Reduced(BigFloat r, int p)
    {
        // 1 - cos of the argument halved often enough: Σ (-1)^(k+1) r^2k/(2k)!.
        int halvings = (int)Math.Max(0, (0.7 * Math.Sqrt(p)) + r.Magnitude);
        BigFloat small = r.To(p).Scale(-halvings);
        BigFloat square = small * small;
        BigFloat term = square.Scale(-1);
        BigFloat versine = term;
        for (int n = 3; ; n += 2)
        {
            int left = Left(term.Magnitude + square.Magnitude - versine.Magnitude, p);
            if (left <= 0)
            {
                break;
            }

            term = -BigFloat.Quotient(BigFloat.ShortProduct(term, square, left), BigFloat.Of((long)n * (n + 1)), left, out _);
            versine += term;
        }

        // v(2a) = 2 v (2 - v) keeps its leading digits next to 0; sin² = v (2 - v).
        for (int step = 0; step < halvings; step++)
        {
            versine = (versine * (2 - versine)).Scale(1);
        }

        BigFloat sine = BigFloat.Sqrt(versine * (2 - versine));
        return (r.Sign < 0 ? -sine : sine, 1 - versine);
    }

    /// <summary>The bits that matter of a term so many powers of two below the sum.</summary>
    private static int Left(long relative, int p) => (int)Math.Clamp(p + relative + 8, 0, p);

    private static int WholeLimbs(int bits) => (bits + 63) / 64 * 64;

    private static BigFloat Constant(int bits, ref BigFloat[] longest, Func<int, BigInteger> scaled)
    {
        BigFloat[] known = Volatile.Read(ref longest);
        if (known.Length == 0 || known[0].Bits < bits)
        {
            // Somewhat more than asked for, so that slowly growing wishes do not compute it again and again.
            int p = bits + (bits / 4) + 256;
            known = [BigFloat.Scaled(scaled(p + Guard), -p - Guard, p)];
            Volatile.Write(ref longest, known);
        }

        return known[0].To(bits);
    }

    private static int RequirePrecision(BigFloat x) =>
        x.Bits > 0 ? x.Bits : throw new ArgumentException("A function of an exact number needs a precision: use To first.", nameof(x));

    private static BigInteger InverseArctangent(int n, int p) => InverseSeries(n, p, alternating: true);

    private static BigInteger InverseHyperbolicArctangent(int n, int p) => InverseSeries(n, p, alternating: false);

    /// <summary>2^p Σ (∓1)^k/((2k+1) n^(2k+1)).</summary>
    private static BigInteger InverseSeries(int n, int p, bool alternating)
    {
        BigInteger power = (BigInteger.One << p) / n;
        BigInteger sum = power;
        long square = (long)n * n;
        for (int k = 1; !power.IsZero; k++)
        {
            power /= square;
            BigInteger term = power / ((2 * k) + 1);
            sum += alternating && (k & 1) == 1 ? -term : term;
        }

        return sum;
    }
}
