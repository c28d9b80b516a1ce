using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using Xunit;

namespace LindbladVerify.Systems.Tests.Expressions;

/// <summary>One evaluator, several kinds of number: they agree with each other and with what complex numbers do by hand.</summary>
public class ArithmeticTests
{
    private const int Bits = 256;

    [Fact]
    public void Doubles_lie_within_their_error_bound_of_many_digits()
    {
        int compared = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new RandomExpressions(seed);
            CompiledExpression formula = CompiledExpression.Formula(random.Scalar(4), RandomExpressions.Names);
            double[] point = random.Point();
            RoundedNumber rounded = formula.Evaluate<RoundedNumber, RoundedArithmetic>(default, Array.ConvertAll(point, x => new RoundedNumber(x, 0)));
            PreciseValue precise = formula.Evaluate<PreciseValue, PreciseArithmetic>(new PreciseArithmetic(Bits), Array.ConvertAll(point, x => (PreciseValue)Ball.Exact(BigFloat.Of(x))));

            // The bound is of first order: it speaks where it is small.
            if (!double.IsFinite(rounded.Value) || !(rounded.Error < 1e-9 * Math.Abs(rounded.Value)) || precise.Number is not { } exact)
            {
                continue;
            }

            compared++;
            double off = Math.Abs((double)(BigFloat.Of(rounded.Value).To(Bits) - exact.Value));
            Assert.True(off <= 1.01 * rounded.Error, $"seed {seed}: {formula.Expression} is {rounded.Value:R}, off by {off:E2}, bound {rounded.Error:E2}");
            Assert.Equal(rounded.Value, formula.Evaluate(point), 4 * rounded.Error);
        }

        Assert.True(compared > 500, $"{compared} compared");
    }

    [Fact]
    public void Sums_of_two_doubles_lie_within_their_error_bound_of_many_digits()
    {
        int compared = 0, known = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new RandomExpressions(seed);
            CompiledExpression formula = CompiledExpression.Formula(random.Scalar(4), RandomExpressions.Names);
            double[] point = random.Point();
            DoubledNumber doubled = formula.Evaluate<DoubledNumber, DoubledArithmetic>(default, Array.ConvertAll(point, x => new DoubledNumber(new DoubleDouble(x, 0), 0)));
            PreciseValue precise = formula.Evaluate<PreciseValue, PreciseArithmetic>(new PreciseArithmetic(2 * Bits), Array.ConvertAll(point, x => (PreciseValue)Ball.Exact(BigFloat.Of(x))));
            if (doubled.IsNone || precise.Number is not { } exact)
            {
                Assert.False(!doubled.IsNone && precise is { Number: null, NeedsDigits: false }, $"seed {seed}: {formula.Expression} is no number");
                continue;
            }

            compared++;
            known += doubled.Error <= 1e-24 * Math.Abs(doubled.Value.High) ? 1 : 0;
            BigFloat off = BigFloat.Abs(BigFloat.Of(doubled.Value.High).To(2 * Bits) + BigFloat.Of(doubled.Value.Low).To(2 * Bits) - exact.Value);
            Assert.True(off - exact.Error <= BigFloat.Of(doubled.Error), $"seed {seed}: {formula.Expression} is off by {(double)off:E2}, bound {doubled.Error:E2}");
        }

        Assert.True(compared > 500 && known > 400, $"{compared} compared, {known} to 24 digits");
    }

    [Theory]
    [InlineData("(1 + x)^2 - 1 - 2*x", 1e-9, 1e-18)]
    [InlineData("(sqrt(1 + x) - 1)/x - 0.5", 1e-7, -1.25e-8)]
    [InlineData("if(x - x + 1e-30 > 0, x^-3, 7)", 0.5, 8)]
    public void Sums_of_two_doubles_keep_what_doubles_lose(string text, double x, double expected)
    {
        DoubledNumber value = CompiledExpression.Formula(Expression.Parse(text), ["x"]).Evaluate<DoubledNumber, DoubledArithmetic>(default, [new DoubledNumber(new DoubleDouble(x, 0), 0)]);
        Assert.Equal(expected, value.Value.High, 1e-6 * Math.Abs(expected));
        Assert.InRange(value.Error, 0, 1e-9 * Math.Abs(expected));
    }

    [Theory]
    [InlineData("exp(x)", 1)]
    [InlineData("1/(x - x)", 1)]
    [InlineData("x^200", 3)]
    [InlineData("x*x", 1e-80)]
    [InlineData("sqrt(x)", -1)]
    [InlineData("x^0.3", 2)]
    public void What_sums_of_two_doubles_do_not_hold_is_no_number(string text, double x) =>
        Assert.True(CompiledExpression.Formula(Expression.Parse(text), ["x"]).Evaluate<DoubledNumber, DoubledArithmetic>(default, [new DoubledNumber(new DoubleDouble(x, 0), 0)]).IsNone);

    [Fact]
    public void Real_numbers_stay_as_they_are_among_complex_ones()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new RandomExpressions(seed);
            CompiledExpression formula = CompiledExpression.Formula(random.Scalar(3), RandomExpressions.Names);
            double[] point = random.Point();
            double real = formula.Evaluate(point);
            if (double.IsFinite(real))
            {
                ComplexNumber<double> complex = Complex(formula, point);
                Assert.True(!complex.IsReal || complex.Real == real, $"{formula.Expression}: {complex.Real:R} instead of {real:R}");
            }
        }
    }

    [Theory]
    [InlineData("sqrt(x)^2 + 1/(1 + sqrt(x)) + 1/(1 - sqrt(x))", -4, -3.6)]
    [InlineData("(2 - sqrt(x))*(2 + sqrt(x))", -9, 13)]
    [InlineData("sqrt(3 + 4*sqrt(x)) + sqrt(3 - 4*sqrt(x))", -1, 4)]
    [InlineData("sqrt(-3 + 4*sqrt(x))*sqrt(-3 - 4*sqrt(x))", -1, 5)]
    [InlineData("(1 + sqrt(x))^4", -1, -4)]
    [InlineData("sqrt(x) + sqrt(x + 5)", 4, 5)]
    public void Roots_of_negative_numbers_are_imaginary_in_every_kind_of_number(string text, double x, double expected)
    {
        CompiledExpression formula = CompiledExpression.Formula(Expression.Parse(text), ["x"]);
        Assert.Equal(expected, Value(formula, x), 1e-14);

        var rounded = new ComplexArithmetic<RoundedNumber, RoundedArithmetic>(default);
        RoundedNumber bounded = rounded.Value(
            formula.Evaluate<ComplexNumber<RoundedNumber>, ComplexArithmetic<RoundedNumber, RoundedArithmetic>>(rounded, [ComplexArithmetic<RoundedNumber, RoundedArithmetic>.Real(new(x, 0))]),
            (_, im) => Math.Abs(im.Value) <= im.Error);
        Assert.InRange(Math.Abs(bounded.Value - expected), 0, bounded.Error);
        Assert.InRange(bounded.Error, 0, 1e-13);

        var digits = new ComplexArithmetic<PreciseValue, PreciseArithmetic>(new PreciseArithmetic(Bits));
        PreciseValue precise = digits.Value(
            formula.Evaluate<ComplexNumber<PreciseValue>, ComplexArithmetic<PreciseValue, PreciseArithmetic>>(digits, [ComplexArithmetic<PreciseValue, PreciseArithmetic>.Real(Ball.Exact(BigFloat.Of(x)))]),
            (_, im) => im.Number is { MayBeZero: true });
        Assert.True(precise.Number is { } number && BigFloat.Abs(number.Value - BigFloat.DecimalOf(expected, Bits)) <= number.Error + BigFloat.Scaled(1, -240, 32));
    }

    [Fact]
    public void An_exponential_of_an_imaginary_number_turns() =>
        Assert.Equal(2 * Math.Cos(3), Value(CompiledExpression.Formula(Expression.Parse("exp(sqrt(x)) + exp(-sqrt(x))"), ["x"]), -9), 1e-15);

    [Theory]
    [InlineData("sqrt(x)")]
    [InlineData("acos(sqrt(x))^2")]
    [InlineData("max(sqrt(x), 1)")]
    [InlineData("sqrt(x)^(1/3)")]
    public void What_is_not_real_or_has_no_complex_form_is_not_a_number(string text) =>
        Assert.True(double.IsNaN(Value(CompiledExpression.Formula(Expression.Parse(text), ["x"]), -1)));

    private static double Value(CompiledExpression formula, double x) =>
        new ComplexArithmetic<double, DoubleArithmetic>(default).Value(Complex(formula, [x]), (re, im) => Math.Abs(im) <= 1e-12 * Math.Abs(re));

    private static ComplexNumber<double> Complex(CompiledExpression formula, double[] point) =>
        formula.Evaluate<ComplexNumber<double>, ComplexArithmetic<double, DoubleArithmetic>>(new(default), Array.ConvertAll(point, ComplexArithmetic<double, DoubleArithmetic>.Real));
}
