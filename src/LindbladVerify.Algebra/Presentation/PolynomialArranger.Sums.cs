using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>The shapes of sums that are tried.</summary>
internal sealed partial class PolynomialArranger
{
    /// <summary>sum over powers of a variable, each with its coefficient arranged.</summary>
    private Form? Collected(MultivariatePolynomial p, int variable, int depth)
    {
        MultivariatePolynomial[] coefficients = p.CoefficientsIn(variable);
        if (coefficients.Count(c => !c.IsZero) < 2 || coefficients.All(c => c.Terms.Count < 2))
        {
            return null;
        }

        var parts = new List<(bool, Form)>();
        for (int k = coefficients.Length - 1; k >= 0; k--)
        {
            if (coefficients[k].IsZero)
            {
                continue;
            }

            bool negative = coefficients[k].Terms.All(t => t.Coefficient.Sign < 0);
            Form coefficient = Arrange(negative ? -coefficients[k] : coefficients[k], depth + 1);
            if (k == 0 && coefficient is SumForm sum)
            {
                parts.AddRange(sum.Parts.Select(s => (s.Negative ^ negative, s.Part)));
                continue;
            }

            parts.Add((negative, k == 0 ? coefficient : Product(1, Monomial.One(p.VariableCount).With(variable, k), [coefficient])));
        }

        return Sum(parts.OrderBy(x => x.Item1 ? 1 : 0));
    }

    /// <summary>(a X + c)^2 + b X where the ends of a quadratic in X = x or x^2 are squares; a^2 X^2 - c^2 where there is a difference of squares.</summary>
    private Form? SquareAndRest(MultivariatePolynomial p, int variable, int depth)
    {
        MultivariatePolynomial[] c = p.CoefficientsIn(variable);
        int power = c.Length switch
        {
            3 => 1,
            5 when c[1].IsZero && c[3].IsZero => 2,
            _ => 0,
        };
        if (power == 0 || c[0].IsZero || PolynomialSquareRoot.Of(c[2 * power]) is not MultivariatePolynomial a)
        {
            return null;
        }

        if (PolynomialSquareRoot.Of(c[0]) is not MultivariatePolynomial b)
        {
            return c[power].IsZero && PolynomialSquareRoot.Of(-c[0]) is MultivariatePolynomial { Terms.Count: > 1 } d
                ? Sum([(false, Arrange(c[2 * power].Shift(Monomial.One(p.VariableCount).With(variable, 2 * power)), depth + 1)), (true, new PowerForm(Arrange(IsBackwards(d) ? -d : d, depth + 1), 2))])
                : null;
        }

        MultivariatePolynomial x = MultivariatePolynomial.Variable(p.VariableCount, variable).Power(power);
        Form? best = null;
        foreach (MultivariatePolynomial root in new[] { (a * x) + b, (a * x) - b })
        {
            MultivariatePolynomial rest = p - (root * root);
            var square = new PowerForm(Arrange(IsBackwards(root) ? -root : root, depth + 1), 2);
            Form form = rest.IsZero ? square : Sum([(false, square), .. Signed(Arrange(rest, depth + 1))]);
            best = best is null || form.Length < best.Length ? form : best;
        }

        return best;
    }

    /// <summary>x^power, with power 1 or 2, written as 1 - (1 - x^power), where that makes it shorter.</summary>
    private Form? WithOneMinus(MultivariatePolynomial p, int variable, int power, int depth)
    {
        if (p.Degree(variable) == 0 || p.Terms.Any(t => t.Monomial[variable] % power != 0) || (p.Terms.Count == 2 && p.TotalDegree == power))
        {
            return null;
        }

        // The variable now stands for q = 1 - x^power: divide its powers, then put 1 - q.
        int n = p.VariableCount;
        MultivariatePolynomial lowered = MultivariatePolynomial.FromTerms(n, p.Terms.Select(t => t with { Monomial = t.Monomial.With(variable, t.Monomial[variable] / power) }));
        MultivariatePolynomial one = MultivariatePolynomial.Constant(n, 1), q = MultivariatePolynomial.Variable(n, variable);
        MultivariatePolynomial rewritten = lowered.Substitute(variable, one - q);
        if (rewritten.Terms.Count >= p.Terms.Count)
        {
            return null;
        }

        Form[] changed = [.. symbols];
        changed[variable] = new SumForm([(false, new NumberForm(1)), (true, power == 1 ? symbols[variable] : new PowerForm(symbols[variable], power))]);
        return symbols[variable] is NameForm ? new PolynomialArranger(changed, isThorough).Arrange(rewritten, depth + 1) : null;
    }

    /// <summary>f (a x^i + b x^j) + rest where coefficients of powers of a variable have a divisor f in common.</summary>
    private Form? Grouped(MultivariatePolynomial p, int variable, int depth)
    {
        if (!isThorough || p.Terms.Count > LongestFactored || p.TotalDegree > HighestFactored || p.Degree(variable) == 0)
        {
            return null;
        }

        MultivariatePolynomial[] coefficients = p.CoefficientsIn(variable);
        int[] powers = [.. Enumerable.Range(0, coefficients.Length).Where(k => coefficients[k].Terms.Count > 1)];
        Form? best = null;
        foreach (MultivariatePolynomial divisor in powers.SelectMany(i => powers.Where(j => j > i).Select(j => PolynomialGcd.Of(coefficients[i], coefficients[j]))).Where(g => g.Terms.Count > 1).Select(g => IsBackwards(g) ? -g : g).Distinct())
        {
            MultivariatePolynomial group = MultivariatePolynomial.Zero(p.VariableCount);
            foreach (int k in powers)
            {
                group += coefficients[k].TryDivide(divisor)?.Shift(Monomial.One(p.VariableCount).With(variable, k)) ?? MultivariatePolynomial.Zero(p.VariableCount);
            }

            MultivariatePolynomial rest = p - (group * divisor);
            if (!rest.IsZero)
            {
                Form product = Product(1, Monomial.One(p.VariableCount), [Arrange(divisor, depth + 1), Arrange(group, depth + 1)]);
                Form form = Sum(Signed(product).Concat(Signed(Arrange(rest, depth + 1))).OrderBy(x => x.Negative ? 1 : 0));
                best = best is null || form.Length < best.Length ? form : best;
            }
        }

        return best;
    }
}
