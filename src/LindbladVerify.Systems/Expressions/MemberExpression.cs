namespace LindbladVerify.Systems.Expressions;

/// <summary>An operator of a site: S.z, c.a, c.proj(2).</summary>
public sealed record MemberExpression : Expression
{
    /// <summary>An operator of a site.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="operator">Name of the operator.</param>
    /// <param name="argument">The level k of proj(k); null for the other operators.</param>
    /// <param name="position">Where it stands.</param>
    public MemberExpression(string site, string @operator, Expression? argument = null, SourcePosition position = default)
        : base(position, argument is null ? [] : [argument])
    {
        Site = site;
        Operator = @operator;
    }

    /// <summary>Name of the site.</summary>
    public string Site { get; }

    /// <summary>Name of the operator.</summary>
    public string Operator { get; }

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) =>
        new MemberExpression(Site, Operator, children.Count > 0 ? children[0] : null, Position);
}
