namespace LindbladVerify.Systems.Expressions;

/// <summary>Two conditions joined. The chain a &lt; b &lt; c reads as a &lt; b and b &lt; c.</summary>
public sealed record LogicalExpression : Expression
{
    /// <summary>left operator right.</summary>
    public LogicalExpression(LogicalOperator @operator, Expression left, Expression right, SourcePosition position = default)
        : base(position, [left, right]) =>
        Operator = @operator;

    /// <summary>And, or.</summary>
    public LogicalOperator Operator { get; }

    /// <summary>The left condition.</summary>
    public Expression Left => Children[0];

    /// <summary>The right condition.</summary>
    public Expression Right => Children[1];

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new LogicalExpression(Operator, children[0], children[1], Position);
}
