using System.Globalization;
using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;
using MathNet.Numerics.LinearAlgebra;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>
/// The state of one site: up, down, mixed, a polarisation in [-1, 1] for a spin; up (highest), down (lowest), mixed, a level
/// number, thermal(n) or coherent(a) for levels.
/// </summary>
internal sealed class LocalState
{
    private static readonly string[] Functions = ["thermal", "coherent"];
    private readonly Site site;
    private readonly FileScalar node;
    private readonly string what;
    private readonly string word;
    private readonly NumberField? number;

    public LocalState(Site site, FileScalar node)
    {
        this.site = site;
        this.node = node;
        what = $"initial.{site.Name}";
        string? function = site.Spin is null ? Array.Find(Functions, f => Argument(node.Text, f) is not null) : null;
        word = node.Text is "up" or "down" or "mixed" ? node.Text : function ?? "";
        if (word is "" or "thermal" or "coherent")
        {
            string text = word.Length == 0 ? node.Text : Argument(node.Text, word)!;
            number = NumberField.Read(node.WithText(text, node.Text.Length - text.Length - (word.Length == 0 ? 0 : 1)), what, QuantityKind.Dimensionless);
        }
    }

    /// <summary>Name of the site.</summary>
    public string Site => site.Name;

    /// <summary>up, down, mixed, thermal, coherent, or nothing for a polarisation or a level.</summary>
    public string Word => word;

    /// <summary>The polarisation, level, mean number or amplitude; null for up, down and mixed.</summary>
    public NumberField? Number => number;

    public string Allowed => site.Spin is null
        ? string.Create(CultureInfo.InvariantCulture, $"a level from 0 to {site.Dimension - 1}, down, up, mixed, thermal(n) or coherent(a)")
        : "up, down, mixed or a polarisation in [-1, 1]";

    /// <summary>The density operator on the site's own states.</summary>
    public Operator Bind(Binding binding)
    {
        RequireKnownWord(binding);
        int n = site.Dimension;
        return (word, site.Spin) switch
        {
            ("mixed", _) => DensityMatrices.Mixed(n),
            ("up", double spin) => DensityMatrices.Up(spin),
            ("down", double spin) => DensityMatrices.Down(spin),
            ("up", null) => DensityMatrices.Level(n, n - 1),
            ("down", null) => DensityMatrices.Level(n, 0),
            ("thermal", _) => Thermal(binding, n),
            ("coherent", _) => Coherent(binding, n),
            (_, double spin) => DensityMatrices.Polarized(spin, number!.Value(binding, p => p is >= -1 and <= 1, Allowed)),
            _ => DensityMatrices.Level(n, (int)number!.Value(binding, k => k == Math.Round(k) && k >= 0 && k < n, Allowed)),
        };
    }

    private void RequireKnownWord(Binding binding)
    {
        if (word.Length == 0 && ExpressionParser.IsName(node.Text) && !binding.Parameters.ContainsKey(node.Text))
        {
            throw node.Error($"{what} must be {Allowed}, not '{ExpressionTokens.Shorten(node.Text)}'{NameSuggestion.For(node.Text, ["up", "down", "mixed", .. binding.Parameters.Keys])}");
        }
    }

    private Operator Thermal(Binding binding, int n)
    {
        double mean = number!.Value(binding, v => v >= 0, "a mean number that is zero or positive");
        double ratio = mean / (mean + 1);
        double[] weights = [.. Enumerable.Range(0, n).Select(k => Math.Pow(ratio, k))];
        Note(binding, Math.Pow(ratio, n));
        return new Operator(SparseMatrix<Complex>.Diagonal([.. weights.Select(w => new Complex(w / weights.Sum(), 0))]));
    }

    private Operator Coherent(Binding binding, int n)
    {
        Complex amplitude = number!.ComplexValue(binding);
        Complex[] amplitudes = new Complex[n];
        amplitudes[0] = Math.Exp(-((amplitude.Real * amplitude.Real) + (amplitude.Imaginary * amplitude.Imaginary)) / 2);
        for (int k = 1; k < n; k++)
        {
            amplitudes[k] = amplitudes[k - 1] * amplitude / Math.Sqrt(k);
        }

        double kept = amplitudes.Sum(a => (a.Real * a.Real) + (a.Imaginary * a.Imaginary));
        if (!(kept > 0.5))
        {
            throw number.Error($"has more than half of its weight above the {n} levels of the site; give the site more levels");
        }

        Note(binding, Math.Max(0, 1 - kept));
        return DensityMatrices.Pure(amplitudes);
    }

    private void Note(Binding binding, double lost)
    {
        if (lost > 1e-15)
        {
            binding.Notes.Add(FormattableString.Invariant($"{what}: {lost:G3} of the {word} state lies above the {site.Dimension} levels and was cut off"));
        }
    }

    /// <summary>The argument of "thermal(…)" or "coherent(…)"; null where the text is not that.</summary>
    private static string? Argument(string text, string function) =>
        text.Length > function.Length + 1 && text.StartsWith(function, StringComparison.Ordinal) && text[function.Length] == '(' && text[^1] == ')'
            ? text[(function.Length + 1)..^1]
            : null;
}

/// <summary>Checks that a sparse operator is a state, block by block, so that large diagonal states cost nothing.</summary>
internal static class DensityCheck
{
    private const double Tolerance = 1e-9;
    private const int LargestSpectrum = 128;
    private const int LargestBlock = 2048;

    /// <summary>What is wrong with an operator as a state; null where nothing is.</summary>
    public static string? Defect(Operator density)
    {
        double hermiticity = (density - density.Adjoint()).Matrix.LargestModulus();
        if (hermiticity > Tolerance)
        {
            return FormattableString.Invariant($"must be Hermitian, but differs from its adjoint by {hermiticity:G3}");
        }

        Complex trace = density.Trace();
        if (!(Math.Abs(trace.Real - 1) <= Tolerance))
        {
            return FormattableString.Invariant($"must have trace 1, not {trace.Real:R} (a site that is not named contributes its number of states; use .one/n)");
        }

        return Blocks(density).Select(Negative).FirstOrDefault(d => d is not null);
    }

    private static string? Negative(SparseMatrix<Complex> block)
    {
        int n = block.Rows;
        if (n > LargestBlock)
        {
            return FormattableString.Invariant($"couples {n} states to one another; at most {LargestBlock} are allowed, since its positivity could not be checked");
        }

        if (n > LargestSpectrum)
        {
            // A shift by the tolerance makes a positive semidefinite block positive definite, which a Cholesky factor proves.
            Matrix<Complex> shifted = Matrix<Complex>.Build.Dense(n, n, block.ToDense()) + (Tolerance * Matrix<Complex>.Build.DenseIdentity(n));
            try
            {
                _ = shifted.Cholesky();
                return null;
            }
            catch (ArgumentException)
            {
                return FormattableString.Invariant($"must have no negative eigenvalue, but has one below {-Tolerance:R}");
            }
        }

        double smallest = n == 1 ? block[0, 0].Real : HermitianSpectrum.OfHermitianPart(new Operator(block)).Smallest;
        return smallest >= -Tolerance ? null : FormattableString.Invariant($"must have no negative eigenvalue, but has {smallest:G6}");
    }

    /// <summary>The blocks of connected basis states.</summary>
    private static IEnumerable<SparseMatrix<Complex>> Blocks(Operator density)
    {
        int[] parent = [.. Enumerable.Range(0, density.Dimension)];
        int Root(int k)
        {
            while (parent[k] != k)
            {
                k = parent[k] = parent[parent[k]];
            }

            return k;
        }

        foreach ((int row, int column, _) in density.Matrix.Entries())
        {
            parent[Root(row)] = Root(column);
        }

        int[] size = new int[density.Dimension];
        int[] place = [.. Enumerable.Range(0, density.Dimension).Select(k => size[Root(k)]++)];
        return density.Matrix.Entries()
            .GroupBy(e => Root(e.Row))
            .Select(g => SparseMatrix<Complex>.FromEntries(size[g.Key], size[g.Key], g.Select(e => (place[e.Row], place[e.Column], e.Value))));
    }
}
