namespace LindbladVerify.Systems.Expressions;

/// <summary>-x.</summary>
public sealed record NegationExpression : Expression
{
    /// <summary>The negative of an expression.</summary>
    public NegationExpression(Expression operand, SourcePosition position = default)
        : base(position, [operand])
    {
    }

    /// <summary>x.</summary>
    public Expression Operand => Children[0];

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new NegationExpression(children[0], Position);
}
