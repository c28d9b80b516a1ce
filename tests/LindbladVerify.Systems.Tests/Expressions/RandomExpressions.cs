using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.Tests.Expressions;

/// <summary>Random expression trees over the names x, y, z and, where asked for, the spins S and I.</summary>
internal sealed class RandomExpressions(int seed)
{
    public static readonly string[] Names = ["x", "y", "z"];

    private static readonly string[] Functions = ["sqrt", "exp", "log", "sin", "cos", "tanh", "abs", "min", "max"];

    private readonly Random random = new(seed);

    public Expression Scalar(int depth) => depth == 0 || random.Next(6) == 0 ? Leaf() : random.Next(8) switch
    {
        0 => new NegationExpression(Scalar(depth - 1)),
        1 => Call(depth - 1),
        _ => new BinaryExpression((BinaryOperator)random.Next(5), Scalar(depth - 1), Scalar(depth - 1)),
    };

    public Expression Condition(int depth) => depth == 0 || random.Next(3) == 0
        ? new ComparisonExpression((ComparisonOperator)random.Next(6), Scalar(2), Scalar(2))
        : new LogicalExpression((LogicalOperator)random.Next(2), Condition(depth - 1), Condition(depth - 1));

    public Expression Operator(int depth) => depth == 0 ? Member() : random.Next(6) switch
    {
        0 => new NegationExpression(Operator(depth - 1)),
        1 => new BinaryExpression(BinaryOperator.Power, Operator(depth - 1), new NumberExpression(random.Next(4))),
        2 => new BinaryExpression(BinaryOperator.Divide, Operator(depth - 1), new NumberExpression(1 + random.Next(9))),
        3 => new BinaryExpression(BinaryOperator.Multiply, Operator(depth - 1), Operator(depth - 1)),
        _ => new BinaryExpression((BinaryOperator)random.Next(2), Operator(depth - 1), Operator(depth - 1)),
    };

    public double[] Point() => [.. Names.Select(_ => Math.Round((4 * random.NextDouble()) - 2, 3))];

    private Expression Leaf() => random.Next(3) == 0
        ? new NumberExpression(Math.ScaleB(random.NextDouble(), random.Next(-30, 30)))
        : random.Next(8) == 0 ? new NameExpression("pi") : new NameExpression(Names[random.Next(3)]);

    private MemberExpression Member() => new(random.Next(2) == 0 ? "S" : "I", new[] { "x", "y", "z", "p", "m", "one" }[random.Next(6)]);

    private CallExpression Call(int depth)
    {
        string name = Functions[random.Next(Functions.Length)];
        int count = name is "min" or "max" ? random.Next(2, 5) : 1;
        return new CallExpression(name, [.. Enumerable.Range(0, count).Select(_ => Scalar(depth))]);
    }
}
