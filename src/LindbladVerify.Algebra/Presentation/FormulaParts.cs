using System.Numerics;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>A factored numerator and denominator in variables that are written in a given way.</summary>
internal sealed record FormulaParts(PolynomialFactorization Numerator, PolynomialFactorization Denominator, Form[] Symbols)
{
    /// <summary>The whole formula.</summary>
    public Form Write()
    {
        if (Numerator.Number.IsZero)
        {
            return new NumberForm(BigInteger.Zero);
        }

        var arranger = new PolynomialArranger(Symbols);
        BigRational number = Numerator.Number / Denominator.Number;
        bool negative = number.Sign < 0;
        number = number.Abs();
        List<Form> above = Factors(arranger, Numerator, ref negative), below = Factors(arranger, Denominator, ref negative);
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

    private static List<Form> Factors(PolynomialArranger arranger, PolynomialFactorization f, ref bool negative)
    {
        var forms = new List<Form>();
        foreach (PolynomialFactor factor in f.Factors)
        {
            // The sign is chosen so that a constant, or most terms, are positive: 1 - P^2 and not P^2 - 1.
            MultivariatePolynomial p = factor.Polynomial;
            PolynomialTerm last = p.Terms[^1];
            int balance = p.Terms.Sum(t => t.Coefficient.Sign);
            bool flip = last.Monomial.Degree == 0 && balance == 0 ? last.Coefficient.Sign < 0 : balance < 0;
            negative ^= flip && factor.Multiplicity % 2 != 0;
            Form form = arranger.Arrange(flip ? -p : p);
            forms.Add(factor.Multiplicity == 1 ? form : new PowerForm(form, factor.Multiplicity));
        }

        return forms;
    }
}
