namespace LindbladVerify.Systems.Expressions;

/// <summary>Arithmetic with two operands. Its position is that of the operator sign.</summary>
public sealed record BinaryExpression : Expression
{
    /// <summary>left operator right.</summary>
    public BinaryExpression(BinaryOperator @operator, Expression left, Expression right, SourcePosition position = default)
        : base(position, [left, right]) =>
        Operator = @operator;

    /// <summary>The operation.</summary>
    public BinaryOperator Operator { get; }

    /// <summary>The left operand.</summary>
    public Expression Left => Children[0];

    /// <summary>The right operand.</summary>
    public Expression Right => Children[1];

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new BinaryExpression(Operator, children[0], children[1], Position);
}
