using System.Numerics;
using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Algebra.Polynomials;

/// <summary>A sparse polynomial in several variables with rational coefficients. Immutable.</summary>
/// <remarks>Terms stand in descending lexicographic order and none is zero, so equal polynomials have equal terms.</remarks>
public sealed partial class MultivariatePolynomial : IEquatable<MultivariatePolynomial>
{
    private readonly PolynomialTerm[] terms;
    private volatile FieldImage? image;

    private MultivariatePolynomial(int variableCount, PolynomialTerm[] sorted)
    {
        VariableCount = variableCount;
        terms = sorted;
    }

    /// <summary>Number of variables.</summary>
    public int VariableCount { get; }

    /// <summary>The terms, the highest first.</summary>
    public IReadOnlyList<PolynomialTerm> Terms => terms;

    /// <summary>Whether it is zero.</summary>
    public bool IsZero => terms.Length == 0;

    /// <summary>Whether it holds no variable.</summary>
    public bool IsConstant => terms.Length == 0 || (terms.Length == 1 && terms[0].Monomial.Degree == 0);

    /// <summary>Whether it is the number one.</summary>
    public bool IsOne => IsConstant && !IsZero && terms[0].Coefficient.IsOne;

    /// <summary>Largest sum of exponents; -1 for zero.</summary>
    public int TotalDegree => terms.Length == 0 ? -1 : terms.Max(t => t.Monomial.Degree);

    /// <summary>a + b.</summary>
    public static MultivariatePolynomial operator +(MultivariatePolynomial a, MultivariatePolynomial b) => FromTerms(a.VariableCount, a.terms.Concat(b.terms));

    /// <summary>a - b.</summary>
    public static MultivariatePolynomial operator -(MultivariatePolynomial a, MultivariatePolynomial b) => a + -b;

    /// <summary>-a.</summary>
    public static MultivariatePolynomial operator -(MultivariatePolynomial a) => a.Scale(-1);

    /// <summary>a b.</summary>
    public static MultivariatePolynomial operator *(MultivariatePolynomial a, MultivariatePolynomial b)
    {
        var sums = new Dictionary<Monomial, BigRational>(a.terms.Length * Math.Min(4, b.terms.Length));
        foreach (PolynomialTerm x in a.terms)
        {
            foreach (PolynomialTerm y in b.terms)
            {
                Monomial monomial = x.Monomial.Multiply(y.Monomial);
                sums[monomial] = sums.GetValueOrDefault(monomial) + (x.Coefficient * y.Coefficient);
            }
        }

        return FromSums(a.VariableCount, sums);
    }

    /// <summary>The zero polynomial.</summary>
    public static MultivariatePolynomial Zero(int variableCount) => new(variableCount, []);

    /// <summary>A number.</summary>
    public static MultivariatePolynomial Constant(int variableCount, BigRational value) =>
        FromTerms(variableCount, [new PolynomialTerm(Monomial.One(variableCount), value)]);

    /// <summary>A single variable.</summary>
    public static MultivariatePolynomial Variable(int variableCount, int variable) =>
        new(variableCount, [new PolynomialTerm(Monomial.One(variableCount).With(variable, 1), BigRational.One)]);

    /// <summary>The sum of terms, in any order; equal monomials are added.</summary>
    public static MultivariatePolynomial FromTerms(int variableCount, IEnumerable<PolynomialTerm> terms)
    {
        var sums = new Dictionary<Monomial, BigRational>();
        foreach (PolynomialTerm term in terms)
        {
            sums[term.Monomial] = sums.GetValueOrDefault(term.Monomial) + term.Coefficient;
        }

        return FromSums(variableCount, sums);
    }

    /// <summary>This polynomial times a number.</summary>
    public MultivariatePolynomial Scale(BigRational factor) => factor.IsZero
        ? Zero(VariableCount)
        : factor.IsOne ? this : new(VariableCount, Array.ConvertAll(terms, t => t with { Coefficient = t.Coefficient * factor }));

    /// <summary>This polynomial times a monomial.</summary>
    public MultivariatePolynomial Shift(Monomial monomial) =>
        new(VariableCount, Array.ConvertAll(terms, t => t with { Monomial = t.Monomial.Multiply(monomial) }));

    /// <summary>A whole power.</summary>
    public MultivariatePolynomial Power(int exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        MultivariatePolynomial power = Constant(VariableCount, 1);
        for (int k = 0; k < exponent; k++)
        {
            power *= this;
        }

        return power;
    }

    /// <summary>Highest exponent of a variable; 0 for zero.</summary>
    public int Degree(int variable) => terms.Length == 0 ? 0 : terms.Max(t => t.Monomial[variable]);

    /// <summary>Lowest exponent of a variable; 0 for zero.</summary>
    public int LowestDegree(int variable) => terms.Length == 0 ? 0 : terms.Min(t => t.Monomial[variable]);

    /// <summary>The derivative with respect to a variable.</summary>
    public MultivariatePolynomial Derivative(int variable) => FromTerms(
        VariableCount,
        terms.Where(t => t.Monomial[variable] > 0).Select(t => new PolynomialTerm(t.Monomial.With(variable, t.Monomial[variable] - 1), t.Coefficient * t.Monomial[variable])));

    /// <summary>The coefficients of the powers of one variable, polynomials in the others (in the same set of variables).</summary>
    /// <returns>From the power 0 to the degree.</returns>
    public MultivariatePolynomial[] CoefficientsIn(int variable)
    {
        var groups = terms.ToLookup(t => t.Monomial[variable]);
        return [.. Enumerable.Range(0, Degree(variable) + 1).Select(k => FromTerms(VariableCount, groups[k].Select(t => t with { Monomial = t.Monomial.With(variable, 0) })))];
    }

    /// <summary>The polynomial with a variable replaced by a polynomial in the same set of variables.</summary>
    public MultivariatePolynomial Substitute(int variable, MultivariatePolynomial replacement)
    {
        MultivariatePolynomial[] coefficients = CoefficientsIn(variable);
        MultivariatePolynomial sum = coefficients[^1];
        for (int k = coefficients.Length - 2; k >= 0; k--)
        {
            sum = (sum * replacement) + coefficients[k];
        }

        return sum;
    }

    /// <summary>The same without a variable that does not occur.</summary>
    internal MultivariatePolynomial Drop(int variable) => FromTerms(VariableCount - 1, terms.Select(t => new PolynomialTerm(new Monomial([.. t.Monomial.Exponents.ToArray().Where((_, k) => k != variable)]), t.Coefficient)));

    /// <summary>The polynomial in another set of variables.</summary>
    /// <param name="variableCount">Number of variables of the result.</param>
    /// <param name="places">Where each variable goes; -1 for one that does not occur.</param>
    public MultivariatePolynomial Rename(int variableCount, IReadOnlyList<int> places) => FromTerms(variableCount, terms.Select(t =>
    {
        int[] exponents = new int[variableCount];
        for (int k = 0; k < places.Count; k++)
        {
            if (t.Monomial[k] > 0)
            {
                exponents[places[k]] += t.Monomial[k];
            }
        }

        return t with { Monomial = new Monomial(exponents) };
    }));

    /// <summary>The value at a rational point.</summary>
    public BigRational Evaluate(IReadOnlyList<BigRational> point)
    {
        BigRational sum = default;
        foreach (PolynomialTerm term in terms)
        {
            BigRational product = term.Coefficient;
            for (int k = 0; k < VariableCount; k++)
            {
                if (term.Monomial[k] > 0)
                {
                    product *= point[k].Power(term.Monomial[k]);
                }
            }

            sum += product;
        }

        return sum;
    }

    /// <summary>The value at a point of a prime field.</summary>
    /// <returns>False where the denominator of a coefficient is 0 mod p.</returns>
    public bool TryEvaluate(PrimeField field, ReadOnlySpan<ulong> point, out ulong value)
    {
        value = 0;
        FieldImage? known = image;
        if (known is null || !known.Field.Equals(field))
        {
            image = known = FieldImage.Of(field, this);
        }

        if (known.Coefficients is null)
        {
            return false;
        }

        // The powers of each variable once, one after the other: those of variable k start at starts[k].
        int[] starts = known.Starts;
        const int OnStack = 256;
        Span<ulong> powers = starts[^1] <= OnStack ? stackalloc ulong[OnStack] : new ulong[starts[^1]];
        for (int k = 0; k < VariableCount; k++)
        {
            ulong power = 1;
            for (int at = starts[k]; at < starts[k + 1]; at++)
            {
                powers[at] = power;
                power = field.Multiply(power, point[k]);
            }
        }

        for (int t = 0; t < terms.Length; t++)
        {
            ulong product = known.Coefficients[t];
            ReadOnlySpan<int> exponents = terms[t].Monomial.Exponents;
            for (int k = 0; k < exponents.Length; k++)
            {
                if (exponents[k] > 0)
                {
                    product = field.Multiply(product, powers[starts[k] + exponents[k]]);
                }
            }

            value = field.Add(value, product);
        }

        return true;
    }

    /// <summary>The positive number c for which this/c has whole coefficients without a common divisor; 1 for zero.</summary>
    public BigRational Content()
    {
        BigInteger divisor = 0, multiple = 1;
        foreach (PolynomialTerm term in terms)
        {
            divisor = BigInteger.GreatestCommonDivisor(divisor, term.Coefficient.Numerator);
            multiple = multiple / BigInteger.GreatestCommonDivisor(multiple, term.Coefficient.Denominator) * term.Coefficient.Denominator;
        }

        return IsZero ? 1 : new BigRational(divisor, multiple);
    }

    /// <summary>The largest monomial that divides every term; 1 for zero.</summary>
    public Monomial MonomialContent() => new([.. Enumerable.Range(0, VariableCount).Select(LowestDegree)]);

    /// <summary>The quotient by a monomial that divides every term.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public MultivariatePolynomial DivideBy(Monomial monomial) => new(
        VariableCount,
        Array.ConvertAll(terms, t => t with { Monomial = t.Monomial.Divide(monomial) ?? throw new ArgumentException("The monomial does not divide every term.", nameof(monomial)) }));

    /// <inheritdoc/>
    public bool Equals(MultivariatePolynomial? other) => other is not null && VariableCount == other.VariableCount && terms.AsSpan().SequenceEqual(other.terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MultivariatePolynomial);

    /// <inheritdoc/>
    public override int GetHashCode() => terms.Aggregate(VariableCount, (code, t) => HashCode.Combine(code, t));

    /// <summary>The terms with variables x0, x1, ...</summary>
    public override string ToString() => IsZero ? "0" : string.Join(" + ", terms.Select(t => $"({t.Coefficient})*{t.Monomial}"));

    private static MultivariatePolynomial FromSums(int variableCount, Dictionary<Monomial, BigRational> sums)
    {
        PolynomialTerm[] sorted = [.. sums.Where(s => !s.Value.IsZero).Select(s => new PolynomialTerm(s.Key, s.Value))];
        Array.Sort(sorted, (x, y) => y.Monomial.CompareTo(x.Monomial));
        return new(variableCount, sorted);
    }

    /// <summary>The coefficients modulo the prime that was asked for last.</summary>
    private sealed record FieldImage(PrimeField Field, ulong[]? Coefficients, int[] Starts)
    {
        public static FieldImage Of(PrimeField field, MultivariatePolynomial polynomial)
        {
            PolynomialTerm[] terms = polynomial.terms;
            int[] starts = new int[polynomial.VariableCount + 1];
            for (int k = 0; k < polynomial.VariableCount; k++)
            {
                starts[k + 1] = starts[k] + polynomial.Degree(k) + 1;
            }

            ulong[] coefficients = new ulong[terms.Length];
            for (int t = 0; t < terms.Length; t++)
            {
                if (!field.TryFromRational(terms[t].Coefficient.Numerator, terms[t].Coefficient.Denominator, out coefficients[t]))
                {
                    return new(field, null, starts);
                }
            }

            return new(field, coefficients, starts);
        }
    }
}
