using System.Globalization;
using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Expressions;

/// <summary>The operators that a site has in expressions.</summary>
internal static class SiteOperators
{
    private static readonly string[] OfSpins = ["x", "y", "z", "p", "m", "ket", "one"];
    private static readonly string[] OfLevels = ["a", "ad", "n", "proj", "ket", "one"];

    public static IReadOnlyList<string> Names { get; } = ["x", "y", "z", "p", "m", "a", "ad", "n", "proj", "ket", "one"];

    public static bool IsKnown(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <summary>How many states of the site an operator takes as arguments.</summary>
    public static int StatesOf(string name) => name switch { "proj" => 1, "ket" => 2, _ => 0 };

    /// <summary>These arguments in words.</summary>
    public static string ArgumentsOf(string name) => StatesOf(name) == 1 ? "one level: proj(k)" : "two states: ket(i, j), which is |i><j|";

    /// <summary>The operator on the site's own states.</summary>
    /// <param name="site">The site.</param>
    /// <param name="member">Which operator.</param>
    /// <param name="states">The arguments of proj or ket, evaluated.</param>
    public static SparseMatrix<Complex> Local(Site site, MemberExpression member, IReadOnlyList<double> states)
    {
        string[] allowed = site.Spin is null ? OfLevels : OfSpins;
        if (!allowed.Contains(member.Operator, StringComparer.Ordinal))
        {
            string kind = site.Spin is null ? "levels" : "a spin";
            throw new ExpressionException(member.Position, $"site '{site.Name}' ({kind}) has no operator '{member.Operator}'; it has {string.Join(", ", allowed)}");
        }

        return member.Operator is "ket" ? Ket(site, member, states)
            : (site.Spin is double spin ? OfSpin(spin, member.Operator) : OfLevel(site, member, states)).Matrix;
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

    private static Operator OfLevel(Site site, MemberExpression member, IReadOnlyList<double> states) => member.Operator switch
    {
        "a" => LevelOperators.Lowering(site.Dimension),
        "ad" => LevelOperators.Lowering(site.Dimension).Adjoint(),
        "n" => LevelOperators.Number(site.Dimension),
        "proj" => LevelOperators.Projector(site.Dimension, RequireState(site, member, states[0])),
        _ => new Operator(SparseMatrix<Complex>.Identity(site.Dimension)),
    };

    /// <summary>|i⟩⟨j|. The states of a spin are numbered from m = +j down, as they stand in its matrices.</summary>
    private static SparseMatrix<Complex> Ket(Site site, MemberExpression member, IReadOnlyList<double> states) =>
        SparseMatrix<Complex>.FromEntries(site.Dimension, site.Dimension, [(RequireState(site, member, states[0]), RequireState(site, member, states[1]), Complex.One)]);

    private static int RequireState(Site site, MemberExpression member, double state) =>
        state == Math.Round(state) && state >= 0 && state < site.Dimension
            ? (int)state
            : throw new ExpressionException(member.Position, string.Create(
                CultureInfo.InvariantCulture,
                $"{member.Operator} of site '{site.Name}' needs {(site.Spin is null ? "a level" : "a state")} from 0 to {site.Dimension - 1}{(site.Spin is null ? string.Empty : " (0 is m = +j)")}, not {state:R}"));
}
