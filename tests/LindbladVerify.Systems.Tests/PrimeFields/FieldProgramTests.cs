using LindbladVerify.Algebra.Fields;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.PrimeFields;
using Xunit;

namespace LindbladVerify.Systems.Tests.PrimeFields;

/// <summary>Formulas over prime fields: numbers are what they read as, and what is not rational is refused or keeps its relations.</summary>
public class FieldProgramTests
{
    private static readonly string[] Names = ["x", "y"];

    [Theory]
    [InlineData("(x + y)^2", "x^2 + 2*x*y + y^2")]
    [InlineData("1.76e11*x", "176*10^9*x")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("x^-2/y", "1/(x*x*y)")]
    [InlineData("sqrt(x)^2", "x")]
    [InlineData("x^1.5", "x*sqrt(x)")]
    [InlineData("sqrt(9/4)", "1.5")]
    [InlineData("cos(x)^2 + sin(x)^2", "1")]
    [InlineData("tanh(x)", "(exp(x) - exp(-x))/(exp(x) + exp(-x))")]
    [InlineData("exp(x)*exp(y)", "exp(x + y)")]
    [InlineData("cos(x + y)", "cos(x)*cos(y) - sin(x)*sin(y)")]
    [InlineData("log(1)", "0")]
    [InlineData("max(1, 2) + abs(-3)", "5")]
    [InlineData("i^2", "-1")]
    public void Equal_expressions_are_equal(string left, string right) => Assert.True(Equal(left, right));

    [Theory]
    [InlineData("x", "x*(1 + 1e-300)")]
    [InlineData("0.1", "0.1000000000000000000000000000000000000001")]
    [InlineData("exp(x)", "1 + x")]
    [InlineData("pi", "3.141592653589793")]
    [InlineData("x*y", "x*x")]
    public void Different_expressions_differ(string left, string right) => Assert.False(Equal(left, right));

    [Theory]
    [InlineData("abs(x)", "abs")]
    [InlineData("min(x, y)", "min")]
    [InlineData("x^y", "exponent")]
    [InlineData("x^(1/3)", "x^(1/3)")]
    [InlineData("sqrt(-1)", "negative")]
    [InlineData("1/0", "zero")]
    [InlineData("1e999999", "beyond")]
    public void What_is_no_algebra_is_refused_by_name(string text, string part)
    {
        Exception e = Assert.ThrowsAny<Exception>(() => FieldProgram.Compile(Names, [], [Expression.Parse(text)]));
        Assert.True(e is NotAlgebraicException or ExpressionException, e.GetType().Name);
        Assert.True(e is ExpressionException || e.Message.Contains(part, StringComparison.Ordinal), e.Message);
    }

    [Fact]
    public void Sizes_bound_what_a_formula_is()
    {
        FractionSize size = FieldProgram.Compile(Names, [], [Expression.Parse("x^3/(1 + y)^2 + 5*x")]).Sizes([FractionSize.Variable, FractionSize.Variable])[0];
        Assert.Equal(3, size.NumeratorDegree);
        Assert.Equal(2, size.DenominatorDegree);
        Assert.True(size.NumeratorBits >= Math.Log2(5));
    }

    [Fact]
    public void All_signs_of_roots_can_be_asked_for()
    {
        PrimeField field = PrimeField.At(0);
        var program = FieldProgram.Compile(Names, [], [Expression.Parse("sqrt(x)"), Expression.Parse("sqrt(x*1)"), Expression.Parse("sqrt(y)")]);
        var valuation = new Valuation(field, new FieldSampler(1));
        var seen = new HashSet<(ulong, ulong)>();
        for (ulong signs = 0; signs < 4; signs++)
        {
            valuation.Restart(signs);
            var roots = new ulong[3];
            Assert.True(program.TryRun(valuation, [4, 9], roots));
            Assert.Equal(roots[0], roots[1]);
            Assert.Equal(4UL, field.Multiply(roots[0], roots[0]));
            seen.Add((roots[0], roots[2]));
        }

        Assert.Equal(4, seen.Count);
    }

    private static bool Equal(string left, string right)
    {
        var program = FieldProgram.Compile(Names, [], [Expression.Parse(left), Expression.Parse(right)]);
        var sampler = new FieldSampler(7);
        var results = new ulong[2];
        var point = new ulong[2];
        for (int tried = 0, done = 0; done < 4; tried++)
        {
            Assert.True(tried < 1000);
            PrimeField field = PrimeField.At(done);
            sampler.Fill(field, point);
            if (program.TryRun(new Valuation(field, sampler), point, results))
            {
                done++;
                if (results[0] != results[1])
                {
                    return false;
                }
            }
        }

        return true;
    }
}
