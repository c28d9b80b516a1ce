namespace LindbladVerify.Systems.Expressions;

/// <summary>The adjoint of an operator in symbols.</summary>
internal static class OperatorAdjoint
{
    /// <summary>The adjoint; complex numbers become their conjugates.</summary>
    public static Expression Of(Expression expression) => expression switch
    {
        MemberExpression member => new MemberExpression(member.Site, Name(member.Operator), Turned(member.Operator, member.Children, 0), member.Position),
        IndexedMemberExpression member => new IndexedMemberExpression(member.Site, Name(member.Operator), Turned(member.Operator, member.Children, 1), member.Position),
        BinaryExpression { Operator: BinaryOperator.Multiply } product when HasOperators(product) => new BinaryExpression(BinaryOperator.Multiply, Of(product.Right), Of(product.Left), product.Position),
        BinaryExpression { Operator: BinaryOperator.Power } power when HasOperators(power) => new BinaryExpression(BinaryOperator.Power, Of(power.Left), power.Right, power.Position),
        SumExpression sum => sum.WithChildren([sum.From, sum.To, Of(sum.Term)]),
        ChoiceExpression choice => choice.WithChildren([choice.Condition, Of(choice.First), Of(choice.Second)]),
        _ when HasOperators(expression) => expression.WithChildren([.. expression.Children.Select(Of)]),
        _ when IsComplex(expression) => new CallExpression("conj", [expression], expression.Position),
        _ => expression,
    };

    /// <summary>Whether an operator of a site occurs.</summary>
    public static bool HasOperators(Expression expression) => expression is MemberExpression or IndexedMemberExpression || expression.Children.Any(HasOperators);

    private static bool IsComplex(Expression expression) => expression is NameExpression { Name: "i" } || expression.Children.Any(IsComplex);

    private static string Name(string @operator) => @operator switch { "p" => "m", "m" => "p", "a" => "ad", "ad" => "a", _ => @operator };

    /// <summary>(|i⟩⟨j|)† = |j⟩⟨i|.</summary>
    private static Expression[] Turned(string @operator, IReadOnlyList<Expression> arguments, int first) =>
        @operator is "ket" ? [.. arguments.Take(first), arguments[first + 1], arguments[first]] : [.. arguments];
}
