namespace LindbladVerify.Systems.Expressions;

/// <summary>A number.</summary>
public sealed record NumberExpression : Expression
{
    /// <summary>A finite number.</summary>
    /// <exception cref="ExpressionException">The value is not finite.</exception>
    public NumberExpression(double value, SourcePosition position = default)
        : base(position, []) =>
        Value = double.IsFinite(value) ? value : throw new ExpressionException(position, "a number must be finite");

    /// <summary>The value.</summary>
    public double Value { get; }

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => this;
}
