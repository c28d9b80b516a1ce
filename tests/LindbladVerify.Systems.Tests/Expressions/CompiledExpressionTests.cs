using LindbladVerify.Systems.Expressions;
using Xunit;

namespace LindbladVerify.Systems.Tests.Expressions;

public class CompiledExpressionTests
{
    [Fact]
    public void Evaluates_a_rate_formula()
    {
        string[] slots = ["D", "Delta", "P", "Gc", "G2"];
        Expression gs = Expression.Parse("G2 + (1 - P^2)*Delta^2/Gc");
        Expression rate = Expression.Parse("D^2/2*Gs/(Delta^2*P^2 + Gs^2)").Substitute(new Dictionary<string, Expression>(StringComparer.Ordinal) { ["Gs"] = gs });
        double broadening = 7e4 + ((1 - (0.7 * 0.7)) * 8e6 * 8e6 / 2e6);
        double expected = 76e3 * 76e3 / 2 * broadening / ((8e6 * 8e6 * (0.7 * 0.7)) + (broadening * broadening));

        Assert.Equal(expected, CompiledExpression.Formula(rate, slots).Evaluate(76e3, 8e6, 0.7, 2e6, 7e4));
    }

    [Theory]
    [InlineData(41.0, 2.0, true)]
    [InlineData(40.0, 2.0, false)]
    [InlineData(double.NaN, 2.0, false)]
    public void Evaluates_a_condition(double gc, double delta, bool expected) =>
        Assert.Equal(expected, CompiledExpression.Condition(Expression.Parse("Gc > 20*Delta"), ["Gc", "Delta"]).Holds(gc, delta));

    [Fact]
    public void Conditions_equal_the_same_logic_written_out()
    {
        CompiledExpression condition = CompiledExpression.Condition(Expression.Parse("0 <= x < y or x == 2 && y != 3"), ["x", "y"]);
        for (double x = -1; x <= 4; x += 0.5)
        {
            for (double y = -1; y <= 4; y += 0.5)
            {
                Assert.Equal((x >= 0 && x < y) || (x == 2 && y != 3), condition.Holds(x, y));
            }
        }
    }

    [Fact]
    public void Random_conditions_evaluate_like_their_parts()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new RandomExpressions(seed);
            Expression condition = random.Condition(3);
            double[] point = random.Point();

            Assert.Equal(ByParts(condition, point), CompiledExpression.Condition(condition, RandomExpressions.Names).Holds(point));
        }
    }

    [Theory]
    [InlineData("i*x", "imaginary")]
    [InlineData("S.z*x", "'S.z' is an operator")]
    [InlineData("x*u", "there is no parameter 'u'")]
    [InlineData("x < 2", "condition")]
    public void Refuses_what_is_not_a_real_formula_of_its_names(string text, string part) =>
        Assert.Contains(part, Assert.Throws<ExpressionException>(() => CompiledExpression.Formula(Expression.Parse(text), ["x"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Outside_the_real_domain_the_value_is_not_a_number() =>
        Assert.True(double.IsNaN(CompiledExpression.Formula(Expression.Parse("sqrt(x)"), ["x"]).Evaluate(-1)));

    [Fact]
    public void Evaluation_allocates_nothing()
    {
        CompiledExpression formula = CompiledExpression.Formula(Expression.Parse("D^2/2*G/(d^2 + G^2) + max(D, G)"), ["D", "d", "G"]);
        double[] point = [3.0, 2.0, 0.5];
        formula.Evaluate(point);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 1000; k++)
        {
            formula.Evaluate(point);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void The_number_of_values_must_fit()
    {
        CompiledExpression formula = CompiledExpression.Formula(Expression.Parse("x"), ["x"]);
        Assert.Throws<ArgumentException>(() => formula.Evaluate(1, 2));
        Assert.Throws<ArgumentException>(() => CompiledExpression.Formula(Expression.Parse("x"), ["x", "x"]));
    }

    private static bool ByParts(Expression e, double[] point)
    {
        if (e is LogicalExpression logical)
        {
            return logical.Operator == LogicalOperator.And
                ? ByParts(logical.Left, point) & ByParts(logical.Right, point)
                : ByParts(logical.Left, point) | ByParts(logical.Right, point);
        }

        var comparison = (ComparisonExpression)e;
        double a = CompiledExpression.Formula(comparison.Left, RandomExpressions.Names).Evaluate(point);
        double b = CompiledExpression.Formula(comparison.Right, RandomExpressions.Names).Evaluate(point);
        return comparison.Operator switch
        {
            ComparisonOperator.Less => a < b,
            ComparisonOperator.LessOrEqual => a <= b,
            ComparisonOperator.Greater => a > b,
            ComparisonOperator.GreaterOrEqual => a >= b,
            ComparisonOperator.Equal => a == b,
            _ => a < b || a > b,
        };
    }
}
