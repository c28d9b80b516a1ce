using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The key <c>restrict: "sum of n &lt;= 2"</c>: only the states with so many excitations, on all sites or on those named after <c>over</c>.</summary>
internal static partial class RestrictSection
{
    /// <summary>Most states: a density matrix of them must be propagated.</summary>
    private const int MostStates = 4096;

    /// <summary>Weight of an initial state that may lie outside.</summary>
    private const double LargestLoss = 1e-3;

    /// <summary>The space of the sites; the whole of it where the file restricts nothing.</summary>
    public static HilbertSpace Read(FileMapping root, IReadOnlyList<Site> sites)
    {
        if (root.Find("restrict") is not { } node)
        {
            return sites.Aggregate(1.0, (d, s) => d * s.Dimension) <= SiteSection.LargestDimension ? new HilbertSpace(sites) : HilbertSpace.OfSites(sites);
        }

        FileScalar text = node.AsScalar("restrict");
        Match match = Form().Match(text.Text);
        if (!match.Success || !int.TryParse(match.Groups["most"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int most))
        {
            throw text.Error($"restrict must read 'sum of n <= 2' or 'sum of n == 1', with 'over a, b' after n where only some sites count, not '{FileFields.Shown(text.Text)}'");
        }

        bool isExact = match.Groups["relation"].Value is "==" or "=";
        string[] over = [.. match.Groups["over"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        string[] names = [.. sites.Select(s => s.Name)];
        string? unknown = Array.Find(over, o => !names.Contains(o, StringComparer.Ordinal));
        if (unknown is not null)
        {
            throw text.Error($"restrict: there is no site '{ExpressionTokens.Shorten(unknown)}'{NameSuggestion.For(unknown, names)}; the sites are {UnknownName.List(names)}");
        }

        bool[] counted = [.. sites.Select(s => over.Length == 0 || over.Contains(s.Name, StringComparer.Ordinal))];
        RestrictedBasis basis = RestrictedBasis.Of(sites, counted, n => isExact ? n == most : n <= most, most, MostStates)
            ?? throw new ModelFileException(text.File, text.Line, text.Column, $"restrict leaves more than {MostStates} states; that is the most that is offered") { IsSize = true };
        return basis.Count > 0 ? new HilbertSpace(sites, basis) : throw text.Error($"restrict leaves no state: the sites never hold {most} excitations");
    }

    /// <summary>The product of local states between the states that are kept.</summary>
    /// <exception cref="ModelFileException">More than a thousandth of it lies outside.</exception>
    public static Operator Product(RestrictedBasis basis, IReadOnlyList<Operator> locals, FileNode at, List<string> notes)
    {
        Complex[][,] dense = [.. locals.Select(Dense)];
        int[] support = [.. Enumerable.Range(0, basis.Count).Where(s => Element(dense, basis.States[s], basis.States[s]) != Complex.Zero)];
        var entries = new List<(int, int, Complex)>();
        double trace = 0;
        foreach (int row in support)
        {
            foreach (int column in support)
            {
                Complex value = Element(dense, basis.States[row], basis.States[column]);
                if (value != Complex.Zero)
                {
                    entries.Add((row, column, value));
                    trace += row == column ? value.Real : 0;
                }
            }
        }

        if (!(1 - trace <= LargestLoss))
        {
            throw at.Error(FormattableString.Invariant($"initial has {1 - trace:G3} of its weight outside of the states that restrict leaves; at most {LargestLoss} is allowed"));
        }

        if (1 - trace > 1e-15)
        {
            notes.Add(FormattableString.Invariant($"initial: {1 - trace:G3} of the state lies outside of the states that restrict leaves and was cut off"));
        }

        return new Operator(SparseMatrix<Complex>.FromEntries(basis.Count, basis.Count, entries.Select(e => (e.Item1, e.Item2, e.Item3 / trace))));
    }

    /// <summary>The matrix [n, n] of a local operator.</summary>
    public static Complex[,] Dense(Operator local)
    {
        var dense = new Complex[local.Dimension, local.Dimension];
        foreach ((int row, int column, Complex value) in local.Matrix.Entries())
        {
            dense[row, column] = value;
        }

        return dense;
    }

    private static Complex Element(Complex[][,] locals, int[] row, int[] column)
    {
        Complex product = Complex.One;
        for (int k = 0; k < locals.Length && product != Complex.Zero; k++)
        {
            product *= locals[k][row[k], column[k]];
        }

        return product;
    }

    [GeneratedRegex(@"^\s*sum\s+of\s+n(\s+over\s+(?<over>[^<>=]+?))?\s*(?<relation><=|==|=)\s*(?<most>\d+)\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
