using LindbladVerify.Algebra.Limits;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Algebra.Presentation;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Proofs;

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

    /// <summary>Whether the formula of a file is the derived one; null where there is none, or where that could not be told.</summary>
    public bool? Agrees { get; init; }

    /// <summary>Why the formula of a file could not be compared; null where it was, or where there is none.</summary>
    internal string? NotCompared { get; init; }

    /// <summary>The formula in the language of model files.</summary>
    public string Text => Sum(t => t.Text);

    /// <summary>The formula in LaTeX.</summary>
    public string Latex => Sum(p => p.Latex);

    /// <summary>Helpers that the formula names, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Where => [.. Terms.SelectMany(t => t.Presented.Where)];

    /// <summary>Terms of the expanded numerators.</summary>
    public int NumeratorTerms => Terms.Sum(t => t.Presented.NumeratorTerms);

    /// <summary>Terms of the expanded denominators.</summary>
    public int DenominatorTerms => Terms.Sum(t => t.Presented.DenominatorTerms);

    private string Sum(Func<PresentedFormula, string> text) => Terms.Count == 0 ? "0" : string.Join(" + ", Terms.Select(t => text(t.Presented))).Replace("+ -", "- ", StringComparison.Ordinal);
}

/// <summary>There is no closed form of the kind that was asked for; the message says in one sentence why, and what to try where there is something.</summary>
internal sealed class DerivationException(string message) : Exception(message);

/// <summary>A limit that is asked for: parameters that follow powers of λ.</summary>
/// <param name="Exponents">The power by parameter.</param>
/// <param name="End">Where the parameters end: 0 or another number; null for infinity.</param>
public sealed record DerivationPath(IReadOnlyDictionary<string, BigRational> Exponents, BigRational? End)
{
    /// <summary>Where λ goes.</summary>
    public LimitDirection Direction => End is null ? LimitDirection.Infinity : LimitDirection.Zero;

    /// <summary>The path in words: "Gc -&gt; infinity".</summary>
    public string Text => $"{string.Join(", ", Exponents.Select(e => e.Value.IsOne ? e.Key : $"{e.Key}^({e.Value})"))} -> {End?.ToString() ?? "infinity"}";
}

/// <summary>What is to be derived from a model file.</summary>
/// <param name="Observable">Name of the observable.</param>
/// <param name="Quantity">What of it: a relaxation rate, a steady state or a spectral density.</param>
public sealed record DerivationRequest(string Observable, ModelQuantityKind Quantity)
{
    /// <summary>Name of the frequency of a spectral density among the variables.</summary>
    internal const string FrequencyName = "omega";

    /// <summary>Name of the variable of a Laplace transform.</summary>
    internal const string TransformName = "s";

    /// <summary>Whether the Laplace transform of the time course is asked for, and not the course.</summary>
    internal bool IsTransform { get; init; }

    /// <summary>The frequency of a spectral density, rad/s, where it is held at a number; null where it is a variable.</summary>
    internal Expression? Frequency { get; init; }

    /// <summary>The observable relaxes at factor times the rate.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Parameters that are held at numbers.</summary>
    public IReadOnlyDictionary<string, Expression> Set { get; init; } = new Dictionary<string, Expression>(StringComparer.Ordinal);

    /// <summary>A limit whose leading terms are asked for; null for the whole formula.</summary>
    public DerivationPath? Path { get; init; }

    /// <summary>How many terms of the expansion.</summary>
    public int Terms { get; init; } = 1;
}

/// <summary>A term of an expansion, or a whole formula.</summary>
/// <param name="Function">In lowest terms, in the variables or the coordinates of the path; where the root of a whole number stays, it is a further variable, the last.</param>
/// <param name="Presented">As a person would write it.</param>
/// <param name="Exponent">Its power of λ; 0 for a whole formula.</param>
public sealed record DerivedTerm(RationalFunction Function, PresentedFormula Presented, BigRational Exponent);
