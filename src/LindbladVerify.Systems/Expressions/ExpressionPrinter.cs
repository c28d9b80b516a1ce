using System.Globalization;

namespace LindbladVerify.Systems.Expressions;

/// <summary>Writes an expression with the fewest brackets that keep its structure.</summary>
internal static class ExpressionPrinter
{
    private const int OrLevel = 0;
    private const int AndLevel = 1;
    private const int ComparisonLevel = 2;
    private const int SumLevel = 3;
    private const int ProductLevel = 4;
    private const int UnaryLevel = 5;
    private const int PowerLevel = 6;
    private const int PrimaryLevel = 7;

    public static string Print(Expression expression) => expression switch
    {
        NumberExpression number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        NameExpression name => name.Name,
        MemberExpression member => $"{member.Site}.{member.Operator}{(member.Children.Count > 0 ? Arguments(member) : "")}",
        CallExpression call => call.Function + Arguments(call),
        ChoiceExpression or SumExpression or IndexedNameExpression or IndexedMemberExpression => Indexed(expression),
        NegationExpression negation => "-" + At(UnaryLevel, negation.Operand),
        BinaryExpression { Operator: BinaryOperator.Power } power => $"{At(PrimaryLevel, power.Left)}^{At(UnaryLevel, power.Right)}",
        BinaryExpression binary => LeftAssociative(binary, Level(binary), Sign(binary.Operator)),
        ComparisonExpression comparison => $"{At(SumLevel, comparison.Left)} {Sign(comparison.Operator)} {At(SumLevel, comparison.Right)}",
        LogicalExpression logical => LeftAssociative(logical, Level(logical), logical.Operator == LogicalOperator.And ? " and " : " or "),
        _ => throw new InvalidOperationException($"There is no way to print {expression.GetType().Name}."),
    };

    /// <summary>Apart from the others, so that they take little of the stack where they are nested deeply.</summary>
    private static string Indexed(Expression expression) => expression switch
    {
        ChoiceExpression choice => Indices.TableEntry(choice) is { } entry ? Print(entry) : Functions.Choice + Arguments(choice),
        SumExpression sum => $"{Functions.Sum}({sum.Index}, {string.Join(", ", sum.Children.Select(Print))})",
        IndexedNameExpression entry => $"{entry.Name}[{Print(entry.Children[0])}]",
        _ => Member((IndexedMemberExpression)expression),
    };

    private static string Member(IndexedMemberExpression member) =>
        $"{member.Site}[{Print(member.Children[0])}].{member.Operator}{(member.Children.Count > 1 ? $"({string.Join(", ", member.Children.Skip(1).Select(Print))})" : "")}";

    private static string Arguments(Expression expression) => $"({string.Join(", ", expression.Children.Select(Print))})";

    private static string LeftAssociative(Expression e, int level, string sign) => At(level, e.Children[0]) + sign + At(level + 1, e.Children[1]);

    private static string At(int level, Expression expression) => Level(expression) >= level ? Print(expression) : $"({Print(expression)})";

    private static int Level(Expression expression) => expression switch
    {
        NumberExpression number => double.IsNegative(number.Value) ? UnaryLevel : PrimaryLevel,
        NegationExpression => UnaryLevel,
        BinaryExpression { Operator: BinaryOperator.Power } => PowerLevel,
        BinaryExpression { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } => ProductLevel,
        BinaryExpression => SumLevel,
        ComparisonExpression => ComparisonLevel,
        LogicalExpression { Operator: LogicalOperator.And } => AndLevel,
        LogicalExpression => OrLevel,
        _ => PrimaryLevel,
    };

    private static string Sign(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => " + ",
        BinaryOperator.Subtract => " - ",
        BinaryOperator.Multiply => "*",
        _ => "/",
    };

    private static string Sign(ComparisonOperator @operator) => @operator switch
    {
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
        ComparisonOperator.Equal => "==",
        _ => "!=",
    };
}
