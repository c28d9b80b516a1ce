namespace LindbladVerify.Systems.Expressions;

/// <summary>A comparison of two real values.</summary>
public sealed record ComparisonExpression : Expression
{
    /// <summary>left operator right.</summary>
    public ComparisonExpression(ComparisonOperator @operator, Expression left, Expression right, SourcePosition position = default)
        : base(position, [left, right]) =>
        Operator = @operator;

    /// <summary>The comparison.</summary>
    public ComparisonOperator Operator { get; }

    /// <summary>The left side.</summary>
    public Expression Left => Children[0];

    /// <summary>The right side.</summary>
    public Expression Right => Children[1];

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new ComparisonExpression(Operator, children[0], children[1], Position);
}
