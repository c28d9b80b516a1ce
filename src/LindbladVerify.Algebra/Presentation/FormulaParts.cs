using System.Numerics;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>A factored numerator and denominator in variables that are written in a given way.</summary>
internal sealed record FormulaParts(PolynomialFactorization Numerator, PolynomialFactorization Denominator, Form[] Symbols)
{
    /// <summary>The whole formula.</summary>
    /// <param name="isThorough">Whether factors inside sums are looked for too.</param>
    public Form Write(bool isThorough)
    {
        if (Numerator.Number.IsZero)
        {
            return new NumberForm(BigInteger.Zero);
        }

        var arranger = new PolynomialArranger(Symbols, isThorough);
        BigRational number = Numerator.Number / Denominator.Number;
        bool negative = number.Sign < 0;
        number = number.Abs();
        (MultivariatePolynomial Polynomial, int Multiplicity)[] upper = Signed(Numerator, ref negative), lower = Signed(Denominator, ref negative);

        // -(x - y) is y - x.
        negative = negative && !Turn(upper) && !Turn(lower);
        Form[] above = Forms(arranger, upper), below = Forms(arranger, lower);
        Form top = arranger.Product(number.Numerator, Numerator.Monomial, above);
        Form bottom = arranger.Product(number.Denominator, Denominator.Monomial, below);
        Form form = bottom is NumberForm { Value.IsOne: true } ? top : new QuotientForm(top, bottom);
        return negative ? new SumForm(form is SumForm sum ? [.. sum.Parts.Select(p => (!p.Negative, p.Part)).OrderBy(p => p.Item1)] : [(true, form)]) : form;
    }

    /// <summary>The same with a new variable s = a x + b y beside x and y; null where it makes no factor shorter.</summary>
    /// <param name="sum">x with a and y with b.</param>
    /// <param name="name">The name of s.</param>
    public FormulaParts? WithSum(NamedSum sum, string name)
    {
        bool changed = false;
        PolynomialFactorization above = Replaced(Numerator), below = Replaced(Denominator);
        return changed ? new(above, below, [.. Symbols, new NameForm(name)]) : null;

        PolynomialFactorization Replaced(PolynomialFactorization f) => new(
            f.Number,
            new Monomial([.. f.Monomial.Exponents, 0]),
            [.. f.Factors.Select(x =>
            {
                MultivariatePolynomial wide = sum.Widen(x.Polynomial), rewritten = sum.Rewrite(wide);
                changed |= rewritten.Terms.Count < wide.Terms.Count;
                return x with { Polynomial = rewritten.Terms.Count < wide.Terms.Count ? rewritten : wide };
            })]);
    }

    private static (MultivariatePolynomial Polynomial, int Multiplicity)[] Signed(PolynomialFactorization f, ref bool negative)
    {
        var signed = new (MultivariatePolynomial, int)[f.Factors.Count];
        for (int k = 0; k < signed.Length; k++)
        {
            (MultivariatePolynomial p, int multiplicity) = (f.Factors[k].Polynomial, f.Factors[k].Multiplicity);
            bool flip = PolynomialArranger.IsBackwards(p);
            negative ^= flip && multiplicity % 2 != 0;
            signed[k] = (flip ? -p : p, multiplicity);
        }

        return signed;
    }

    /// <summary>Writes a difference the other way round; false where there is none.</summary>
    private static bool Turn((MultivariatePolynomial Polynomial, int Multiplicity)[] factors)
    {
        int k = Array.FindIndex(factors, f => f.Multiplicity % 2 != 0 && !PolynomialArranger.HasConstant(f.Polynomial) && f.Polynomial.Terms.Sum(t => t.Coefficient.Sign) == 0);
        if (k >= 0)
        {
            factors[k].Polynomial = -factors[k].Polynomial;
        }

        return k >= 0;
    }

    private static Form[] Forms(PolynomialArranger arranger, (MultivariatePolynomial Polynomial, int Multiplicity)[] factors) =>
        [.. factors.Select(f => f.Multiplicity == 1 ? arranger.Arrange(f.Polynomial) : new PowerForm(arranger.Arrange(f.Polynomial), f.Multiplicity))];
}
