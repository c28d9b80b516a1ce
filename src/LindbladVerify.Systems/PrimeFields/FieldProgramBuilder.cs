using System.Numerics;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Multiprecision;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>Builds a <see cref="FieldProgram"/>: constants are folded, equal steps become one.</summary>
internal sealed class FieldProgramBuilder
{
    private const int LargestPower = 1000;
    private readonly IReadOnlyList<string> inputs;
    private readonly List<FieldStep> steps = [];
    private readonly Dictionary<FieldStep, int> places = [];
    private readonly List<RootSum> constants = [];
    private readonly Dictionary<string, int> constantPlaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);

    public FieldProgramBuilder(IReadOnlyList<string> inputs)
    {
        this.inputs = inputs;
        for (int k = 0; k < inputs.Count; k++)
        {
            names[inputs[k]] = Place(new FieldStep(FieldOperation.Input, k, 0));
        }
    }

    /// <summary>The program of some values, with the steps that they need.</summary>
    public FieldProgram Build(int[] outputs)
    {
        bool[] isNeeded = new bool[steps.Count];
        foreach (int output in outputs)
        {
            isNeeded[output] = true;
        }

        for (int k = steps.Count - 1; k >= 0; k--)
        {
            (FieldOperation operation, int a, int b) = steps[k];
            if (isNeeded[k] && TakesValues(operation))
            {
                isNeeded[a] = true;
                isNeeded[b] = true;
            }
        }

        var kept = new List<FieldStep>();
        List<RootSum> numbers = [.. constants.Select(c => c.AsRational is null ? RootSum.Zero : c)];
        var roots = new Dictionary<int, int>();
        int[] places = new int[steps.Count];
        for (int k = 0; k < steps.Count; k++)
        {
            if (isNeeded[k])
            {
                FieldStep step = steps[k];
                if (step.Operation == FieldOperation.Constant && constants[step.A].AsRational is null)
                {
                    places[k] = Irrational(constants[step.A], kept, numbers, roots);
                    continue;
                }

                places[k] = kept.Count;
                kept.Add(TakesValues(step.Operation) ? step with { A = places[step.A], B = places[step.B] } : step);
            }
        }

        return new([.. inputs], [.. kept], [.. numbers], Array.ConvertAll(outputs, o => places[o]));
    }

    /// <summary>The steps of a sum of fractions times roots of primes.</summary>
    /// <param name="value">The sum.</param>
    /// <param name="kept">The steps of the program so far.</param>
    /// <param name="numbers">Its constants.</param>
    /// <param name="roots">The places of roots of primes.</param>
    private static int Irrational(RootSum value, List<FieldStep> kept, List<RootSum> numbers, Dictionary<int, int> roots)
    {
        int Add(FieldStep step)
        {
            kept.Add(step);
            return kept.Count - 1;
        }

        int Fraction(Rational number)
        {
            numbers.Add(RootSum.Of(number));
            return Add(new FieldStep(FieldOperation.Constant, numbers.Count - 1, 0));
        }

        int sum = -1;
        foreach ((Rational factor, IReadOnlyList<int> primes) in value.Terms())
        {
            int term = Fraction(factor);
            foreach (int p in primes)
            {
                if (!roots.TryGetValue(p, out int root))
                {
                    roots[p] = root = Add(new FieldStep(FieldOperation.Root, Fraction(p), 0));
                }

                term = Add(new FieldStep(FieldOperation.Multiply, term, root));
            }

            sum = sum < 0 ? term : Add(new FieldStep(FieldOperation.Add, sum, term));
        }

        return sum;
    }

    /// <summary>Gives a name to an expression.</summary>
    public void Define(string name, Expression value) => names[name] = Of(value);

    /// <summary>Gives a name to a value.</summary>
    public void Define(string name, int place) => names[name] = place;

    public int Constant(RootSum value)
    {
        string key = value.Key();
        if (!constantPlaces.TryGetValue(key, out int k))
        {
            constants.Add(value);
            constantPlaces[key] = k = constants.Count - 1;
        }

        return Place(new FieldStep(FieldOperation.Constant, k, 0));
    }

    public int Constant(Rational value) => Constant(RootSum.Of(value));

    /// <summary>The number that a value is; null where it has variables.</summary>
    public RootSum? Number(int place) => steps[place] is { Operation: FieldOperation.Constant } step ? constants[step.A] : null;

    public bool IsZero(int place) => Number(place) is { IsZero: true };

    public int Add(int a, int b) => Number(a) is { } x && Number(b) is { } y ? Constant(x + y)
        : IsZero(a) ? b : IsZero(b) ? a
        : Place(new FieldStep(FieldOperation.Add, Math.Min(a, b), Math.Max(a, b)));

    public int Subtract(int a, int b) => a == b ? Constant(RootSum.Zero)
        : Number(a) is { } x && Number(b) is { } y ? Constant(x - y)
        : IsZero(b) ? a : Place(new FieldStep(FieldOperation.Subtract, a, b));

    public int Multiply(int a, int b) => Number(a) is { } x && Number(b) is { } y ? Constant(x * y)
        : IsZero(a) || IsZero(b) ? Constant(RootSum.Zero)
        : IsOne(a) ? b : IsOne(b) ? a
        : Place(new FieldStep(FieldOperation.Multiply, Math.Min(a, b), Math.Max(a, b)));

    public int Divide(int a, int b) => Multiply(a, Invert(b));

    public int Invert(int a)
    {
        if (IsZero(a))
        {
            throw new NotAlgebraicException("A division by zero has no value anywhere.");
        }

        return Number(a)?.Inverse() is { } inverse ? Constant(inverse) : Place(new FieldStep(FieldOperation.Invert, a, 0));
    }

    public int Negate(int a) => Subtract(Constant(RootSum.Zero), a);

    /// <summary>The value of an expression.</summary>
    public int Of(Expression expression) => expression switch
    {
        NumberExpression number => Constant(Rational.Decimal(number.Digits) ?? throw new NotAlgebraicException($"The number {number.Digits} is beyond what exact algebra is offered for.")),
        NameExpression name => Named(name),
        NegationExpression negation => Negate(Of(negation.Operand)),
        BinaryExpression { Operator: BinaryOperator.Add } sum => Add(Of(sum.Left), Of(sum.Right)),
        BinaryExpression { Operator: BinaryOperator.Subtract } difference => Subtract(Of(difference.Left), Of(difference.Right)),
        BinaryExpression { Operator: BinaryOperator.Multiply } product => Multiply(Of(product.Left), Of(product.Right)),
        BinaryExpression { Operator: BinaryOperator.Divide } quotient => Divide(Of(quotient.Left), Of(quotient.Right)),
        BinaryExpression power => Power(power),
        CallExpression call => Call(call),
        ChoiceExpression choice => Of(Holds(choice.Condition) ? choice.First : choice.Second),
        SumExpression sum => Sum(sum),
        _ => throw new NotAlgebraicException($"'{expression}' is no formula of numbers."),
    };

    /// <summary>a^n.</summary>
    public int Power(int a, int n)
    {
        if (n < 0)
        {
            return Invert(Power(a, -n));
        }

        int result = Constant(RootSum.One);
        for (int square = a; n > 0; n >>= 1)
        {
            result = (n & 1) == 1 ? Multiply(result, square) : result;
            square = n > 1 ? Multiply(square, square) : square;
        }

        return result;
    }

    /// <summary>Whether the operands of an operation are places of values; B of those that have one operand is 0.</summary>
    private static bool TakesValues(FieldOperation operation) => operation is FieldOperation.Add or FieldOperation.Subtract or FieldOperation.Multiply or FieldOperation.Invert or FieldOperation.Root or FieldOperation.Exponential or FieldOperation.Logarithm;

    private bool IsOne(int place) => Number(place)?.AsRational is { } r && r.Numerator.IsOne && r.Denominator.IsOne;

    private int Named(NameExpression name) =>
        names.TryGetValue(name.Name, out int place) ? place
        : name.Name is "pi" ? Place(new FieldStep(FieldOperation.Pi, 0, 0))
        : name.Name is "i" ? Place(new FieldStep(FieldOperation.ImaginaryUnit, 0, 0))
        : throw UnknownName.Of(name, names.Keys);

    private int Power(BinaryExpression power)
    {
        int a = Of(power.Left);
        if (Number(Of(power.Right))?.AsRational is not { } exponent)
        {
            throw new NotAlgebraicException($"The exponent of '{power}' is not a fixed fraction.");
        }

        BigInteger denominator = exponent.Denominator;
        if (BigInteger.Abs(exponent.Numerator) > LargestPower || denominator > 4 || denominator == 3)
        {
            throw new NotAlgebraicException($"The power '{power}' is none of whole numbers, halves and quarters up to {LargestPower}.");
        }

        int n = (int)exponent.Numerator;
        return denominator.IsOne ? Power(a, n) : denominator == 2 ? Power(Root(a), n) : Power(Root(Root(a)), n);
    }

    /// <summary>The root of a value.</summary>
    public int Root(int a)
    {
        if (Number(a) is { } number)
        {
            if (number.AsRational is not { } square || square.Numerator.Sign < 0)
            {
                throw new NotAlgebraicException("The root of a negative or irrational number is left to sampling.");
            }

            return Constant(RootSum.Root(square));
        }

        return Place(new FieldStep(FieldOperation.Root, a, 0));
    }

    /// <summary>The terms at all values of the index, where the bounds are fixed numbers.</summary>
    private int Sum(SumExpression sum)
    {
        int Bound(Expression e) => Number(Of(e))?.AsRational is { Denominator.IsOne: true } bound && BigInteger.Abs(bound.Numerator) <= SumExpression.MostTerms
            ? (int)bound.Numerator
            : throw new NotAlgebraicException($"The bound '{e}' of a sum is no fixed whole number.");
        return Indices.Range(sum, Bound(sum.From), Bound(sum.To)).Aggregate(Constant(RootSum.Zero), (total, k) => Add(total, Of(Indices.Plain(sum.At(k)))));
    }

    private bool Holds(Expression condition)
    {
        if (condition is LogicalExpression logical)
        {
            return logical.Operator == LogicalOperator.And ? Holds(logical.Left) && Holds(logical.Right) : Holds(logical.Left) || Holds(logical.Right);
        }

        var comparison = (ComparisonExpression)condition;
        int sign = Number(Subtract(Of(comparison.Left), Of(comparison.Right)))?.AsRational?.Numerator.Sign
            ?? throw new NotAlgebraicException($"The condition '{condition}' holds on one side of a border and not beyond: what it chooses is left to sampling.");
        return default(DoubleArithmetic).Compare(comparison.Operator, sign, 0) != 0;
    }

    private int Call(CallExpression call)
    {
        int a = Of(call.Children[0]);
        switch (call.Function)
        {
            case "sqrt":
                return Root(a);
            case "exp":
                return Exponential(a);
            case "log":
                return IsOne(a) ? Constant(RootSum.Zero) : Place(new FieldStep(FieldOperation.Logarithm, a, 0));
            case "re" or "conj" when Number(a) is not null:
                return a;
            case "tanh" or "coth" or "cosh" or "sinh":
                int growth = Exponential(a);
                int decay = Invert(growth);
                int odd = Subtract(growth, decay);
                int even = Add(growth, decay);
                return call.Function switch
                {
                    "tanh" => Divide(odd, even),
                    "coth" => Divide(even, odd),
                    "sinh" => Multiply(Constant(new Rational(1, 2)), odd),
                    _ => Multiply(Constant(new Rational(1, 2)), even),
                };
            case "sinc":
                return IsZero(a) ? Constant(RootSum.One) : Divide(Of(new CallExpression("sin", call.Children)), a);
            case "cos" or "sin":
                int i = Place(new FieldStep(FieldOperation.ImaginaryUnit, 0, 0));
                int turn = Exponential(Multiply(i, a));
                int back = Invert(turn);
                int half = Constant(new Rational(1, 2));
                return call.Function is "cos" ? Multiply(half, Add(turn, back)) : Multiply(Negate(Multiply(i, half)), Subtract(turn, back));
            case "abs" or "min" or "max":
                return Extreme(call);
            default:
                throw new NotAlgebraicException($"'{call}' is no algebraic function, nor one of exponentials: {call.Function} is left to sampling.");
        }
    }

    private int Exponential(int a) => IsZero(a) ? Constant(RootSum.One) : Place(new FieldStep(FieldOperation.Exponential, a, 0));

    /// <summary>abs, min and max of numbers; of variables they are different functions on different sides.</summary>
    private int Extreme(CallExpression call)
    {
        Rational?[] values = [.. call.Children.Select(c => Number(Of(c))?.AsRational)];
        if (values.Any(v => v is null))
        {
            throw new NotAlgebraicException($"'{call}' is one rational function on one side of a condition and another one beyond: {call.Function} is left to sampling.");
        }

        Rational[] numbers = [.. values.Select(v => v!.Value)];
        static bool Less(Rational x, Rational y) => (x + -y).Numerator.Sign < 0;
        return Constant(call.Function switch
        {
            "abs" => numbers[0].Numerator.Sign < 0 ? -numbers[0] : numbers[0],
            "min" => numbers.Aggregate((x, y) => Less(x, y) ? x : y),
            _ => numbers.Aggregate((x, y) => Less(x, y) ? y : x),
        });
    }

    private int Place(FieldStep step)
    {
        if (!places.TryGetValue(step, out int place))
        {
            steps.Add(step);
            places[step] = place = steps.Count - 1;
        }

        return place;
    }
}
