using System.Globalization;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Verification.Proofs;

/// <summary>Rational functions in the language of model files.</summary>
internal static class ClosedFormText
{
    public static string Of(RationalFunction function, IReadOnlyList<string> names)
    {
        string numerator = Polynomial(function.Numerator, names);
        return function.Denominator.IsOne ? numerator : $"({numerator})/({Polynomial(function.Denominator, names)})";
    }

    private static string Polynomial(MultivariatePolynomial p, IReadOnlyList<string> names) => p.IsZero ? "0" : string.Join(" + ", p.Terms.Select(t => Term(t, names))).Replace("+ -", "- ", StringComparison.Ordinal);

    private static string Term(PolynomialTerm term, IReadOnlyList<string> names)
    {
        var factors = new List<string>();
        if (!term.Coefficient.IsOne || term.Monomial.Degree == 0)
        {
            factors.Add(term.Coefficient.ToString());
        }

        for (int k = 0; k < names.Count; k++)
        {
            if (term.Monomial[k] > 0)
            {
                factors.Add(term.Monomial[k] == 1 ? names[k] : string.Create(CultureInfo.InvariantCulture, $"{names[k]}^{term.Monomial[k]}"));
            }
        }

        return string.Join('*', factors);
    }
}
