using System.Numerics;

namespace LindbladVerify.Algebra.Polynomials;

/// <summary>Square roots of numbers and polynomials that are squares.</summary>
public static class PolynomialSquareRoot
{
    /// <summary>The root that is not negative; null where the number is no square of a rational number.</summary>
    public static BigRational? Of(BigRational square) =>
        square.Sign >= 0 && Whole(square.Numerator) is BigInteger above && Whole(square.Denominator) is BigInteger below ? new BigRational(above, below) : null;

    /// <summary>The polynomial with positive leading coefficient whose square this is; null where there is none.</summary>
    /// <remarks>Term by term from the highest; gives up at the first term that cannot be.</remarks>
    public static MultivariatePolynomial? Of(MultivariatePolynomial square)
    {
        int n = square.VariableCount;
        if (square.IsZero)
        {
            return square;
        }

        PolynomialTerm lead = square.Terms[0];
        if (Of(lead.Coefficient) is not BigRational number || Half(lead.Monomial) is not Monomial monomial || Half(square.Terms[^1].Monomial) is null)
        {
            return null;
        }

        var first = new PolynomialTerm(monomial, number);
        MultivariatePolynomial root = MultivariatePolynomial.FromTerms(n, [first]);
        MultivariatePolynomial rest = square - (root * root);
        while (!rest.IsZero)
        {
            if (rest.Terms[0].Monomial.Divide(monomial) is not Monomial next || next >= root.Terms[^1].Monomial)
            {
                return null;
            }

            MultivariatePolynomial term = MultivariatePolynomial.FromTerms(n, [new(next, rest.Terms[0].Coefficient / (number * 2))]);
            rest -= (root.Scale(2) + term) * term;
            root += term;
        }

        return root;
    }

    private static Monomial? Half(Monomial m)
    {
        foreach (int e in m.Exponents)
        {
            if (e % 2 != 0)
            {
                return null;
            }
        }

        return new([.. m.Exponents.ToArray().Select(e => e / 2)]);
    }

    private static BigInteger? Whole(BigInteger square)
    {
        if (square.IsZero)
        {
            return BigInteger.Zero;
        }

        // Newton from above.
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return root * root == square ? root : null;
            }

            root = next;
        }
    }
}
