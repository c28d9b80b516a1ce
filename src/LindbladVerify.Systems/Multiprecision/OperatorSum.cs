namespace LindbladVerify.Systems.Multiprecision;

/// <summary>An operator in symbols: a sum of products of real expressions times constant matrices.</summary>
internal sealed class OperatorSum
{
    private readonly Dictionary<FactorProduct, ExactMatrix> terms = [];

    public IReadOnlyDictionary<FactorProduct, ExactMatrix> Terms => terms;

    public OperatorSum Adjoint => Map(m => m.Adjoint);

    public static OperatorSum Of(ScalarSum scalar, ExactMatrix matrix)
    {
        var sum = new OperatorSum();
        foreach ((FactorProduct factors, ExactNumber value) in scalar.Terms)
        {
            sum.Add(factors, value * matrix);
        }

        return sum;
    }

    public static OperatorSum operator -(OperatorSum x) => x.Map(m => -ExactNumber.One * m);

    public static OperatorSum operator +(OperatorSum a, OperatorSum b)
    {
        var sum = new OperatorSum();
        foreach ((FactorProduct factors, ExactMatrix matrix) in a.terms.Concat(b.terms))
        {
            sum.Add(factors, matrix);
        }

        return sum;
    }

    public static OperatorSum operator *(OperatorSum a, OperatorSum b)
    {
        const int MostTerms = 10_000;
        if ((long)a.terms.Count * b.terms.Count > MostTerms)
        {
            throw new UnsupportedModelException("An operator has too many terms when its products are expanded.");
        }

        var product = new OperatorSum();
        foreach ((FactorProduct f, ExactMatrix x) in a.terms)
        {
            foreach ((FactorProduct g, ExactMatrix y) in b.terms)
            {
                product.Add(f * g, x * y);
            }
        }

        return product;
    }

    /// <summary>Adds a term; terms with equal factors become one.</summary>
    public void Add(FactorProduct factors, ExactMatrix matrix)
    {
        ExactMatrix sum = terms.TryGetValue(factors, out ExactMatrix? before) ? before + matrix : matrix;
        if (sum.IsZero)
        {
            terms.Remove(factors);
        }
        else
        {
            terms[factors] = sum;
        }
    }

    private OperatorSum Map(Func<ExactMatrix, ExactMatrix> map)
    {
        var result = new OperatorSum();
        foreach ((FactorProduct factors, ExactMatrix matrix) in terms)
        {
            result.Add(factors, map(matrix));
        }

        return result;
    }
}
