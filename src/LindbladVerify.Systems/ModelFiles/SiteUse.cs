using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>Which operators of which sites an expression names.</summary>
internal sealed class SiteUse
{
    private readonly HashSet<(string Site, string Operator)> used = [];

    private SiteUse(Expression expression) => Collect(expression);

    /// <summary>Looks through an expression.</summary>
    public static SiteUse Of(Expression expression) => new(expression);

    /// <summary>Whether it steps the site between neighbouring levels.</summary>
    public bool Moves(string site) => used.Contains((site, "a")) || used.Contains((site, "ad"));

    /// <summary>Whether it singles out a level of the site.</summary>
    public bool Projects(string site) => used.Contains((site, "proj")) || used.Contains((site, "ket"));

    private void Collect(Expression expression)
    {
        if (expression is MemberExpression member)
        {
            used.Add((member.Site, member.Operator));
        }

        foreach (Expression child in expression.Children)
        {
            Collect(child);
        }
    }
}
