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

/// <summary>An operator that acts on some sites only, stored on their states alone, so that products stay small in large spaces.</summary>
/// <param name="Sites">Indices of the sites, ascending; none for a multiple of the identity.</param>
/// <param name="Matrix">[n, n] on the product of these sites, the first one slowest.</param>
internal sealed record SiteOperator(int[] Sites, SparseMatrix<Complex> Matrix)
{
    /// <summary>A multiple of the identity.</summary>
    public static SiteOperator Scalar(Complex value) => new([], SparseMatrix<Complex>.FromEntries(1, 1, [(0, 0, value)]));

    /// <summary>The same operator on more sites.</summary>
    public SparseMatrix<Complex> On(HilbertSpace space, int[] sites)
    {
        if (sites.AsSpan().SequenceEqual(Sites))
        {
            return Matrix;
        }

        int[] before = [.. sites.Where(s => Sites.Length > 0 && s < Sites[0])];
        int[] after = [.. sites.Where(s => Sites.Length > 0 && s > Sites[^1])];
        if (before.Length + after.Length + Sites.Length == sites.Length)
        {
            // No other site stands between its own ones: a Kronecker product needs no sorting of entries.
            return SparseMatrix<Complex>.Kronecker(
                SparseMatrix<Complex>.Identity(Dimension(space, before)),
                SparseMatrix<Complex>.Kronecker(Matrix, SparseMatrix<Complex>.Identity(Dimension(space, after))));
        }

        int n = Dimension(space, sites);
        return SparseMatrix<Complex>.FromEntries(n, n, Entries(space, sites));
    }

    /// <summary>The sum of many at once: one pass over all entries.</summary>
    public static SiteOperator Sum(HilbertSpace space, IReadOnlyList<SiteOperator> terms)
    {
        int[] sites = Union(terms);
        if (terms.All(t => t.Sites.Length == sites.Length))
        {
            return new SiteOperator(sites, terms.Select(t => t.Matrix).Aggregate((a, b) => a + b));
        }

        int n = Dimension(space, sites);
        return new SiteOperator(sites, SparseMatrix<Complex>.FromEntries(n, n, terms.SelectMany(t => t.Entries(space, sites))));
    }

    /// <summary>The sites of all, ascending.</summary>
    public static int[] Union(IReadOnlyList<SiteOperator> operators) => [.. operators.SelectMany(o => o.Sites).Distinct().Order()];

    /// <summary>Number of states of these sites.</summary>
    /// <exception cref="ExpressionException">There are more than integers can count.</exception>
    public static int Dimension(HilbertSpace space, int[] sites)
    {
        double n = sites.Aggregate(1.0, (product, s) => product * space.Sites[s].Dimension);
        return n <= int.MaxValue ? (int)n
            : throw new ExpressionException(SourcePosition.Start, "a product acts on too many sites at once; operators of so many sites must be sums of products of few") { IsSize = true };
    }

    /// <summary>Multiply-adds of the product a b on common sites.</summary>
    public static double ProductCost(SparseMatrix<Complex> a, SparseMatrix<Complex> b)
    {
        double cost = a.Columns;
        foreach (int row in b.RowIndices)
        {
            cost += a.ColumnStarts[row + 1] - a.ColumnStarts[row];
        }

        return cost;
    }

    private IEnumerable<(int Row, int Column, Complex Value)> Entries(HilbertSpace space, int[] sites)
    {
        int[] own = Offsets(space, sites, Sites);
        int[] others = Offsets(space, sites, [.. sites.Except(Sites)]);
        foreach ((int row, int column, Complex value) in Matrix.Entries())
        {
            foreach (int rest in others)
            {
                yield return (own[row] + rest, own[column] + rest, value);
            }
        }
    }

    /// <summary>What each joint state of some sites adds to the index of a state of all of them.</summary>
    private static int[] Offsets(HilbertSpace space, int[] all, int[] some)
    {
        int[] offsets = [0];
        foreach (int site in some)
        {
            int weight = Dimension(space, [.. all.Where(s => s > site)]);
            int levels = space.Sites[site].Dimension;
            offsets = [.. offsets.SelectMany(o => Enumerable.Range(0, levels).Select(k => o + (k * weight)))];
        }

        return offsets;
    }
}
