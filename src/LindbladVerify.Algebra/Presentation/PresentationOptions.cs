using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>How a formula is to be written.</summary>
public sealed record PresentationOptions
{
    /// <summary>Factors to try, in the variables of the function.</summary>
    public IReadOnlyList<MultivariatePolynomial> Candidates { get; init; } = [];

    /// <summary>Most named sub-expressions.</summary>
    public int Definitions { get; init; } = 2;

    /// <summary>Numerators and denominators with more terms are written term by term: nobody reads them, and looking for a better form takes long.</summary>
    public int LongestArranged { get; init; } = 150;
}
