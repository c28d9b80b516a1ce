using System.Numerics;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Systems.Expressions;

/// <summary>
/// Error, gamma and Bessel functions of real numbers in any number of digits: power series, and asymptotic ones whose remainder is below the first term left
/// out (NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov, 7.6.2, 7.12.1, 5.11.1 with 5.11(ii), 10.2.2, 10.25.2).
/// </summary>
internal static class PreciseSpecialFunctions
{
    /// <summary>Largest order of a Bessel function.</summary>
    public const int LargestOrder = 1000;

    /// <summary>Largest argument of a Bessel function in many digits; its series holds terms of size exp|x|.</summary>
    private const double LargestBesselArgument = 1 << 14;
    private const double LogTwo = 0.69314718055994531;
    private const int Guard = 40;
    private const int LargestFactorial = 2000;

    private static readonly Lock s_gate = new();
    private static readonly List<(BigInteger Numerator, BigInteger Denominator)> s_stirling = [];

    /// <summary>erf x: 2/√π exp(-x²) Σ 2^n x^(2n+1)/(1·3···(2n+1)), all terms positive; beyond, 1 - erfc x.</summary>
    public static Wide Erf(Ball x, int bits)
    {
        Ball y = Ball.Exact(BigFloat.Abs(x.Value));
        if (y.Value.IsZero)
        {
            return PreciseFunctions.Around(new Wide(0, bits), BigFloat.Of(1.1284), x.Error);
        }

        Wide middle = IsAsymptotic(y, bits) ? 1 - AsymptoticErfc(y, bits) : SeriesErf(y, bits);
        return PreciseFunctions.Around(x.Value.Sign < 0 ? -middle : middle, Slope(x), x.Error);
    }

    /// <summary>erfc x to full relative accuracy.</summary>
    public static Wide Erfc(Ball x, int bits)
    {
        Ball y = Ball.Exact(BigFloat.Abs(x.Value));
        if (x.Value.Sign <= 0)
        {
            return 1 + Erf(-x, bits);
        }

        // 1 - erf x loses x²/ln 2 bits and a few.
        double square = Math.Min(1e9, (double)(y.Value.To(64) * y.Value.To(64)));
        Wide middle = IsAsymptotic(y, bits) ? AsymptoticErfc(y, bits) : 1 - SeriesErf(y, bits + (int)(square / LogTwo) + Guard);
        return PreciseFunctions.Around(middle, Slope(x), x.Error);
    }

    /// <summary>Γ(x): whole numbers exactly, others by Stirling's series for the logarithm of Γ(x + N), and by reflection below 0.</summary>
    public static PreciseValue Gamma(Ball x, int bits)
    {
        if (x.Error.IsZero && x.Value.IsInteger)
        {
            if (x.Value.Sign <= 0)
            {
                return PreciseValue.Undefined;
            }

            if (x.Value <= BigFloat.Of((long)LargestFactorial))
            {
                return Rounded(BigFloat.Scaled(Factorial((int)(double)x.Value - 1), 0, 0), bits);
            }
        }

        if (x.MayBeZero)
        {
            return PreciseValue.Unresolved;
        }

        int wide = bits + Guard + 64 + (int)Math.Clamp(2 * x.Value.Magnitude, 0, 4096);
        var given = new Wide(x, wide);
        if (x.Value.Sign > 0)
        {
            return PositiveGamma(given).To(bits);
        }

        wide += (int)Math.Clamp(-x.Value.Magnitude, 0, 1 << 16);
        given = new Wide(x, wide);
        Wide sine = (Wide.Pi(wide) * given).Apply(FunctionName.Sin);
        return (Wide.Pi(wide) / (sine * PositiveGamma(1 - given))).To(bits);
    }

    /// <summary>J_n(x) or I_n(x) for a whole order: (x/2)^n Σ (∓x²/4)^k/(k! (n + k)!), with as many more bits as the terms of J cancel.</summary>
    public static PreciseValue Bessel(Ball order, Ball x, int bits, bool isModified)
    {
        if (!order.Error.IsZero || !order.Value.IsInteger || BigFloat.Abs(order.Value) > BigFloat.Of((long)LargestOrder))
        {
            return order.Error.IsZero ? PreciseValue.Undefined : PreciseValue.Unresolved;
        }

        int n = (int)(double)order.Value;
        double size = Math.Abs((double)x.Value);
        if (size > LargestBesselArgument || x.Error.Magnitude > 0)
        {
            return PreciseValue.Unresolved;
        }

        bool isSmall = size < 1 || isModified;
        int wide = bits + Guard + (isModified ? 0 : (int)(1.4427 * size));
        Wide value = BesselSeries(Math.Abs(n), new Wide(isSmall ? x : Ball.Exact(x.Value), wide), isModified);
        value = isSmall ? value : PreciseFunctions.Around(value, 1, x.Error);
        return (n < 0 && n % 2 != 0 && !isModified ? -value : value).To(bits);
    }

    private static PreciseValue Rounded(BigFloat value, int bits)
    {
        BigFloat rounded = value.To(bits);
        return rounded == value ? Ball.Exact(rounded) : Ball.Rounded(rounded, BigFloat.Zero);
    }

    private static Wide BesselSeries(int n, Wide x, bool isModified)
    {
        Wide half = x.Half();
        Wide square = isModified ? half * half : -(half * half);
        Wide term = new(1, x.Bits);
        for (int k = 1; k <= n; k++)
        {
            term *= half / k;
        }

        Wide sum = term;
        for (int k = 1; ; k++)
        {
            term = term * square / k / (n + k);
            if (term.Value.Number is not { } t || sum.Value.Number is not { } s)
            {
                return term;
            }

            sum += term;

            // Beyond here each term is less than half of the one before it.
            bool falls = square.Value.Number is { } q && BigFloat.Abs(q.Value).To(64) < BigFloat.Of((long)k * (n + k) / 4);
            if (t.Value.IsZero || (falls && t.Value.Magnitude < s.Value.Magnitude - x.Bits))
            {
                return PreciseFunctions.Around(sum, 2, Ball.Short(t.Value) + t.Error);
            }
        }
    }

    private static bool IsAsymptotic(Ball y, int bits)
    {
        BigFloat square = y.Value.To(64) * y.Value.To(64);
        return square > BigFloat.Of((LogTwo * (bits + Guard)) + 10);
    }

    private static Wide SeriesErf(Ball y, int bits)
    {
        var x = new Wide(y, bits);
        Wide twice = (x * x).Scale(1);
        Wide term = x;
        Wide sum = x;
        double size = (double)twice.Value.Number!.Value.Value;
        for (int n = 1; ; n++)
        {
            term = term * twice / ((2 * n) + 1);
            sum += term;
            Ball t = term.Value.Number!.Value;
            if (size < n && t.Value.Magnitude < sum.Value.Number!.Value.Value.Magnitude - bits)
            {
                // From here on each term is at most half of the one before it.
                sum = PreciseFunctions.Around(sum, 1, Ball.Short(t.Value) + t.Error);
                break;
            }
        }

        return (-(x * x)).Apply(FunctionName.Exp) * sum.Scale(1) / Wide.Pi(bits).Apply(FunctionName.Sqrt);
    }

    /// <summary>exp(-x²)/(x √π) Σ (-1)^n (2n - 1)!!/(2x²)^n.</summary>
    private static Wide AsymptoticErfc(Ball y, int bits)
    {
        var x = new Wide(y, bits);
        Wide square = x * x;
        Wide inverse = -(1 / square.Scale(1));
        Wide term = new(1, bits);
        Wide sum = term;
        for (int n = 1; ; n++)
        {
            term = term * inverse * ((2 * n) - 1);
            Ball t = term.Value.Number!.Value;
            if (t.Value.Magnitude < -bits)
            {
                sum = PreciseFunctions.Around(sum, 1, Ball.Short(t.Value) + t.Error);
                break;
            }

            sum += term;
        }

        return (-square).Apply(FunctionName.Exp) * sum / (x * Wide.Pi(bits).Apply(FunctionName.Sqrt));
    }

    /// <summary>2/√π exp(-x²) at the end of the ball that is nearer to 0.</summary>
    private static BigFloat Slope(Ball x)
    {
        BigFloat low = BigFloat.Abs(x.Value).To(64) - x.Error;
        if (x.Error.IsZero || low.Sign <= 0)
        {
            return BigFloat.Of(1.1284);
        }

        BigFloat square = low * low;
        return square.Magnitude > 58 ? BigFloat.Scaled(1, -(1L << 57), 32) : Elementary.Exp(-square.To(64)) * BigFloat.Of(1.1285);
    }

    private static Wide PositiveGamma(Wide x)
    {
        int bits = x.Bits;
        if (x.Value.Number is not { } given)
        {
            return x;
        }

        // Γ(x) = Γ(x + N)/(x (x + 1) ··· (x + N - 1)), so far up that Stirling's series has the digits.
        double from = Math.Min(1e9, (double)given.Value);
        int steps = (int)Math.Max(0, Math.Ceiling((bits / 6.0) + 10 - from));
        Wide product = new(1, bits);
        for (int j = 0; j < steps; j++)
        {
            product *= x + j;
        }

        Wide z = x + steps;
        Wide log = ((z - new Wide(1, bits).Half()) * z.Apply(FunctionName.Log)) - z + Wide.Pi(bits).Scale(1).Apply(FunctionName.Log).Half();
        Wide inverse = 1 / z;
        Wide square = inverse * inverse;
        Wide power = inverse;
        for (int k = 1; ; k++)
        {
            (BigInteger numerator, BigInteger denominator) = Stirling(k);
            Wide term = power * Whole(numerator, bits) / Whole(denominator, bits);
            if (term.Value.Number is not { } t || t.Value.Magnitude < -bits)
            {
                return term.Value.Number is { } rest
                    ? PreciseFunctions.Around(log, 1, Ball.Short(rest.Value) + rest.Error).Apply(FunctionName.Exp) / product
                    : term;
            }

            log += term;
            power *= square;
        }
    }

    private static Wide Whole(BigInteger value, int bits) => new(Rounded(BigFloat.Scaled(value, 0, 0), bits), bits);

    private static BigInteger Factorial(int n)
    {
        BigInteger product = BigInteger.One;
        for (int k = 2; k <= n; k++)
        {
            product *= k;
        }

        return product;
    }

    /// <summary>B_2k/(2k (2k - 1)), the Bernoulli numbers from tangent numbers (Brent and Harvey, arXiv:1108.0286).</summary>
    private static (BigInteger Numerator, BigInteger Denominator) Stirling(int k)
    {
        lock (s_gate)
        {
            if (s_stirling.Count < k)
            {
                int count = Math.Max(64, 2 * k);
                BigInteger[] tangent = new BigInteger[count + 1];
                tangent[1] = 1;
                for (int j = 2; j <= count; j++)
                {
                    tangent[j] = (j - 1) * tangent[j - 1];
                }

                for (int j = 2; j <= count; j++)
                {
                    for (int m = j; m <= count; m++)
                    {
                        tangent[m] = ((m - j) * tangent[m - 1]) + ((m - j + 2) * tangent[m]);
                    }
                }

                s_stirling.Clear();
                for (int m = 1; m <= count; m++)
                {
                    // B_2m = (-1)^(m-1) 2m T_m/(4^m (4^m - 1)).
                    BigInteger four = BigInteger.One << (2 * m);
                    s_stirling.Add((m % 2 == 0 ? -tangent[m] : tangent[m], four * (four - 1) * ((2 * m) - 1)));
                }
            }

            return s_stirling[k - 1];
        }
    }
}
