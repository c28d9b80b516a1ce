using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A complex number in symbols: a sum of exact complex constants times products of real expressions.</summary>
internal sealed class ScalarSum
{
    private readonly Dictionary<FactorProduct, ExactNumber> terms;

    private ScalarSum(Dictionary<FactorProduct, ExactNumber> terms) => this.terms = terms;

    public static ScalarSum One { get; } = Constant(ExactNumber.One);

    public IReadOnlyDictionary<FactorProduct, ExactNumber> Terms => terms;

    /// <summary>The constant that the sum is; null where it has parameters.</summary>
    public ExactNumber? AsConstant =>
        terms.Count == 0 ? ExactNumber.Of(0) : terms.Count == 1 && terms.TryGetValue(FactorProduct.One, out ExactNumber? value) ? value : null;

    public static ScalarSum Constant(ExactNumber value)
    {
        var sum = new ScalarSum([]);
        sum.Add(FactorProduct.One, value);
        return sum;
    }

    public static ScalarSum Of(Expression factor)
    {
        var sum = new ScalarSum([]);
        sum.Add(FactorProduct.Of(factor), ExactNumber.One);
        return sum;
    }

    public static ScalarSum operator -(ScalarSum x) => x * Constant(-ExactNumber.One);

    public static ScalarSum operator +(ScalarSum a, ScalarSum b)
    {
        var sum = new ScalarSum(new(a.terms));
        foreach ((FactorProduct factors, ExactNumber value) in b.terms)
        {
            sum.Add(factors, value);
        }

        return sum;
    }

    public static ScalarSum operator *(ScalarSum a, ScalarSum b)
    {
        var product = new ScalarSum([]);
        foreach ((FactorProduct f, ExactNumber x) in a.terms)
        {
            foreach ((FactorProduct g, ExactNumber y) in b.terms)
            {
                product.Add(f * g, x * y);
            }
        }

        return product;
    }

    /// <summary>The real or the imaginary part as one expression.</summary>
    public Expression Part(bool imaginary)
    {
        Expression? sum = null;
        foreach ((FactorProduct factors, ExactNumber value) in terms)
        {
            RootSum part = imaginary ? value.Imaginary : value.Real;
            if (!part.IsZero)
            {
                Expression term = factors.Factors.Aggregate(part.AsExpression(), (p, f) => new BinaryExpression(BinaryOperator.Multiply, p, f));
                sum = sum is null ? term : new BinaryExpression(BinaryOperator.Add, sum, term);
            }
        }

        return sum ?? new NumberExpression(0);
    }

    private void Add(FactorProduct factors, ExactNumber value)
    {
        ExactNumber sum = terms.TryGetValue(factors, out ExactNumber? before) ? before + value : value;
        if (sum.IsZero)
        {
            terms.Remove(factors);
        }
        else
        {
            terms[factors] = sum;
        }
    }
}
