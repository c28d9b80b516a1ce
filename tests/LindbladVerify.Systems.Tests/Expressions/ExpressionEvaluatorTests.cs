using System.Numerics;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;
using Xunit;

namespace LindbladVerify.Systems.Tests.Expressions;

public class ExpressionEvaluatorTests
{
    private static readonly HilbertSpace Space = new(Site.OfSpin("S", 0.5), Site.OfLevels("c", 3), Site.OfSpin("I", 1.5));
    private static readonly ExpressionEvaluator Evaluator = new(new Dictionary<string, double>(StringComparer.Ordinal) { ["A"] = 2.5, ["x"] = 1.25, ["y"] = -0.5, ["z"] = 3 }, Space);

    [Fact]
    public void Operators_of_different_sites_multiply_as_a_tensor_product_in_any_order()
    {
        Operator expected = 2.5 * Space.Product(SpinOperators.Y(0.5), LevelOperators.Lowering(3), SpinOperators.Plus(1.5));

        AssertEqual(expected, Of("A*S.y*c.a*I.p"));
        AssertEqual(expected, Of("I.p*A*(c.a*S.y)"));
        AssertEqual(expected, Of("(I.p*S.y)*c.a*5/2"));
    }

    [Fact]
    public void Operators_of_one_site_keep_their_order() =>
        AssertEqual(Of("2*i*S.z/2"), Of("S.x*S.y - S.y*S.x"));

    [Fact]
    public void A_number_in_a_sum_is_a_multiple_of_the_identity()
    {
        AssertEqual(Of("S.one/2 + S.z"), Of("1/2 + S.z"));
        AssertEqual(Of("I.one*3"), Of("3"));
        AssertEqual(Of("c.proj(0) + c.proj(1) + c.proj(2)"), Of("1"));
    }

    [Fact]
    public void Random_operator_expressions_equal_the_same_arithmetic_on_full_matrices()
    {
        var space = new HilbertSpace(Site.OfSpin("S", 1), Site.OfLevels("between", 2), Site.OfSpin("I", 0.5));
        var evaluator = new ExpressionEvaluator(new Dictionary<string, double>(StringComparer.Ordinal), space);
        for (int seed = 0; seed < 300; seed++)
        {
            Expression expression = new RandomExpressions(seed).Operator(4);
            Operator expected = Full(expression, space);

            // The same sums and products in another order: rounding of at most some hundred terms of the largest intermediate size.
            double scale = Math.Max(1, Magnitude(expression, space));
            Assert.True((evaluator.Operator(expression) - expected).Matrix.LargestModulus() <= 1e-13 * scale, expression.ToString());
        }
    }

    [Theory]
    [InlineData("i^2", -1.0, 0.0)]
    [InlineData("sqrt(-4)", 0.0, 2.0)]
    [InlineData("(1 + 2*i)^3", -11.0, -2.0)]
    [InlineData("(1 + i)/(1 - i)", 0.0, 1.0)]
    [InlineData("abs(3 + 4*i)", 5.0, 0.0)]
    [InlineData("-2^2", -4.0, 0.0)]
    [InlineData("i^-1", 0.0, -1.0)]
    public void Complex_numbers_follow_the_principal_values(string text, double real, double imaginary) =>
        Assert.Equal(new Complex(real, imaginary), Evaluator.Number(Expression.Parse(text)));

    [Theory]
    [InlineData("log(-1)", 0.0, Math.PI)]
    [InlineData("(-8)^(1/3)", 1.0, 1.7320508075688772)]
    [InlineData("exp(i*pi/3)", 0.5, 0.8660254037844386)]
    public void Complex_functions_agree_to_rounding(string text, double real, double imaginary) =>
        Assert.True(Complex.Abs(Evaluator.Number(Expression.Parse(text)) - new Complex(real, imaginary)) < 1e-15 * 4);

    [Fact]
    public void Compiled_formulas_equal_the_evaluator_to_the_bit_wherever_the_value_is_real()
    {
        int compared = 0;
        for (int seed = 0; seed < 3000; seed++)
        {
            var random = new RandomExpressions(seed);
            Expression expression = random.Scalar(5);
            double[] point = random.Point();
            if (!IsFiniteThroughout(expression, point))
            {
                continue; // sqrt(-1)^0 = 1 for complex numbers and for one that is not a number
            }

            double compiled = CompiledExpression.Formula(expression, RandomExpressions.Names).Evaluate(point);
            var evaluator = new ExpressionEvaluator(RandomExpressions.Names.Zip(point).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal));
            Assert.Equal(evaluator.Real(expression), compiled);
            compared++;
        }

        Assert.True(compared > 1000);
    }

    [Fact]
    public void Twelve_spins_need_no_dense_operator()
    {
        HilbertSpace chain = new([.. Enumerable.Range(0, 12).Select(k => Site.OfSpin($"I{k}", 0.5))]);
        string flips = string.Join(" + ", Enumerable.Range(0, 11).Select(k => $"D*(I{k}.p*I{k + 1}.m + I{k}.m*I{k + 1}.p)"));
        Operator h = new ExpressionEvaluator(new Dictionary<string, double>(StringComparer.Ordinal) { ["D"] = 2 }, chain).Operator(Expression.Parse(flips));

        Assert.Equal(4096, h.Dimension);
        Assert.Equal(11 * 2048, h.Matrix.StoredCount);
        Assert.True(h.IsHermitian());
    }

    [Fact]
    public void Work_without_end_is_refused()
    {
        HilbertSpace chain = new([.. Enumerable.Range(0, 12).Select(k => Site.OfSpin($"I{k}", 0.5))]);
        string sum = string.Join(" + ", Enumerable.Range(0, 12).Select(k => $"I{k}.x"));

        ExpressionException e = Assert.Throws<ExpressionException>(
            () => new ExpressionEvaluator(new Dictionary<string, double>(StringComparer.Ordinal), chain).Operator(Expression.Parse($"((({sum})^64)^64)^64")));
        Assert.Contains("too dense", e.Message, StringComparison.Ordinal);
    }

    private static bool IsFiniteThroughout(Expression e, double[] point) =>
        double.IsFinite(CompiledExpression.Formula(e, RandomExpressions.Names).Evaluate(point)) && e.Children.All(c => IsFiniteThroughout(c, point));

    private static Operator Of(string text) => Evaluator.Operator(Expression.Parse(text));

    private static void AssertEqual(Operator expected, Operator actual) =>
        Assert.True((expected - actual).Matrix.LargestModulus() <= 4e-15 * Math.Max(1, expected.Matrix.LargestModulus()));

    private static Operator Full(Expression e, HilbertSpace space) => e switch
    {
        MemberExpression m => space.On(m.Site, Local(space[m.Site].Spin!.Value, m.Operator)),
        NumberExpression n => n.Value * space.One,
        NegationExpression n => -Full(n.Operand, space),
        BinaryExpression { Operator: BinaryOperator.Add } b => Full(b.Left, space) + Full(b.Right, space),
        BinaryExpression { Operator: BinaryOperator.Subtract } b => Full(b.Left, space) - Full(b.Right, space),
        BinaryExpression { Operator: BinaryOperator.Multiply } b => Full(b.Left, space) * Full(b.Right, space),
        BinaryExpression { Operator: BinaryOperator.Divide } b => (1 / ((NumberExpression)b.Right).Value) * Full(b.Left, space),
        BinaryExpression b => Enumerable.Repeat(Full(b.Left, space), (int)((NumberExpression)b.Right).Value).Aggregate(space.One, (p, f) => p * f),
        _ => throw new InvalidOperationException(),
    };

    private static double Magnitude(Expression e, HilbertSpace space) => e switch
    {
        MemberExpression m => space[m.Site].Spin!.Value + 1,
        NumberExpression n => n.Value,
        BinaryExpression { Operator: BinaryOperator.Multiply } b => 4 * Magnitude(b.Left, space) * Magnitude(b.Right, space),
        BinaryExpression { Operator: BinaryOperator.Power } b => Math.Pow(4 * Magnitude(b.Left, space), ((NumberExpression)b.Right).Value),
        BinaryExpression { Operator: BinaryOperator.Divide } b => Magnitude(b.Left, space),
        _ => e.Children.Sum(c => Magnitude(c, space)),
    };

    private static Operator Local(double spin, string name) => name switch
    {
        "x" => SpinOperators.X(spin),
        "y" => SpinOperators.Y(spin),
        "z" => SpinOperators.Z(spin),
        "p" => SpinOperators.Plus(spin),
        "m" => SpinOperators.Minus(spin),
        _ => SpinOperators.One(spin),
    };
}
