using System.Collections.Concurrent;
using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <summary>Elementary functions of <see cref="BigFloat"/>: errors of a few units in the last bit of the argument's precision.</summary>
/// <remarks>Argument reduction and Taylor series; the logarithm by Newton's (third-order) iteration on the exponential. Brent and Zimmermann, doi:10.1017/CBO9780511921698, chapter 4.</remarks>
public static class Elementary
{
    private const int Guard = 32;

    /// <summary>Arguments beyond this have results whose exponents are no longer of use.</summary>
    private const int LargestExponent = 62;

    private static readonly ConcurrentDictionary<int, BigFloat> Pis = new();
    private static readonly ConcurrentDictionary<int, BigFloat> LogTwos = new();

    /// <summary>π to a precision.</summary>
    public static BigFloat Pi(int bits) => Pis.GetOrAdd(bits, static b =>
    {
        // Machin: π = 16 arctan(1/5) - 4 arctan(1/239).
        int p = b + Guard;
        return BigFloat.Scaled((16 * InverseArctangent(5, p)) - (4 * InverseArctangent(239, p)), -p, b);
    });

    /// <summary>ln 2 to a precision.</summary>
    public static BigFloat LogTwo(int bits) => LogTwos.GetOrAdd(bits, static b =>
    {
        // ln 2 = 18 artanh(1/26) - 2 artanh(1/4801) + 8 artanh(1/8749).
        int p = b + Guard;
        return BigFloat.Scaled((18 * InverseHyperbolicArctangent(26, p)) - (2 * InverseHyperbolicArctangent(4801, p)) + (8 * InverseHyperbolicArctangent(8749, p)), -p, b);
    });

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
        int halvings = (int)Math.Sqrt(bits) + 4;
        int p = bits + Guard + halvings + (int)Math.Max(0, x.Magnitude);
        BigFloat two = LogTwo(p);
        BigInteger k = ((x.To(p) / two) + BigFloat.Of(0.5)).Floor();
        BigFloat r = (x.To(p) - (two * BigFloat.Scaled(k, 0, 0))).Scale(-halvings);

        // e^r - 1 by its series, then (1 + y)² - 1 = y (2 + y): no digit is lost next to 1.
        BigFloat sum = r;
        BigFloat term = r;
        for (int n = 2; !term.IsZero && term.Magnitude > sum.Magnitude - p; n++)
        {
            term = term * r / BigFloat.Of(n);
            sum += term;
        }

        for (int step = 0; step < halvings; step++)
        {
            sum *= sum + 2;
        }

        return (sum + 1).Scale((long)k).To(bits);
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
        long power = x.Magnitude;
        BigFloat fraction = x.Scale(-power);
        if (power == 1 && fraction.Magnitude == 0)
        {
            // Next to 1 from above: keep x itself, so that ln x does not cancel against ln 2.
            power = 0;
            fraction = x;
        }

        // Next to 1 the logarithm is small: as many more bits as it has leading zeros.
        BigFloat fromOne = fraction - 1;
        if (fromOne.IsZero)
        {
            return (LogTwo(bits) * BigFloat.Of(power)).To(bits);
        }

        int p = bits + Guard + (int)Math.Max(0, -fromOne.Magnitude);
        BigFloat f = fraction.To(p);
        BigFloat y = BigFloat.Of(Math.Log((double)fraction)).To(p);
        y = y.IsZero ? fromOne.To(p) : y;
        for (int known = 40; known < p; known *= 3)
        {
            BigFloat e = Exp(y);
            y += 2 * (f - e) / (f + e);
        }

        return (y + (LogTwo(p) * BigFloat.Of(power))).To(bits);
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
        int doublings = ((int)Math.Sqrt(bits) / 2) + 2;
        int p = bits + Guard + (2 * doublings) + (int)Math.Max(0, x.Magnitude);
        for (int attempt = 0; ; attempt++)
        {
            BigFloat quarter = Pi(p).Scale(-1);
            BigInteger k = ((x.To(p) / quarter) + BigFloat.Of(0.5)).Floor();
            BigFloat r = x.To(p) - (quarter * BigFloat.Scaled(k, 0, 0));
            long lost = k.IsZero ? 0 : -r.Magnitude;
            if (attempt < 3 && lost > Guard / 2)
            {
                p += (int)Math.Min(lost, 4L * bits);
                continue;
            }

            (BigFloat s, BigFloat c) = Reduced(r, doublings, p);
            (BigFloat sine, BigFloat cosine) = (int)(k & 3) switch { 0 => (s, c), 1 => (c, -s), 2 => (-s, -c), _ => (-c, s) };
            return (sine.To(bits), cosine.To(bits));
        }
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

        // (e^2x - 1)/(e^2x + 1): as many more bits as x has leading zeros.
        int p = bits + Guard + (int)Math.Max(0, -x.Magnitude);
        BigFloat e = Exp(x.To(p).Scale(1));
        return ((e - 1) / (e + 1)).To(bits);
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

    private static (BigFloat Sine, BigFloat Cosine) Reduced(BigFloat r, int doublings, int p)
    {
        if (r.IsZero)
        {
            return (r, BigFloat.One.To(p));
        }

        BigFloat small = r.Scale(-doublings);
        BigFloat square = small * small;
        BigFloat sine = small;
        BigFloat versine = square.Scale(-1);
        BigFloat oddTerm = small;
        BigFloat evenTerm = versine;
        for (int n = 2; !oddTerm.IsZero && Math.Max(oddTerm.Magnitude - sine.Magnitude, evenTerm.Magnitude - versine.Magnitude) > -p; n += 2)
        {
            oddTerm = -(oddTerm * square) / BigFloat.Of((long)n * (n + 1));
            sine += oddTerm;
            evenTerm = -(evenTerm * square) / BigFloat.Of((long)(n + 1) * (n + 2));
            versine += evenTerm;
        }

        // v = 1 - cos: v(2a) = 2 v (2 - v), sin(2a) = 2 sin a (1 - v): both keep their leading digits next to 0.
        for (int step = 0; step < doublings; step++)
        {
            sine = (sine * (1 - versine)).Scale(1);
            versine = (versine * (2 - versine)).Scale(1);
        }

        return (sine, 1 - versine);
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
