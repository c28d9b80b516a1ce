namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <summary>Elementary functions of <see cref="BigFloat"/>: errors of a few units in the last bit of the argument's precision.</summary>
/// <remarks>Argument reduction and Taylor series; the logarithm corrects one of fewer digits by its exponential. Brent and Zimmermann, doi:10.1017/CBO9780511921698, chapter 4.</remarks>
internal static partial class Elementary
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
}
