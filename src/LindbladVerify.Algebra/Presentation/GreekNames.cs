namespace LindbladVerify.Algebra.Presentation;

/// <summary>How names of parameters are set in print: Greek letters by their names, the rest as an index.</summary>
internal static class GreekNames
{
    private static readonly (string Name, string Latex, string Character)[] Letters =
    [
        ("epsilon", "\\epsilon", "ε"), ("upsilon", "\\upsilon", "υ"), ("omicron", "o", "ο"),
        ("alpha", "\\alpha", "α"), ("beta", "\\beta", "β"), ("gamma", "\\gamma", "γ"), ("delta", "\\delta", "δ"), ("zeta", "\\zeta", "ζ"),
        ("theta", "\\theta", "θ"), ("iota", "\\iota", "ι"), ("kappa", "\\kappa", "κ"), ("lambda", "\\lambda", "λ"), ("sigma", "\\sigma", "σ"),
        ("omega", "\\omega", "ω"), ("eta", "\\eta", "η"), ("rho", "\\rho", "ρ"), ("tau", "\\tau", "τ"), ("phi", "\\phi", "φ"),
        ("chi", "\\chi", "χ"), ("psi", "\\psi", "ψ"), ("mu", "\\mu", "μ"), ("nu", "\\nu", "ν"), ("xi", "\\xi", "ξ"), ("pi", "\\pi", "π"),
        ("Gamma", "\\Gamma", "Γ"), ("Delta", "\\Delta", "Δ"), ("Theta", "\\Theta", "Θ"), ("Lambda", "\\Lambda", "Λ"), ("Sigma", "\\Sigma", "Σ"),
        ("Upsilon", "\\Upsilon", "Υ"), ("Omega", "\\Omega", "Ω"), ("Phi", "\\Phi", "Φ"), ("Psi", "\\Psi", "Ψ"), ("Xi", "\\Xi", "Ξ"), ("Pi", "\\Pi", "Π"),
    ];

    /// <summary>The letter and the index of a name: Gc is G with index c, omega0 is omega with index 0; other words are upright.</summary>
    public static (string Latex, string Character, string Index, bool IsWord) Split(string name)
    {
        foreach ((string letter, string latex, string character) in Letters)
        {
            if (name.StartsWith(letter, StringComparison.Ordinal) && (name.Length == letter.Length || !char.IsLower(name[letter.Length]) || name.Length == letter.Length + 1))
            {
                return (latex, character, name[letter.Length..].TrimStart('_'), false);
            }

            if (name.StartsWith(character, StringComparison.Ordinal))
            {
                return (latex, character, name[character.Length..].TrimStart('_'), false);
            }
        }

        string rest = name[1..];
        bool isIndex = rest.Length <= 1 || rest[0] == '_' || rest.All(char.IsAsciiDigit);
        return isIndex ? (name[..1], name[..1], rest.TrimStart('_'), false) : (name, name, "", true);
    }
}
