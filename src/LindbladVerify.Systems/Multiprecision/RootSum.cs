using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A sum of fractions times square roots of whole numbers without square factors: what matrix elements of spins and oscillators are, exactly.</summary>
internal sealed partial class RootSum
{
    private readonly (BigInteger Radicand, Rational Factor)[] terms;

    /// <param name="terms">Distinct radicands, ascending, with factors other than 0.</param>
    private RootSum((BigInteger Radicand, Rational Factor)[] terms) => this.terms = terms;

    public static RootSum Zero { get; } = new([]);

    public static RootSum One { get; } = Of(Rational.One);

    public bool IsZero => terms.Length == 0;

    public static RootSum Of(Rational value) => value.IsZero ? Zero : new([(BigInteger.One, value)]);

    /// <summary>The root of a fraction that is not negative.</summary>
    public static RootSum Root(Rational square)
    {
        if (square.IsZero)
        {
            return Zero;
        }

        (BigInteger whole, BigInteger rest) = Split(square.Numerator * square.Denominator);
        return new([(rest, new Rational(whole, square.Denominator))]);
    }

    public static RootSum operator -(RootSum x) => new(Array.ConvertAll(x.terms, t => (t.Radicand, -t.Factor)));

    public static RootSum operator +(RootSum a, RootSum b) => a.IsZero ? b : b.IsZero ? a : Collected(a.terms.Concat(b.terms));

    public static RootSum operator -(RootSum a, RootSum b) => a + -b;

    public static RootSum operator *(RootSum a, RootSum b)
    {
        if (a.IsZero || b.IsZero)
        {
            return Zero;
        }

        return Collected(a.terms.SelectMany(x => b.terms.Select(y => Product(x, y))));
    }

    /// <summary>Whether a few bits hold the number exactly.</summary>
    public bool IsDyadic => IsZero || (AsRational is { Denominator.IsPowerOfTwo: true } r && r.Numerator.GetBitLength() < 60);

    /// <summary>The fraction that the sum is; null where it has roots.</summary>
    public Rational? AsRational => IsZero ? 0 : terms is [{ Radicand.IsOne: true } only] ? only.Factor : null;

    /// <summary>1/x of a single term; null for 0 and for sums of several roots.</summary>
    public RootSum? Inverse() =>
        terms is [var (radicand, factor)] ? new([(radicand, Rational.One / (factor * new Rational(radicand, 1)))]) : null;

    /// <summary>The sum as an expression.</summary>
    public Expression AsExpression()
    {
        Expression? sum = null;
        foreach ((BigInteger radicand, Rational factor) in terms)
        {
            Expression term = new BinaryExpression(BinaryOperator.Divide, Number(factor.Numerator), Number(factor.Denominator));
            term = radicand.IsOne ? term : new BinaryExpression(BinaryOperator.Multiply, term, new CallExpression("sqrt", [Number(radicand)]));
            sum = sum is null ? term : new BinaryExpression(BinaryOperator.Add, sum, term);
        }

        return sum ?? new NumberExpression(0);

        static NumberExpression Number(BigInteger n) => new((double)n, default, n.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The number, to a few units in the last bit.</summary>
    public BigFloat Value(int bits)
    {
        BigFloat sum = BigFloat.Zero.To(bits);
        foreach ((BigInteger radicand, Rational factor) in terms)
        {
            BigFloat part = BigFloat.Ratio(factor.Numerator, factor.Denominator, bits + 32);
            sum += radicand.IsOne ? part : part * BigFloat.Sqrt(BigFloat.Scaled(radicand, 0, bits + 32));
        }

        return sum.To(bits);
    }

    /// <summary>A text that two sums share only when they are equal.</summary>
    public string Key() => string.Join("+", terms.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Factor.Numerator}/{t.Factor.Denominator}r{t.Radicand}")));

    private static (BigInteger, Rational) Product((BigInteger Radicand, Rational Factor) x, (BigInteger Radicand, Rational Factor) y)
    {
        // √m √n = g √(mn/g²) with g = gcd(m, n), and mn/g² has no square factor if m and n have none.
        var common = BigInteger.GreatestCommonDivisor(x.Radicand, y.Radicand);
        return (x.Radicand / common * (y.Radicand / common), x.Factor * y.Factor * new Rational(common, 1));
    }

    private static RootSum Collected(IEnumerable<(BigInteger Radicand, Rational Factor)> terms) =>
        new([.. terms.GroupBy(t => t.Radicand).Select(g => (g.Key, g.Select(t => t.Factor).Aggregate((p, q) => p + q))).Where(t => !t.Item2.IsZero).OrderBy(t => t.Key)]);

    /// <summary>n = whole² · rest by trial division; matrix elements have small prime factors.</summary>
    private static (BigInteger Whole, BigInteger Free) Split(BigInteger n)
    {
        const int LargestPrime = 100_000;
        BigInteger whole = BigInteger.One;
        BigInteger rest = BigInteger.One;
        for (int p = 2; p < LargestPrime && (BigInteger)p * p <= n; p++)
        {
            while ((n % ((BigInteger)p * p)).IsZero)
            {
                n /= (BigInteger)p * p;
                whole *= p;
            }

            if ((n % p).IsZero)
            {
                n /= p;
                rest *= p;
            }
        }

        return (whole, rest * n);
    }
}

/// <summary>The number in a prime field.</summary>
internal sealed partial class RootSum
{
    /// <summary>The whole number without square factors whose root the number is a fraction of; null for 0 and for sums of several roots.</summary>
    public BigInteger? Radicand => terms is [var (radicand, _)] ? radicand : null;

    /// <summary>The fractions of which the number is a sum, each with the primes whose roots multiply it.</summary>
    /// <exception cref="NotAlgebraicException">A prime is so large that not every field has its root.</exception>
    public IEnumerable<(Rational Factor, IReadOnlyList<int> Primes)> Terms() => terms.Select(t => (t.Factor, (IReadOnlyList<int>)Primes(t.Radicand)));

    private int[] Primes(BigInteger radicand)
    {
        int[] primes = [.. PrimeField.Radicands.Where(p => (radicand % p).IsZero)];
        return primes.Aggregate(BigInteger.One, (product, p) => product * p) == radicand
            ? primes
            : throw new NotAlgebraicException($"The irrational constant {AsExpression()} is left to sampling: algebra has the roots of 2, 3, 5, 7, 11, 13 and their products.");
    }

    /// <summary>The element of a field of a number without roots; null where a denominator is 0 in it.</summary>
    /// <exception cref="NotAlgebraicException">The number is irrational.</exception>
    public ulong? In(PrimeField field)
    {
        if (AsRational is not { } value)
        {
            throw new NotAlgebraicException($"The irrational constant {AsExpression()} is left to sampling.");
        }

        return field.TryFromRational(value.Numerator, value.Denominator, out ulong element) ? element : null;
    }

    /// <summary>How large numerator and denominator are.</summary>
    public FractionSize Size() => terms.Aggregate(FractionSize.Constant(0, 0), (sum, t) => sum + FractionSize.Constant(t.Factor.Numerator.GetBitLength() + (t.Radicand.GetBitLength() / 2.0), t.Factor.Denominator.GetBitLength()));
}

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
