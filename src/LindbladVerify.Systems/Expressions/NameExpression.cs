namespace LindbladVerify.Systems.Expressions;

/// <summary>A parameter, the time t, or one of the constants pi and i.</summary>
public sealed record NameExpression : Expression
{
    /// <summary>A name.</summary>
    public NameExpression(string name, SourcePosition position = default)
        : base(position, []) =>
        Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => this;
}
