using System.Globalization;
using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

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
        double amplitude = number!.Value(binding);
        double[] amplitudes = new double[n];
        amplitudes[0] = Math.Exp(-amplitude * amplitude / 2);
        for (int k = 1; k < n; k++)
        {
            amplitudes[k] = amplitudes[k - 1] * amplitude / Math.Sqrt(k);
        }

        double kept = amplitudes.Sum(a => a * a);
        if (!(kept > 0.5))
        {
            throw number.Error($"has more than half of its weight above the {n} levels of the site; give the site more levels");
        }

        Note(binding, Math.Max(0, 1 - kept));
        return DensityMatrices.Pure([.. amplitudes.Select(a => new Complex(a, 0))]);
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
