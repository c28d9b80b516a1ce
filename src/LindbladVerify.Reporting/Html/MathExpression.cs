namespace LindbladVerify.Reporting.Html;

/// <summary>
/// Typesets an expression written as a line of text, for example "D^2/2*Gs/(Delta^2*P^2 + Gs^2)", as MathML: quotients
/// as fractions, powers raised, products closed up, Greek letters and indices as in print.
/// </summary>
public static class MathExpression
{
    // Looked for at the beginning of a name, in this order.
    private static readonly (string Name, string Letter)[] s_greek =
    [
        ("epsilon", "ε"), ("lambda", "λ"), ("Lambda", "Λ"), ("alpha", "α"), ("gamma", "γ"), ("Gamma", "Γ"), ("delta", "δ"), ("Delta", "Δ"),
        ("kappa", "κ"), ("omega", "ω"), ("Omega", "Ω"), ("sigma", "σ"), ("Sigma", "Σ"), ("theta", "θ"), ("Theta", "Θ"), ("beta", "β"),
        ("zeta", "ζ"), ("eta", "η"), ("phi", "φ"), ("Phi", "Φ"), ("psi", "ψ"), ("Psi", "Ψ"), ("rho", "ρ"), ("tau", "τ"), ("chi", "χ"),
        ("mu", "μ"), ("nu", "ν"), ("xi", "ξ"), ("pi", "π"), ("hbar", "ħ"),
    ];

    /// <summary>Typesets an expression of numbers, names, + - * / ^, brackets, functions of one or more arguments, and "=".</summary>
    /// <param name="expression">The line of text.</param>
    /// <param name="symbols">How names are to look, in the markup of <see cref="Plots.RichText"/>, for example "Gc" → "Γ_{c}"; others look as
    /// <see cref="DefaultSymbol"/> says. Null for none.</param>
    /// <exception cref="FormatException">The line does not parse; the message says where.</exception>
    public static HtmlElement Parse(string expression, IReadOnlyDictionary<string, string>? symbols = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new MathExpressionParser(expression, symbols).Parse();
    }

    /// <summary>
    /// How a name looks by default, in the markup of <see cref="Plots.RichText"/>: names of Greek letters become the letters, what follows
    /// the first letter or a Greek name becomes an index ("D12" → "D_{12}", "Gamma_c" → "Γ_{c}").
    /// </summary>
    public static string DefaultSymbol(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        foreach ((string greek, string letter) in s_greek)
        {
            if (name.StartsWith(greek, StringComparison.Ordinal))
            {
                return Indexed(letter, name[greek.Length..]);
            }
        }

        return Indexed(name[..1], name[1..]);
    }

    private static string Indexed(string letter, string index)
    {
        index = index.TrimStart('_');
        return index.Length == 0 ? letter : letter + "_{" + index.Replace('_', ',') + "}";
    }
}
