using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <content>Reduction of arguments, and series.</content>
internal static partial class Elementary
{
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

/// <summary>Powers of ten, exactly; those of the range of doubles are computed once.</summary>
internal static class PowersOfTen
{
    private const int Kept = 400;

    private static readonly BigFloat[] Known = new BigFloat[Kept];
    private static readonly bool[] IsKnown = new bool[Kept];

    internal static BigFloat Of(int power)
    {
        if (power >= Kept)
        {
            return Compute(power);
        }

        if (!Volatile.Read(ref IsKnown[power]))
        {
            Known[power] = Compute(power);
            Volatile.Write(ref IsKnown[power], true);
        }

        return Known[power];
    }

    private static BigFloat Compute(int power) => BigFloat.Scaled(BigInteger.Pow(10, power), 0, 0);
}
