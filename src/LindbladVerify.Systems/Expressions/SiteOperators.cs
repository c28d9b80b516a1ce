using System.Globalization;
using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Expressions;

/// <summary>The operators that a site has in expressions.</summary>
internal static class SiteOperators
{
    private static readonly string[] OfSpins = ["x", "y", "z", "p", "m", "one"];
    private static readonly string[] OfLevels = ["a", "ad", "n", "proj", "one"];

    public static IReadOnlyList<string> Names { get; } = ["x", "y", "z", "p", "m", "a", "ad", "n", "proj", "one"];

    public static bool IsKnown(string name) => Names.Contains(name, StringComparer.Ordinal);

    public static bool TakesLevel(string name) => string.Equals(name, "proj", StringComparison.Ordinal);

    /// <summary>The operator on the site's own states.</summary>
    /// <param name="site">The site.</param>
    /// <param name="member">Which operator.</param>
    /// <param name="level">The level of proj, evaluated.</param>
    public static SparseMatrix<Complex> Local(Site site, MemberExpression member, double? level)
    {
        string[] allowed = site.Spin is null ? OfLevels : OfSpins;
        if (!allowed.Contains(member.Operator, StringComparer.Ordinal))
        {
            string kind = site.Spin is null ? "levels" : "a spin";
            throw new ExpressionException(member.Position, $"site '{site.Name}' ({kind}) has no operator '{member.Operator}'; it has {string.Join(", ", allowed)}");
        }

        return (site.Spin is double spin ? OfSpin(spin, member.Operator) : OfLevel(site, member, level)).Matrix;
    }

    private static Operator OfSpin(double spin, string name) => name switch
    {
        "x" => SpinOperators.X(spin),
        "y" => SpinOperators.Y(spin),
        "z" => SpinOperators.Z(spin),
        "p" => SpinOperators.Plus(spin),
        "m" => SpinOperators.Minus(spin),
        _ => SpinOperators.One(spin),
    };

    private static Operator OfLevel(Site site, MemberExpression member, double? level) => member.Operator switch
    {
        "a" => LevelOperators.Lowering(site.Dimension),
        "ad" => LevelOperators.Lowering(site.Dimension).Adjoint(),
        "n" => LevelOperators.Number(site.Dimension),
        "proj" => LevelOperators.Projector(site.Dimension, RequireLevel(site, member, level)),
        _ => new Operator(SparseMatrix<Complex>.Identity(site.Dimension)),
    };

    private static int RequireLevel(Site site, MemberExpression member, double? level) =>
        level is double k && k == Math.Round(k) && k >= 0 && k < site.Dimension
            ? (int)k
            : throw new ExpressionException(member.Position, string.Create(CultureInfo.InvariantCulture, $"proj of site '{site.Name}' needs a level from 0 to {site.Dimension - 1}, not {level:R}"));
}
