using LindbladVerify.Algebra.Presentation;
using LindbladVerify.Verification.Proofs;

namespace LindbladVerify.Verification.Derivations;

/// <summary>A closed form that was found from a model alone, and proved.</summary>
public sealed record Derivation
{
    /// <summary>What was derived, in the words of formula files.</summary>
    public required string Quantity { get; init; }

    /// <summary>Name of the observable.</summary>
    public required string Observable { get; init; }

    /// <summary>Whether the quantity is what a formula file describes, and <see cref="Observable"/> the words for it.</summary>
    public bool IsOfFile { get; init; }

    /// <summary>The variables of the formula.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>The formula; the leading terms of an expansion where a limit was asked for.</summary>
    public required IReadOnlyList<DerivedTerm> Terms { get; init; }

    /// <summary>Number of coupled equations.</summary>
    public required int Block { get; init; }

    /// <summary>The proof that formula and model agree.</summary>
    public required Proof Proof { get; init; }

    /// <summary>The limit; null where the formula is exact.</summary>
    public DerivationPath? Path { get; init; }

    /// <summary>How many values of the model were taken.</summary>
    public long Probes { get; init; }

    /// <summary>Time that finding the formula took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>How the formula of a file differs, F/R - 1; null where there is none to compare, or it cannot be written.</summary>
    public PresentedFormula? Difference { get; init; }

    /// <summary>Whether the formula of a file is the derived one; null where there is none.</summary>
    public bool? Agrees { get; init; }

    /// <summary>The formula in the language of model files.</summary>
    public string Text => Sum(t => t.Text);

    /// <summary>The formula in LaTeX.</summary>
    public string Latex => Terms.Count == 1 ? Terms[0].Presented.Latex : string.Join(" + ", Terms.Select(t => t.Presented.Latex));

    /// <summary>Helpers that the formula names, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Where => [.. Terms.SelectMany(t => t.Presented.Where)];

    /// <summary>Terms of the expanded numerators.</summary>
    public int NumeratorTerms => Terms.Sum(t => t.Presented.NumeratorTerms);

    /// <summary>Terms of the expanded denominators.</summary>
    public int DenominatorTerms => Terms.Sum(t => t.Presented.DenominatorTerms);

    private string Sum(Func<PresentedFormula, string> text) => Terms.Count == 0 ? "0" : string.Join(" + ", Terms.Select(t => text(t.Presented))).Replace("+ -", "- ", StringComparison.Ordinal);
}
