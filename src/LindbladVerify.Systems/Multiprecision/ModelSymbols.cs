using System.Collections.Concurrent;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A model file in symbols: operators expanded, noises as chains, states as populations, and what its numbers must meet.</summary>
internal sealed class ModelSymbols
{
    private const int MostStates = 1024;

    /// <param name="model">The file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="wholeNumber">Values of levels, exponents and counts.</param>
    /// <param name="ladder">The highest level of Ornstein–Uhlenbeck noise that is kept, for expansions; 0 to refuse such noise.</param>
    /// <exception cref="UnsupportedModelException">Something in the file has no evaluation in many digits.</exception>
    public ModelSymbols(ModelFile model, string observable, Func<Expression, int> wholeNumber, int ladder = 0)
    {
        HilbertSpace space = model.Space;
        if (model.Drive.Count > 0)
        {
            throw new UnsupportedModelException("A model with a drive is not evaluated in many digits.");
        }

        if (model.Noise.IsJointOrGated)
        {
            throw new UnsupportedModelException("Noises that are correlated with each other or have an envelope are not evaluated in many digits.");
        }

        if (model.IsAverage)
        {
            throw new UnsupportedModelException("An average over a static distribution is taken in doubles, by rules that are refined until nothing changes; it is not evaluated in many digits.");
        }

        if (space.Basis is not null)
        {
            throw new UnsupportedModelException("A space restricted to some numbers of excitations is no product of sites, which the evaluation in many digits needs.");
        }

        if (model.Dissipators.Driven.Count > 0)
        {
            throw new UnsupportedModelException("A rate that depends on time or may be negative is not evaluated in many digits.");
        }

        if (model.Initial.External is { } external)
        {
            throw new UnsupportedModelException(external.Reason);
        }

        if (model.Sequence is not null)
        {
            throw new UnsupportedModelException("A sequence of pulses holds exponentials of delays, which are no rational functions of the parameters: it is not evaluated in many digits.");
        }

        if (space.Dimension > MostStates)
        {
            throw new UnsupportedModelException(FormattableString.Invariant($"{space.Dimension} states are too many for an evaluation in many digits; at most {MostStates} are allowed."));
        }

        Space = space;
        var expansion = new OperatorExpansion(space, wholeNumber);
        Hamiltonian = Hermitian(expansion, model.Hamiltonian);
        foreach ((OperatorField jump, NumberField rate) in model.Dissipators.Fields)
        {
            Dissipators.Add((expansion.Of(jump.Expression), RealScalar.Of(rate.Exact)));
            Checks.Add(new ModelCheck(rate.Exact, false, () => rate.Error("must be zero or positive (1/s)")));
        }

        foreach ((OperatorField field, NoiseProcessField process) in model.Noise.Fields)
        {
            NoiseExpansion chain = ladder > 0 && process is OrnsteinUhlenbeckField gaussian ? gaussian.Ladder(ladder) : process.Expand(Noise.Count, wholeNumber);
            Noise.Add((Hermitian(expansion, field), chain));
            Checks.AddRange(chain.Checks);
        }

        (OperatorField seen, ObservablePart part) = model.Observables.Find(observable) ?? throw new UnsupportedModelException($"The model has no observable '{observable}'.");
        OperatorSum whole = part == ObservablePart.Whole ? Hermitian(expansion, seen) : expansion.Of(seen.Expression);
        Seen = part switch
        {
            ObservablePart.Real => expansion.Of(Expression.Parse("1/2")) * (whole + whole.Adjoint),
            ObservablePart.Imaginary => expansion.Of(Expression.Parse("-i/2")) * (whole + -whole.Adjoint),
            _ => whole,
        };
        Initial = State(model.Initial, expansion, wholeNumber);
    }

    public HilbertSpace Space { get; }

    public OperatorSum Hamiltonian { get; }

    public List<(OperatorSum Jump, ScalarSum Rate)> Dissipators { get; } = [];

    public List<(OperatorSum Operator, NoiseExpansion Chain)> Noise { get; } = [];

    /// <summary>The observable.</summary>
    public OperatorSum Seen { get; }

    /// <summary>ρ(0).</summary>
    public OperatorSum Initial { get; }

    public List<ModelCheck> Checks { get; } = [];

    /// <summary>Operators that are Hermitian only for some parameters, with H - H† in symbols.</summary>
    public List<HermiticityCheck> Hermiticity { get; } = [];

    public List<SpinTemperature> Temperatures { get; } = [];

    /// <summary>The check of a state that was given as an expression; null for products.</summary>
    public DensityExpressionCheck? Density { get; private set; }

    private OperatorSum Hermitian(OperatorExpansion expansion, OperatorField field)
    {
        OperatorSum value = expansion.Of(field.Expression);
        OperatorSum skew = value + -value.Adjoint;
        if (skew.Terms.Count > 0)
        {
            Hermiticity.Add(new HermiticityCheck(field, value, skew));
        }

        return value;
    }

    private OperatorSum State(InitialSection initial, OperatorExpansion expansion, Func<Expression, int> wholeNumber)
    {
        if (initial.Density is { } field)
        {
            OperatorSum density = expansion.Of(field.Expression);
            Density = new DensityExpressionCheck(field, density);
            return density;
        }

        OperatorSum product = OperatorSum.Of(ScalarSum.One, ExactMatrix.Identity(Space.Dimension));
        for (int k = 0; k < initial.Locals.Count; k++)
        {
            var state = new StateExpansion(Space, k, initial.Locals[k], wholeNumber);
            product *= state.Density();
            Checks.AddRange(state.Checks);
            if (state.Temperature is { } temperature)
            {
                Temperatures.Add(temperature);
            }
        }

        return product;
    }
}

/// <summary>Arithmetic that builds expressions.</summary>
internal static class Symbols
{
    public static Expression Number(int value) => new NumberExpression(value);

    public static Expression Plus(Expression a, Expression b) => new BinaryExpression(BinaryOperator.Add, a, b);

    public static Expression Minus(Expression a, Expression b) => new BinaryExpression(BinaryOperator.Subtract, a, b);

    public static Expression Times(Expression a, Expression b) => new BinaryExpression(BinaryOperator.Multiply, a, b);

    public static Expression Over(Expression a, Expression b) => new BinaryExpression(BinaryOperator.Divide, a, b);

    public static Expression Power(Expression a, int n) => new BinaryExpression(BinaryOperator.Power, a, Number(n));
}

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
