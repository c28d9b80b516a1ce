using System.Globalization;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Expressions;

public sealed class SpecialFunctionTests
{
    private static readonly ReferenceDataTable s_table = ReferenceData.Table("functions/special");

    public static TheoryData<string> Names => [.. Enumerable.Range(0, s_table.Count).Select(r => s_table.Text(r, "function")!).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Doubles_are_right_to_their_own_bounds(string name)
    {
        var failures = new List<string>();
        foreach ((CompiledExpression program, double n, double x, string digits, int row) in Rows(name))
        {
            if (Math.Abs(double.Parse(digits, CultureInfo.InvariantCulture)) > double.MaxValue)
            {
                continue;
            }

            RoundedNumber value = program.Evaluate<RoundedNumber, RoundedArithmetic>(default, [new RoundedNumber(n, 0), new RoundedNumber(x, 0)]);
            Assert.Equal(program.Evaluate(n, x), value.Value);
            var expected = BigFloat.Decimal(digits, 256);
            double error = (double)BigFloat.Abs(BigFloat.Of(value.Value).To(256) - expected);

            // Below the smallest normal number there is no relative accuracy.
            if (!(error <= value.Error + 1e-307) || !(value.Error <= Math.Max(1e-9 * Math.Abs(value.Value), 1e-9) + 1e-300))
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"off by {error:G3} = {error / Math.Abs((double)expected) / 1.1e-16:G3} units, bound {value.Error:G3}: {s_table.Describe(row)}"));
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Many_digits_are_right_to_their_own_bounds_and_to_nearly_all_of_them(string name)
    {
        foreach (int bits in new[] { 64, 128, 190 })
        {
            foreach ((CompiledExpression program, double n, double x, string digits, int row) in Rows(name))
            {
                PreciseValue value = program.Evaluate(new Dictionary<string, Ball>(StringComparer.Ordinal) { ["n"] = Ball.Exact(BigFloat.Of(n)), ["x"] = Ball.Exact(BigFloat.Of(x)) }, bits);
                Assert.True(value.Number is not null, s_table.Describe(row));
                Ball ball = value.Number!.Value;
                var expected = BigFloat.Decimal(digits, 256);
                BigFloat error = BigFloat.Abs(ball.Value.To(256) - expected);
                BigFloat last = BigFloat.One.Scale(expected.Magnitude - 200);
                Assert.True(error <= ball.Error + last, $"{bits} bits: off by {(double)error:G3}, bound {(double)ball.Error:G3}: {s_table.Describe(row)}");
                Assert.True(expected.IsZero || ball.Error <= BigFloat.Abs(name is "besselj" && Math.Abs(x) > 1 ? BigFloat.One : expected).Scale(8 - bits), $"{bits} bits: bound {ball.RelativeError:G3}: {s_table.Describe(row)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Errors_of_the_argument_are_inherited_in_full(string name)
    {
        foreach ((CompiledExpression program, double n, double x, string digits, int row) in Rows(name))
        {
            // An argument beside the true one by as much as its bound says, towards either side.
            foreach (int side in new[] { -1, 1 })
            {
                BigFloat shift = BigFloat.Abs(BigFloat.Of(x == 0 ? 1 : x)).Scale(-60);
                var beside = new Ball(BigFloat.Of(x).To(160) + (side > 0 ? shift : -shift), shift);
                PreciseValue value = program.Evaluate(new Dictionary<string, Ball>(StringComparer.Ordinal) { ["n"] = Ball.Exact(BigFloat.Of(n)), ["x"] = beside }, 160);
                if (value.Number is { } ball)
                {
                    BigFloat error = BigFloat.Abs(ball.Value.To(256) - BigFloat.Decimal(digits, 256));
                    Assert.True(error <= ball.Error, $"off by {(double)error:G3}, bound {(double)ball.Error:G3}: {s_table.Describe(row)}");
                }
                else
                {
                    Assert.True(value.NeedsDigits || Math.Abs(x) == 1, s_table.Describe(row));
                }
            }
        }
    }

    [Fact]
    public void Complex_numbers_have_the_functions_that_are_defined_for_them()
    {
        var evaluator = new ExpressionEvaluator(new Dictionary<string, double>(StringComparer.Ordinal));
        foreach ((string text, double re, double im) in new[]
        {
            ("cosh(1+2*i)", -0.64214812471552004, 1.0686074213827783), ("sinh(1+2*i)", -0.48905625904129369, 1.4031192506220405),
            ("acosh(0.5)", 0, 1.0471975511965976), ("acos(2)", 0, 1.3169578969248168), ("asin(2)", 1.5707963267948966, 1.3169578969248168),
            ("asinh(1+2*i)", 1.4693517443681854, 1.0634400235777521), ("atan(1+2*i)", 1.3389725222944935, 0.40235947810852507),
            ("arg(-1)", Math.PI, 0), ("conj(1+2*i)", 1, -2), ("re(1+2*i)", 1, 0), ("im(1+2*i)", 2, 0), ("sinc(i)", 1.1752011936438014, 0), ("coth(1+2*i)", 0.82132979749385180, 0.17138361290918502),
        })
        {
            System.Numerics.Complex value = evaluator.Number(Expression.Parse(text));
            Assert.True((value - new System.Numerics.Complex(re, im)).Magnitude < 1e-14, $"{text} = {value}");
        }

        Assert.Contains("erf takes real numbers", Assert.Throws<ExpressionException>(() => evaluator.Number(Expression.Parse("erf(i)"))).Message, StringComparison.Ordinal);
        Assert.Contains("whole number", Assert.Throws<ExpressionException>(() => evaluator.Number(Expression.Parse("besselj(0.5, 1)"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gamma(0)")]
    [InlineData("gamma(-3)")]
    [InlineData("acosh(0.5)")]
    [InlineData("asin(1.5)")]
    [InlineData("besseli(0.5, 2)")]
    [InlineData("coth(0)")]
    public void Outside_the_real_domain_there_is_no_number(string text)
    {
        CompiledExpression program = CompiledExpression.Formula(Expression.Parse(text), []);
        Assert.True(!double.IsFinite(program.Evaluate()));
        Assert.Equal(PreciseValue.Undefined, program.Evaluate(new Dictionary<string, Ball>(StringComparer.Ordinal), 128));
    }

    [Fact]
    public void Complex_formulas_hold_every_part()
    {
        // |Γ-like| combinations whose value is real: cosh(a + ib) cosh(a - ib) = (cosh 2a + cos 2b)/2 and the like, in all numbers.
        foreach ((string text, string real) in new[]
        {
            ("re(cosh(a+i*b)*cosh(a-i*b))", "(cosh(2*a)+cos(2*b))/2"), ("abs(exp(i*a)+1)", "2*abs(cos(a/2))"), ("arg(exp(i*b))", "b"), ("im(log(a+i*b))", "atan2(b, a)"),
            ("re(sqrt(a+i*b))", "sqrt((sqrt(a^2+b^2)+a)/2)"), ("re(tanh(a+i*b))", "sinh(2*a)/(cosh(2*a)+cos(2*b))"), ("conj(a+i*b)*(a+i*b)", "a^2+b^2"), ("re(sinc(a+i*b)*(a+i*b))", "sin(a)*cosh(b)"),
        })
        {
            CompiledExpression complex = CompiledExpression.Formula(Expression.Parse(text), ["a", "b"], isComplex: true);
            CompiledExpression plain = CompiledExpression.Formula(Expression.Parse(real), ["a", "b"]);
            var arithmetic = new ComplexArithmetic<PreciseValue, PreciseArithmetic>(new PreciseArithmetic(128));
            PreciseValue[] point = [Ball.Decimal("0.7", 128), Ball.Decimal("1.3", 128)];
            ComplexNumber<PreciseValue> value = complex.Evaluate<ComplexNumber<PreciseValue>, ComplexArithmetic<PreciseValue, PreciseArithmetic>>(
                arithmetic, [.. point.Select(ComplexArithmetic<PreciseValue, PreciseArithmetic>.Real)]);
            Ball difference = value.Real.Number!.Value - plain.Evaluate<PreciseValue, PreciseArithmetic>(new PreciseArithmetic(128), point).Number!.Value;
            Assert.True(difference.MayBeZero && (double)difference.Error < 1e-35, $"{text}: {(double)difference.Value:G3}");
        }
    }

    private static IEnumerable<(CompiledExpression Program, double Order, double X, string Digits, int Row)> Rows(string name)
    {
        for (int row = 0; row < s_table.Count; row++)
        {
            if (string.Equals(s_table.Text(row, "function"), name, StringComparison.Ordinal))
            {
                string text = s_table[row, "order"] is null ? $"{name}(x)" : $"{name}(n, x)";
                yield return (CompiledExpression.Formula(Expression.Parse(text), ["n", "x"]), s_table[row, "order"] ?? 0, s_table[row, "x"]!.Value, s_table.Text(row, "value")!, row);
            }
        }
    }
}
