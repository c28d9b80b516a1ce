using LindbladVerify.Systems.Expressions;
using Xunit;

namespace LindbladVerify.Systems.Tests.Expressions;

public class ExpressionParserTests
{
    [Theory]
    [InlineData("-2^2", -4.0)]
    [InlineData("(-2)^2", 4.0)]
    [InlineData("2^3^2", 512.0)]
    [InlineData("2^-1", 0.5)]
    [InlineData("2^-2^2", 0.0625)]
    [InlineData("-2^-2", -0.25)]
    [InlineData("2*3^2", 18.0)]
    [InlineData("2/3*3", 2.0)]
    [InlineData("12/2/3", 2.0)]
    [InlineData("10 - 4 - 3", 3.0)]
    [InlineData("1 + 2*3 - 4/2", 5.0)]
    [InlineData("--3", 3.0)]
    [InlineData("- + -3", 3.0)]
    [InlineData("3*-2", -6.0)]
    [InlineData("2.5e-1", 0.25)]
    [InlineData(".5", 0.5)]
    [InlineData("1.e3", 1000.0)]
    [InlineData("2.", 2.0)]
    [InlineData("1e+2", 100.0)]
    [InlineData("min(3, 1, 2)", 1.0)]
    [InlineData("max(3, 1, 2)", 3.0)]
    [InlineData("abs(-3) + sqrt(16)", 7.0)]
    [InlineData("2\n  *\t3", 6.0)]
    [InlineData("sqrt(4)^2/2", 2.0)]
    public void Reads_precedence_and_numbers_as_on_paper(string text, double expected) =>
        Assert.Equal(expected, CompiledExpression.Formula(Expression.Parse(text), []).Evaluate());

    [Fact]
    public void A_chain_of_comparisons_is_their_conjunction() =>
        Assert.Equal(Expression.Parse("a < b and b <= c"), Expression.Parse("a < b <= c"));

    [Fact]
    public void And_binds_more_tightly_than_or() =>
        Assert.Equal(Expression.Parse("a<1 or (b<1 and c<1)"), Expression.Parse("a<1 || b<1 && c<1"));

    [Fact]
    public void Printed_text_reads_back_to_the_same_tree()
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new RandomExpressions(seed);
            Expression expression = (seed % 3) switch { 0 => random.Scalar(6), 1 => random.Operator(5), _ => random.Condition(3) };

            Assert.Equal(expression, Expression.Parse(expression.ToString()));
        }
    }

    [Fact]
    public void Names_are_the_parameters_without_sites_and_constants() =>
        Assert.Equal("A B", string.Join(' ', Expression.Parse("A*S.z + sin(pi*B)*c.proj(A) + i").Names()));

    [Fact]
    public void Substitution_is_simultaneous() =>
        Assert.Equal(
            Expression.Parse("y - (x - 1)^2"),
            Expression.Parse("x - y^2").Substitute(new Dictionary<string, Expression>(StringComparer.Ordinal) { ["x"] = Expression.Parse("y"), ["y"] = Expression.Parse("x - 1") }));

    [Fact]
    public void Substitution_cannot_grow_without_bound()
    {
        Expression doubling = Expression.Parse("x + x");
        Expression sum = doubling;
        Assert.Throws<ExpressionException>(() =>
        {
            for (int k = 0; k < 64; k++)
            {
                sum = sum.Substitute(new Dictionary<string, Expression>(StringComparer.Ordinal) { ["x"] = doubling });
            }
        });
    }
}
