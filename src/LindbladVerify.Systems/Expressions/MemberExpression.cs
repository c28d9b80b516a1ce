namespace LindbladVerify.Systems.Expressions;

/// <summary>An operator of a site: S.z, c.a, c.proj(2), c.ket(0, 1).</summary>
public sealed record MemberExpression : Expression
{
    /// <summary>An operator of a site.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="operator">Name of the operator.</param>
    /// <param name="argument">The level k of proj(k); null for the other operators.</param>
    /// <param name="position">Where it stands.</param>
    public MemberExpression(string site, string @operator, Expression? argument = null, SourcePosition position = default)
        : this(site, @operator, argument is null ? [] : [argument], position)
    {
    }

    /// <summary>An operator of a site with arguments.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="operator">Name of the operator.</param>
    /// <param name="arguments">The states of proj(k) or ket(i, j); none for the other operators.</param>
    /// <param name="position">Where it stands.</param>
    public MemberExpression(string site, string @operator, IReadOnlyList<Expression> arguments, SourcePosition position)
        : base(position, arguments)
    {
        Site = site;
        Operator = @operator;
    }

    /// <summary>Name of the site.</summary>
    public string Site { get; }

    /// <summary>Name of the operator.</summary>
    public string Operator { get; }

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) =>
        new MemberExpression(Site, Operator, children, Position);
}
