using System.Numerics;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Monomials and their coefficients modulo one prime: first those of the numerator, then those of the denominator.</summary>
internal sealed record TermImage(PrimeField Field, TermSupport Support, ulong[] Coefficients)
{
    /// <summary>The terms with given coefficients in the order of an image.</summary>
    public static (IEnumerable<PolynomialTerm> Numerator, IEnumerable<PolynomialTerm> Denominator) Terms(TermSupport support, IReadOnlyList<BigRational> coefficients)
    {
        Monomial[] monomials = [.. support.Numerator.Concat(support.Denominator).SelectMany(g => g.Monomials).Select(m => new Monomial(m))];
        int above = support.Numerator.Sum(g => g.Monomials.Length);
        PolynomialTerm[] terms = [.. monomials.Select((m, k) => new PolynomialTerm(m, coefficients[k]))];
        return (terms.Take(above), terms.Skip(above));
    }

    /// <summary>The coefficients as whole numbers from 0 to p - 1.</summary>
    public BigRational[] Residues() => Array.ConvertAll(Coefficients, c => (BigRational)(BigInteger)c);
}
