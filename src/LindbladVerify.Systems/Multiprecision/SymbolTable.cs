using System.Collections.Concurrent;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>The distinct expressions, products of them, and constants of a generator, so that a point evaluates each once.</summary>
internal sealed class SymbolTable
{
    private readonly List<Expression> expressions = [];
    private readonly List<int[]> products = [];
    private readonly List<RootSum> constants = [];
    private readonly Dictionary<FactorProduct, int> expressionPlaces = [];
    private readonly Dictionary<FactorProduct, int> productPlaces = [];
    private readonly Dictionary<string, int> constantPlaces = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, Tracked[]> values = new();

    /// <summary>Number of distinct products.</summary>
    public int Products => products.Count;

    /// <summary>The expressions whose product stands at a place.</summary>
    public IEnumerable<Expression> ProductAt(int place) => products[place].Select(e => expressions[e]);

    /// <summary>The constant at a place.</summary>
    public RootSum ConstantAt(int place) => constants[place];

    /// <summary>The place of a product of expressions.</summary>
    public int Place(FactorProduct product)
    {
        if (!productPlaces.TryGetValue(product, out int place))
        {
            products.Add([.. product.Factors.Select(Place)]);
            productPlaces[product] = place = products.Count - 1;
        }

        return place;
    }

    /// <summary>The place of a constant.</summary>
    public int Place(RootSum constant)
    {
        string key = constant.Key();
        if (!constantPlaces.TryGetValue(key, out int place))
        {
            constants.Add(constant);
            constantPlaces[key] = place = constants.Count - 1;
        }

        return place;
    }

    /// <summary>All constants to a precision.</summary>
    public Tracked[] Constants(int bits) => values.GetOrAdd(bits, b => [.. constants.Select(c =>
    {
        BigFloat value = c.Value(b);
        return new Tracked(value, c.IsDyadic ? double.NegativeInfinity : value.Magnitude - b + 2);
    })]);

    /// <summary>All products at a point.</summary>
    public Tracked[] Values(PreciseParameters parameters)
    {
        Ball[] slots = [.. expressions.Select(parameters.Value)];
        var result = new Tracked[products.Count];
        for (int k = 0; k < result.Length; k++)
        {
            Ball product = Ball.Exact(BigFloat.One);
            foreach (int slot in products[k])
            {
                product *= slots[slot];
            }

            result[k] = Tracked.Of(product, parameters.Bits);
        }

        return result;
    }

    private int Place(Expression expression)
    {
        var key = FactorProduct.Of(expression);
        if (!expressionPlaces.TryGetValue(key, out int place))
        {
            expressions.Add(expression);
            expressionPlaces[key] = place = expressions.Count - 1;
        }

        return place;
    }
}
