using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Multiprecision;

public sealed class ElementaryTests
{
    /// <summary>Units in the last bit that a function may be off by.</summary>
    private const int Units = 1;

    [Theory]
    [InlineData(20)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(200)]
    [InlineData(256)]
    [InlineData(330)]
    public void Reference_values_to_a_hundred_digits(int bits)
    {
        ReferenceDataTable table = ReferenceData.Table("functions/elementary");
        for (int row = 0; row < table.Count; row++)
        {
            // Below 53 bits the argument itself would be rounded.
            BigFloat x = BigFloat.Of(table[row, "x"]!.Value).To(bits);
            if (x != BigFloat.Of(table[row, "x"]!.Value))
            {
                continue;
            }

            Check("exp", Elementary.Exp);
            Check("log", Elementary.Log);
            Check("sqrt", BigFloat.Sqrt);
            Check("sin", static x => Elementary.SineCosine(x).Sine);
            Check("cos", static x => Elementary.SineCosine(x).Cosine);
            Check("tanh", Elementary.Tanh);

            void Check(string column, Func<BigFloat, BigFloat> function)
            {
                if (table.Text(row, column) is string digits)
                {
                    BigFloat value = function(x);
                    Assert.Equal(bits, value.Bits);
                    BigFloat expected = BigFloat.Decimal(digits, bits + 64);
                    BigFloat error = BigFloat.Abs(value - expected);
                    Assert.True(error <= BigFloat.Of((long)Units).Scale(expected.Magnitude - bits), $"{column} at {bits} bits, off by {(double)error.Scale(bits - expected.Magnitude)} units: {table.Describe(row)}");
                }
            }
        }
    }

    [Theory]
    [InlineData(40)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(500)]
    [InlineData(1500)]
    [LongInlineData(4000)]
    public void More_digits_agree_with_fewer(int bits)
    {
        RandomNumbers random = new(bits);
        int cases = bits > 1000 ? 8 : 60;
        for (int i = 0; i < cases; i++)
        {
            BigFloat x = BigFloat.Scaled(random.Uniform(bits), -bits - 30 + random.Below(60), bits);
            x = random.Below(2) == 0 ? x : -x;
            int more = 2 * bits;
            Near(Elementary.Exp(x), Elementary.Exp(x.To(more)), "exp");
            Near(Elementary.Log(BigFloat.Abs(x)), Elementary.Log(BigFloat.Abs(x).To(more)), "log");
            BigFloat nextToOne = BigFloat.One.To(bits) + x.Scale(-x.Magnitude - random.Below(bits));
            if (nextToOne.Sign > 0)
            {
                Near(Elementary.Log(nextToOne), Elementary.Log(nextToOne.To(more)), "log next to 1");
            }

            Near(Elementary.SineCosine(x).Sine, Elementary.SineCosine(x.To(more)).Sine, "sin");
            Near(Elementary.SineCosine(x).Cosine, Elementary.SineCosine(x.To(more)).Cosine, "cos");
            BigFloat root = Elementary.Pi(bits) * BigFloat.Of(random.Below(2000) - 1000).Scale(-1);
            if (!root.IsZero)
            {
                Near(Elementary.SineCosine(root).Sine, Elementary.SineCosine(root.To(more)).Sine, "sin next to a root");
                Near(Elementary.SineCosine(root).Cosine, Elementary.SineCosine(root.To(more)).Cosine, "cos next to a root");
            }

            Near(Elementary.Tanh(x), Elementary.Tanh(x.To(more)), "tanh");
            BigFloat power = BigFloat.Of(random.Between(-20, 20));
            Near(Elementary.Power(BigFloat.Abs(x), power), Elementary.Power(BigFloat.Abs(x).To(more), power), "power");
        }

        void Near(BigFloat few, BigFloat many, string what)
        {
            Assert.Equal(bits, few.Bits);
            Assert.True(BigFloat.Abs(few - many).Magnitude <= many.Magnitude - bits, $"{what} at {bits} bits");
        }
    }

    [Theory]
    [InlineData(-3000)]
    [InlineData(-300)]
    [InlineData(-30)]
    [InlineData(-3)]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(30)]
    [InlineData(300)]
    [InlineData(3000)]
    public void Identities_for_arguments_of_any_size(int magnitude)
    {
        const int bits = 256;
        RandomNumbers random = new(magnitude + 5000);
        for (int i = 0; i < 20; i++)
        {
            BigFloat x = BigFloat.Scaled(random.Uniform(bits), magnitude - bits, bits);
            (BigFloat s, BigFloat c) = Elementary.SineCosine(x);
            Assert.True(BigFloat.Abs((s * s) + (c * c) - 1).Magnitude <= 3 - bits);
            (BigFloat minusS, BigFloat sameC) = Elementary.SineCosine(-x);
            Assert.Equal(-s, minusS);
            Assert.Equal(c, sameC);

            // ln e^x, where the argument of the exponential is not rounded away against 1; e^ln x, whose error grows with the logarithm.
            BigFloat log = Elementary.Log(x);
            BigFloat back = Elementary.Exp(log.To(bits));
            Assert.True(BigFloat.Abs(back - x).Magnitude <= x.Magnitude - bits + Math.Max(0, log.Magnitude) + 2);
            if (magnitude is > -200 and < 60)
            {
                BigFloat there = Elementary.Log(Elementary.Exp(x.To(2 * bits)));
                Assert.True(BigFloat.Abs(there - x).Magnitude <= Math.Max(0, x.Magnitude) - (2 * bits) + 2);
            }

            // tanh x = -tanh -x, between 0 and 1, next to x for small arguments.
            BigFloat t = Elementary.Tanh(x);
            Assert.Equal(t, -Elementary.Tanh(-x));
            Assert.True(t.Sign > 0 && t <= BigFloat.One);
            if (magnitude < -200)
            {
                Assert.Equal(x, t);
                Assert.Equal(x, s);
            }
        }
    }

    [Fact]
    public void Constants_are_rounded_from_longer_ones_in_any_order()
    {
        const string pi = "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798214808651328230665";
        const string logTwo = "0.693147180559945309417232121458176568075500134360255254120680009493393621969694715605863326996418687542001481020570685734";
        foreach (int bits in new[] { 300, 20, 64, 350, 128 })
        {
            Assert.True(BigFloat.Abs(Elementary.Pi(bits) - BigFloat.Decimal(pi, 400)).Magnitude <= 2 - bits);
            Assert.True(BigFloat.Abs(Elementary.LogTwo(bits) - BigFloat.Decimal(logTwo, 380)).Magnitude <= -bits);
            Assert.Equal(bits, Elementary.Pi(bits).Bits);
        }
    }

    [Fact]
    public void Edges()
    {
        Assert.Equal(BigFloat.One, Elementary.Exp(BigFloat.Zero));
        Assert.True(Elementary.Log(BigFloat.One.To(200)).IsZero);
        Assert.Equal(Elementary.LogTwo(200), Elementary.Log(BigFloat.Of(2L).To(200)));
        Assert.Throws<ArgumentException>(() => Elementary.Log(BigFloat.Zero));
        Assert.Throws<ArgumentException>(() => Elementary.Exp(BigFloat.One));
        Assert.Throws<ArithmeticException>(() => Elementary.Exp(BigFloat.One.To(64).Scale(61)));
        Assert.Throws<ArithmeticException>(() => Elementary.SineCosine(BigFloat.One.To(64).Scale(200_000)));
        Assert.Equal(BigFloat.Of(-1L), Elementary.Tanh(BigFloat.Of(-1L).To(64).Scale(1L << 50)));
        Assert.True(Elementary.Exp(BigFloat.Of(-1L).To(64).Scale(58)).Magnitude < -(1L << 58));
        BigFloat tiny = BigFloat.One.To(64).Scale(-(1L << 58));
        Assert.Equal(BigFloat.One, Elementary.Exp(tiny));
        Assert.Equal(tiny, Elementary.SineCosine(tiny).Sine);
        Assert.Equal(tiny, Elementary.Tanh(tiny));
        Assert.Equal(BigFloat.Of(-58L) * Elementary.LogTwo(64), Elementary.Log(BigFloat.One.To(64).Scale(-58)));
    }
}
