namespace LindbladVerify.Algebra.Polynomials;

/// <summary>Exact division.</summary>
public sealed partial class MultivariatePolynomial
{
    /// <summary>The quotient where the divisor divides this polynomial exactly.</summary>
    /// <returns>Null where it does not.</returns>
    /// <remarks>Cost: one step for each term of the quotient, each as long as the divisor; gives up at the first term that cannot be.</remarks>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public MultivariatePolynomial? TryDivide(MultivariatePolynomial divisor)
    {
        if (divisor.IsZero)
        {
            throw new DivideByZeroException("A polynomial was divided by zero.");
        }

        for (int k = 0; k < VariableCount; k++)
        {
            if (!IsZero && (divisor.Degree(k) > Degree(k) || divisor.LowestDegree(k) > LowestDegree(k)))
            {
                return null;
            }
        }

        var rest = new SortedDictionary<Monomial, BigRational>(Comparer<Monomial>.Create((a, b) => b.CompareTo(a)));
        foreach (PolynomialTerm term in terms)
        {
            rest.Add(term.Monomial, term.Coefficient);
        }

        PolynomialTerm lead = divisor.terms[0];
        var quotient = new List<PolynomialTerm>();
        int[] room = [.. Enumerable.Range(0, VariableCount).Select(k => Degree(k) - divisor.Degree(k))];
        while (rest.Count > 0)
        {
            (Monomial monomial, BigRational coefficient) = rest.First();
            Monomial? power = monomial.Divide(lead.Monomial);
            if (power is null || Enumerable.Range(0, VariableCount).Any(k => power[k] > room[k]))
            {
                return null;
            }

            var step = new PolynomialTerm(power, coefficient / lead.Coefficient);
            quotient.Add(step);
            foreach (PolynomialTerm term in divisor.terms)
            {
                Monomial at = term.Monomial.Multiply(power);
                BigRational left = rest.GetValueOrDefault(at) - (term.Coefficient * step.Coefficient);
                if (left.IsZero)
                {
                    rest.Remove(at);
                }
                else
                {
                    rest[at] = left;
                }
            }
        }

        return new(VariableCount, [.. quotient]);
    }
}
