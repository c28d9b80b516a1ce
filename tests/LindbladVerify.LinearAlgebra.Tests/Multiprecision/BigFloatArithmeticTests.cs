using System.Globalization;
using System.Numerics;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Multiprecision;

/// <summary>Every operation against rational numbers.</summary>
public sealed partial class BigFloatArithmeticTests
{
    private const int Cases = 4000;

    [LongFact]
    public void Sums_differences_and_products_round_to_the_nearest()
    {
        RandomNumbers random = new(1);
        for (int i = 0; i < Cases; i++)
        {
            var a = random.Any();
            var b = random.Any();
            int bits = Math.Max(a.Number.Bits, b.Number.Bits);
            ExactNumber x = ExactNumber.Of(a.Mantissa, a.Exponent);
            ExactNumber y = ExactNumber.Of(b.Mantissa, b.Exponent);
            string what = $"case {i}";
            (x + y).Rounds(BigFloat.Add(a.Number, b.Number, out bool isRounded), bits, isRounded, $"{what} +");
            (x + -y).Rounds(BigFloat.Add(a.Number, -b.Number, out isRounded), bits, isRounded, $"{what} -");
            (x * y).Rounds(BigFloat.Multiply(a.Number, b.Number, out isRounded), bits, isRounded, $"{what} *");
            Assert.Equal(BigFloat.Add(a.Number, b.Number, out _), a.Number + b.Number);
            Assert.Equal(BigFloat.Add(a.Number, -b.Number, out _), a.Number - b.Number);
            Assert.Equal(BigFloat.Multiply(a.Number, b.Number, out _), a.Number * b.Number);
        }
    }

    [LongFact]
    public void Quotients_round_to_the_nearest()
    {
        RandomNumbers random = new(2);
        for (int i = 0; i < Cases; i++)
        {
            var a = random.Any();
            var b = i % 3 == 0 ? random.Number(random.Bits()) : random.Any();
            int bits = Math.Max(a.Number.Bits, b.Number.Bits);
            if (bits == 0)
            {
                Assert.Throws<ArgumentException>(() => a.Number / b.Number);
                continue;
            }

            ExactNumber quotient = ExactNumber.Of(a.Mantissa, a.Exponent) / ExactNumber.Of(b.Mantissa, b.Exponent);
            quotient.Rounds(BigFloat.Divide(a.Number, b.Number, out bool isRounded), bits, isRounded, $"case {i}");
            Assert.Equal(BigFloat.Divide(a.Number, b.Number, out _), a.Number / b.Number);

            // A product divides without a rest.
            BigFloat product = BigFloat.Scaled(a.Mantissa * b.Mantissa, a.Exponent + b.Exponent, 0);
            ExactNumber.Of(a.Mantissa, a.Exponent).Rounds(BigFloat.Divide(product, b.Number.To(5000), out isRounded), 5000, isRounded, $"case {i}, exact");
            Assert.False(isRounded);
        }
    }

    [LongFact]
    public void Digits_of_quotients_are_corrected_where_the_estimate_is_too_large()
    {
        // All patterns of limbs that are 0, 1, the half, the half less one and all ones: estimates of quotient digits fail on such.
        ulong[] limbs = [0, 1, 1UL << 63, (1UL << 63) - 1, ulong.MaxValue, ulong.MaxValue - 1, (1UL << 63) + 1];
        RandomNumbers random = new(3);
        for (int i = 0; i < 20_000; i++)
        {
            BigInteger n = Pattern(random.Below(7) + 1);
            BigInteger d = Pattern(random.Below(4) + 1);
            int bits = 64 * (random.Below(5) + 1);
            new ExactNumber(n, d).Rounds(BigFloat.Ratio(n, d, bits), bits, null, $"case {i}");
        }

        BigInteger Pattern(int length)
        {
            BigInteger value = 1;
            for (int j = 0; j < length; j++)
            {
                value = (value << 64) | limbs[random.Below(limbs.Length)];
            }

            return random.Below(2) == 0 ? value : value & ((BigInteger.One << (64 * length)) - 1) | (BigInteger.One << ((64 * length) - 1));
        }
    }

    [Fact]
    public void Reciprocals_of_limbs()
    {
        RandomNumbers random = new(4);
        for (int i = 0; i < 100_000; i++)
        {
            ulong d = (ulong)random.Natural(64) | (1UL << 63);
            d = i < 600 ? (1UL << 63) + (ulong)i : i < 1200 ? ulong.MaxValue - (ulong)(i - 600) : d;
            Assert.Equal((ulong)((UInt128.MaxValue / d) - ((UInt128)1 << 64)), Limbs.Reciprocal(d));
        }
    }

    [Theory]
    [InlineData(3000)]
    [InlineData(6500)]
    [InlineData(14_000)]
    public void Long_mantissas(int bits)
    {
        RandomNumbers random = new(bits);
        for (int i = 0; i < 6; i++)
        {
            BigInteger m = random.Natural(bits);
            BigInteger n = random.Natural(bits - (700 * i));
            (BigFloat a, BigFloat b) = (BigFloat.Scaled(m, -bits, bits), BigFloat.Scaled(n, -bits, bits));
            (ExactNumber x, ExactNumber y) = (ExactNumber.Of(m, -bits), ExactNumber.Of(n, -bits));
            (x * y).Rounds(BigFloat.Multiply(a, b, out bool isRounded), bits, isRounded, "product");
            (x + y).Rounds(BigFloat.Add(a, b, out isRounded), bits, isRounded, "sum");
            (x / y).Rounds(BigFloat.Divide(a, b, out isRounded), bits, isRounded, "quotient");
            BigFloat root = BigFloat.Sqrt(a);
            Assert.True(BigFloat.Abs((root.To(2 * bits) * root) - a).Magnitude <= a.Magnitude - bits + 1);
        }
    }

    [LongFact]
    public void Sums_that_cancel_keep_every_bit_left()
    {
        RandomNumbers random = new(5);
        for (int i = 0; i < Cases; i++)
        {
            int bits = random.Bits();
            BigInteger m = random.Natural(bits);
            BigInteger n = m + random.Below(3) - 1 + (BigInteger.One << random.Below(bits));
            long e = random.Exponent();
            BigFloat a = BigFloat.Scaled(m, e, bits);
            BigFloat b = BigFloat.Scaled(n, e, bits + 1);
            (ExactNumber.Of(m, e) + -ExactNumber.Of(n, e)).Rounds(BigFloat.Add(a, -b, out bool isRounded), bits + 1, isRounded, $"case {i}");
            Assert.True((a - a).IsZero);
            Assert.Equal(bits, (a - a).Bits);
        }
    }

    [Fact]
    public void A_carry_runs_through_all_limbs()
    {
        for (int bits = 1; bits <= 700; bits++)
        {
            BigInteger ones = (BigInteger.One << bits) - 1;
            BigFloat a = BigFloat.Scaled(ones, 0, bits);
            ExactNumber.Of(BigInteger.One << bits, 0).Rounds(BigFloat.Add(a, 1, out bool isRounded), bits, isRounded, $"{bits} bits");
            ExactNumber.Of(ones, 0).Rounds(BigFloat.Add(BigFloat.Scaled(BigInteger.One, bits, bits), -1, out isRounded), bits, isRounded, $"{bits} bits");

            // Half a unit less than a power of two rounds up to it, through all limbs.
            Assert.Equal(BigFloat.One, BigFloat.Scaled((BigInteger.One << (bits + 1)) - 1, -bits - 1, bits));
            Assert.Equal(1, BigFloat.Scaled((BigInteger.One << (bits + 1)) - 1, -bits - 1, bits).Magnitude);
        }
    }

    [LongFact]
    public void Summands_far_apart_round_as_the_rule_says()
    {
        RandomNumbers random = new(6);
        for (int i = 0; i < Cases; i++)
        {
            var a = random.Any();
            int own = random.Bits();
            BigInteger n = random.Natural(own);
            int bits = Math.Max(a.Number.Bits, own);
            long e = a.Number.Magnitude - own - bits + random.Below(8) - 4 - (random.Below(2) * 64 * random.Below(5));
            BigFloat b = BigFloat.Scaled(n, e, own);
            (ExactNumber.Of(a.Mantissa, a.Exponent) + ExactNumber.Of(n, e)).Rounds(BigFloat.Add(a.Number, b, out bool isRounded), bits, isRounded, $"case {i}");
            (ExactNumber.Of(n, e) + -ExactNumber.Of(a.Mantissa, a.Exponent)).Rounds(BigFloat.Add(b, -a.Number, out isRounded), bits, isRounded, $"case {i}");
        }

        BigFloat huge = BigFloat.One.To(100).Scale(long.MaxValue / 8);
        Assert.Equal(huge, BigFloat.Add(huge, BigFloat.One.Scale(long.MinValue / 8), out bool far));
        Assert.True(far);
    }

    [LongFact]
    public void Roots_round_to_within_a_unit_and_squares_have_theirs()
    {
        RandomNumbers random = new(7);
        for (int i = 0; i < 1500; i++)
        {
            int bits = random.Bits();
            BigInteger m = random.Natural(bits);
            long e = random.Exponent();
            BigFloat root = BigFloat.Sqrt(BigFloat.Scaled(m, e, bits));
            Assert.Equal(bits, root.Bits);
            ExactNumber r = ExactNumber.Of(root);
            Assert.True(r.Fits(bits));
            ExactNumber unit = ExactNumber.Of(BigInteger.One, root.Magnitude - bits);
            ExactNumber x = ExactNumber.Of(m, e);
            Assert.True(((r + unit) * (r + unit)).CompareTo(x) >= 0 && ((r + -unit) * (r + -unit)).CompareTo(x) <= 0, $"case {i}");
            BigFloat half = BigFloat.Scaled(m, e, 2 * bits);
            Assert.Equal(half, BigFloat.Sqrt(half * half));
        }

        Assert.True(BigFloat.Sqrt(BigFloat.Zero).IsZero);
        Assert.Throws<ArgumentException>(() => BigFloat.Sqrt(BigFloat.Of(-1L).To(10)));
        Assert.Throws<ArgumentException>(() => BigFloat.Sqrt(BigFloat.One));
    }

    [Fact]
    public void Order_equality_and_whole_parts()
    {
        RandomNumbers random = new(8);
        for (int i = 0; i < Cases; i++)
        {
            var a = random.Any();
            var b = random.Any();
            if (i % 2 == 1)
            {
                BigInteger m = a.Mantissa + random.Below(3) - 1;
                b = (m, a.Exponent, BigFloat.Scaled(m, a.Exponent, 0));
            }

            ExactNumber x = ExactNumber.Of(a.Mantissa, a.Exponent);
            int order = x.CompareTo(ExactNumber.Of(b.Mantissa, b.Exponent));
            Assert.Equal(order, a.Number.CompareTo(b.Number));
            Assert.Equal(order == 0, a.Number == b.Number);
            Assert.Equal(order < 0, a.Number < b.Number);
            Assert.Equal(order > 0 ? a.Number : b.Number, BigFloat.Max(a.Number, b.Number));
            BigInteger floor = BigInteger.DivRem(x.Numerator, x.Denominator, out BigInteger rest);
            Assert.Equal(rest.Sign < 0 ? floor - 1 : floor, a.Number.Floor());
            Assert.Equal(rest.IsZero, a.Number.IsInteger);
            Assert.Equal(-x.CompareTo(default(ExactNumber) with { Denominator = 1 }), (-a.Number).Sign);
        }
    }

    [LongFact]
    public void Another_precision_is_the_nearest_number_and_does_not_touch_the_old_one()
    {
        RandomNumbers random = new(9);
        for (int i = 0; i < Cases; i++)
        {
            var a = random.Any();
            int bits = random.Bits();
            ExactNumber x = ExactNumber.Of(a.Mantissa, a.Exponent);
            x.Rounds(a.Number.To(bits), bits, null, $"case {i}");
            x.Rounds(a.Number.To(0), 0, null, $"case {i}");
            x.Rounds(a.Number, a.Number.Bits, null, $"case {i}");
        }
    }

    [Fact]
    public void Doubles_go_in_exactly_and_come_out_as_the_nearest()
    {
        RandomNumbers random = new(10);
        double[] special = [0, 1, -1, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, 2.2250738585072014e-308, 2.225073858507201e-308, 0.1, 1e22];
        foreach (double value in special.Concat(Enumerable.Range(0, Cases).Select(_ => Math.ScaleB(random.Between(-1, 1), random.Below(2098) - 1074))))
        {
            BigFloat x = BigFloat.Of(value);
            Assert.Equal(0, x.Bits);
            Assert.Equal(value, (double)x);
            Assert.Equal(value, (double)(x + x.Scale(-60)));
            if (value != 0)
            {
                Assert.True(x.LogModulus() == Math.Log(Math.Abs(value)) || Math.Abs(x.LogModulus() - Math.Log(Math.Abs(value))) <= 3e-16 * Math.Max(1, Math.Abs(x.LogModulus())));
            }
        }

        Assert.Equal(double.PositiveInfinity, (double)BigFloat.One.Scale(1024));
        Assert.Equal(double.NegativeInfinity, (double)(BigFloat.Of(-1L).Scale(1024) - BigFloat.One.Scale(1025)));
        Assert.Equal(double.PositiveInfinity, (double)(BigFloat.Of(double.MaxValue) + BigFloat.One.Scale(970)));
        Assert.Equal(double.MaxValue, (double)(BigFloat.Of(double.MaxValue) + BigFloat.One.Scale(969)));
        Assert.Equal(double.Epsilon, (double)(BigFloat.Of(double.Epsilon).Scale(-1) + BigFloat.Of(double.Epsilon).Scale(-50)));
        Assert.Equal(0, (double)(BigFloat.Of(double.Epsilon).Scale(-1) - BigFloat.Of(double.Epsilon).Scale(-50)));
        Assert.Equal(3 * double.Epsilon, (double)(BigFloat.Of(3 * double.Epsilon) + BigFloat.Of(double.Epsilon).Scale(-2)));
        Assert.Throws<ArgumentException>(() => BigFloat.Of(double.NaN));
        Assert.Equal(BigFloat.One.Scale(63), -BigFloat.Of(long.MinValue));
        Assert.Equal("2E+1000", BigFloat.Decimal("2e1000", 200).ToString());
        Assert.Equal("-0.5", BigFloat.Of(-0.5).ToString());
    }

    [LongFact]
    public void Decimal_texts()
    {
        RandomNumbers random = new(11);
        for (int i = 0; i < Cases; i++)
        {
            BigInteger digits = random.Natural(random.Bits() / 4 + 1) * (random.Below(2) == 0 ? 1 : -1);
            int power = random.Below(3) == 0 ? random.Below(1000) - 500 : random.Below(40) - 20;
            int bits = random.Bits();
            string text = string.Create(CultureInfo.InvariantCulture, $"{digits}e{power}");
            ExactNumber exact = power >= 0 ? new(digits * BigInteger.Pow(10, power), 1) : new(digits, BigInteger.Pow(10, -power));
            exact.Rounds(BigFloat.Decimal(text, bits, out bool isRounded), bits, isRounded, text);

            // With a point in the middle.
            string plain = digits.ToString(CultureInfo.InvariantCulture);
            int after = Math.Min(plain.Length - 1, random.Below(20));
            BigFloat pointed = BigFloat.Decimal($"{plain[..^after]}.{plain[^after..]}E+{after}", bits);
            new ExactNumber(digits, 1).Rounds(pointed, bits, null, text);

            Ball ball = Ball.Decimal(text, bits);
            Assert.Equal(isRounded, !ball.Error.IsZero);
        }

        Assert.Equal(BigFloat.Ratio(1, 10, 300), BigFloat.DecimalOf(0.1, 300));
        Assert.Equal(BigFloat.Of(-12.5), BigFloat.Decimal("-12.50", 60));
        Assert.True(BigFloat.Decimal("0.000", 60).IsZero);
        Assert.Throws<FormatException>(() => BigFloat.Decimal("1.2.3", 60));
        Assert.Throws<FormatException>(() => BigFloat.Decimal(string.Empty, 60));
        Assert.Throws<FormatException>(() => BigFloat.Decimal("1-5", 60));
        Assert.Throws<ArgumentException>(() => BigFloat.DecimalOf(double.NaN, 60));
    }
}
