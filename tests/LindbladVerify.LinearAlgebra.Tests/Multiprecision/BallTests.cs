using LindbladVerify.LinearAlgebra.Multiprecision;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Multiprecision;

/// <summary>What exact arithmetic would give lies within the bound.</summary>
public sealed class BallTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(24)]
    [InlineData(53)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(256)]
    [InlineData(600)]
    public void Random_expressions_enclose_the_value_of_four_times_the_digits(int bits)
    {
        RandomNumbers random = new(bits);
        for (int i = 0; i < 400; i++)
        {
            // A stack of numbers that operations combine at random, with exact ones among them; the same with more digits, from the same texts.
            List<(Ball Few, Ball Many)> numbers = [];
            for (int n = 0; n < 8; n++)
            {
                string text = FormattableString.Invariant($"{random.Below(4001) - 2000}e{random.Below(9) - 6}");
                Ball exact = Ball.Exact(BigFloat.Of((long)random.Below(21) - 10));
                numbers.Add(random.Below(4) == 0 ? (exact, exact) : (Ball.Decimal(text, bits), Ball.Decimal(text, 4 * bits + 200)));
            }

            for (int step = 0; step < 20; step++)
            {
                (Ball few, Ball many) = numbers[random.Below(numbers.Count)];
                (Ball otherFew, Ball otherMany) = numbers[random.Below(numbers.Count)];
                int operation = random.Below(4);
                if (operation == 3 && (otherFew.MayBeZero || otherMany.MayBeZero || Math.Max(few.Value.Bits, otherFew.Value.Bits) == 0))
                {
                    continue;
                }

                numbers.Add((Apply(operation, few, otherFew), Apply(operation, many, otherMany)));
                (Ball value, Ball reference) = numbers[^1];
                BigFloat distance = BigFloat.Abs(value.Value.To(0) - reference.Value.To(0));

                // The reference is off by its own, far smaller, bound.
                Assert.True(distance <= value.Error.To(0) + reference.Error.To(0), $"{bits} bits, case {i}, step {step}: off by {distance}, bound {value.Error}");
                if (value.Error.IsZero)
                {
                    Assert.True(distance <= reference.Error.To(0), "said to be exact");
                }
            }
        }

        static Ball Apply(int operation, Ball x, Ball y) => operation switch { 0 => x + y, 1 => x - y, 2 => x * y, _ => x / y };
    }

    [Fact]
    public void Bounds_are_sharp_within_rounding()
    {
        Ball a = new(BigFloat.Decimal("3", 256), BigFloat.One.Scale(-100));
        Ball b = new(BigFloat.Decimal("7", 256), BigFloat.One.Scale(-90));
        Close(Math.ScaleB(1, -100) + Math.ScaleB(1, -90), (a + b).Error);
        Close(Math.ScaleB(1, -100) + Math.ScaleB(1, -90), (a - b).Error);
        Close((7 * Math.ScaleB(1, -100)) + (3 * Math.ScaleB(1, -90)), (a * b).Error);
        Close((Math.ScaleB(1, -100) + (3.0 / 7 * Math.ScaleB(1, -90))) / 7, (a / b).Error);
        Assert.Equal((a / b).Error, (-a / b).Error);
        Assert.InRange((a / b).RelativeError, 0, 1e-26);

        static void Close(double expected, BigFloat bound) => Assert.InRange((double)bound / expected, 1, 1 + 1e-8);
    }

    [Fact]
    public void Divisors_next_to_their_own_bound()
    {
        // |b| - error = 2^-200 exactly: the bound of the quotient is some 2^200, not infinite and not negative.
        Ball a = Ball.Exact(BigFloat.One.To(256));
        Ball b = new(BigFloat.One.To(256) + BigFloat.One.Scale(-200), BigFloat.One);
        Assert.Equal(201, (a / b).Error.Magnitude, 1.0);
        Assert.Throws<DivideByZeroException>(() => a / new Ball(BigFloat.One, BigFloat.One));
        Assert.Throws<DivideByZeroException>(() => a / Ball.Exact(BigFloat.Zero));
        Assert.True((a / Ball.Exact(BigFloat.Of(4L))).Error.IsZero);
        Assert.False((a / Ball.Exact(BigFloat.Of(3L))).Error.IsZero);
    }

    [Fact]
    public void A_rounded_sum_with_an_exact_number_is_not_called_exact()
    {
        Ball sum = Ball.Exact(BigFloat.One) + Ball.Exact(BigFloat.One.Scale(-500).To(64));
        Assert.Equal(BigFloat.One, sum.Value);
        Assert.True(sum.Error >= BigFloat.One.Scale(-500));
        Assert.False(Ball.Decimal("0.1", 40).Error.IsZero);
        Assert.False(Ball.Decimal("123456789", 10).Error.IsZero);
        Assert.True(Ball.Decimal("0.5", 10).Error.IsZero);
    }

    [Fact]
    public void Moduli_in_few_bits_are_rounded_up()
    {
        RandomNumbers random = new(12);
        for (int i = 0; i < 2000; i++)
        {
            BigFloat x = random.Any().Number;
            BigFloat brief = Ball.Short(x);
            Assert.True(brief >= BigFloat.Abs(x) && brief.Bits == 32);
            Assert.True((brief - BigFloat.Abs(x).To(0)).Magnitude <= x.Magnitude - 31);
        }
    }
}
