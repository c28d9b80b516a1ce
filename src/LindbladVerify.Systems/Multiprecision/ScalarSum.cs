using System.Numerics;
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

/// <summary>Complex numbers of a model file in symbols: i and numbers go into exact constants, what is real stays the expression that it was, so that its cancellations show.</summary>
internal static class ScalarExpansion
{
    private const int LargestPower = 64;

    /// <summary>The sum that an expression without site operators is.</summary>
    /// <exception cref="UnsupportedModelException">A function of a complex number other than exp.</exception>
    public static ScalarSum Of(Expression expression)
    {
        switch (expression)
        {
            case NumberExpression number:
                return Rational.Decimal(number.Digits) is { } value ? ScalarSum.Constant(ExactNumber.Of(value)) : ScalarSum.Of(number);
            case NameExpression { Name: "i" }:
                return ScalarSum.Constant(ExactNumber.ImaginaryOne);
            case NegationExpression negation:
                return -Of(negation.Operand);
            case BinaryExpression { Operator: BinaryOperator.Multiply } product:
                return Of(product.Left) * Of(product.Right);
            case BinaryExpression { Operator: BinaryOperator.Divide } quotient:
                return Of(quotient.Left) * Inverse(quotient.Right);
            case BinaryExpression { Operator: BinaryOperator.Power } power:
                return Power(power);
            case BinaryExpression sum:
                return Sum(sum);
            case CallExpression call:
                return Call(call);
            case ChoiceExpression or SumExpression when IsComplex(expression):
                throw new UnsupportedModelException($"'{expression}' is a choice or sum of complex numbers that depends on parameters; these are not known in many digits.");
            default:
                return ScalarSum.Of(expression);
        }
    }

    /// <summary>Whether the number i occurs.</summary>
    public static bool IsComplex(Expression expression) => expression is NameExpression { Name: "i" } || expression.Children.Any(IsComplex);

    private static ScalarSum Sum(BinaryExpression sum)
    {
        bool minus = sum.Operator == BinaryOperator.Subtract;
        if (IsComplex(sum) || sum.Names().Count == 0)
        {
            ScalarSum left = Of(sum.Left);
            ScalarSum right = Of(sum.Right);
            ScalarSum total = minus ? left + -right : left + right;
            if (IsComplex(sum) || total.AsConstant is not null)
            {
                return total;
            }
        }

        return ScalarSum.Of(sum);
    }

    private static ScalarSum Inverse(Expression divisor)
    {
        ScalarSum value = Of(divisor);
        if (value.AsConstant is { Imaginary.IsZero: true } constant && constant.Real.Inverse() is { } inverse)
        {
            return ScalarSum.Constant(new ExactNumber(inverse, RootSum.Zero));
        }

        var one = new NumberExpression(1);
        if (!IsComplex(divisor))
        {
            return ScalarSum.Of(new BinaryExpression(BinaryOperator.Divide, one, divisor));
        }

        // 1/(x + iy) = (x - iy)/(x² + y²).
        Expression x = value.Part(imaginary: false);
        Expression y = value.Part(imaginary: true);
        var norm = new BinaryExpression(BinaryOperator.Add, new BinaryExpression(BinaryOperator.Multiply, x, x), new BinaryExpression(BinaryOperator.Multiply, y, y));
        ScalarSum conjugate = Of(x) + (ScalarSum.Constant(-ExactNumber.ImaginaryOne) * Of(y));
        return conjugate * ScalarSum.Of(new BinaryExpression(BinaryOperator.Divide, one, norm));
    }

    private static ScalarSum Power(BinaryExpression power)
    {
        int? exponent = WholeNumber(power.Right);
        bool isConstant = Of(power.Left).AsConstant is not null;
        if (exponent is int n && Math.Abs(n) <= LargestPower && (isConstant || IsComplex(power.Left)))
        {
            ScalarSum @base = n >= 0 ? Of(power.Left) : Inverse(power.Left);
            return Enumerable.Range(0, Math.Abs(n)).Aggregate(ScalarSum.One, (p, _) => p * @base);
        }

        return IsComplex(power) ? throw new UnsupportedModelException($"The power '{power}' of complex numbers is not a whole one.") : ScalarSum.Of(power);
    }

    private static int? WholeNumber(Expression expression) =>
        Of(expression).AsConstant is { Imaginary.IsZero: true } c && c.Real.AsRational is { } r && r.Denominator.IsOne && BigInteger.Abs(r.Numerator) < 1_000_000 ? (int)r.Numerator : null;

    private static ScalarSum Call(CallExpression call)
    {
        if (!IsComplex(call))
        {
            bool isRoot = call.Function is "sqrt" && call.Names().Count == 0;
            return isRoot && Of(call.Children[0]).AsConstant is { Imaginary.IsZero: true } c && c.Real.AsRational is { } square && square.Numerator.Sign >= 0
                && BigInteger.Abs(square.Numerator * square.Denominator) < BigInteger.Pow(10, 9)
                ? ScalarSum.Constant(new ExactNumber(RootSum.Root(square), RootSum.Zero))
                : ScalarSum.Of(call);
        }

        if (call.Function is "re" or "im" or "conj")
        {
            ScalarSum given = Of(call.Children[0]);
            ScalarSum part = Of(given.Part(imaginary: call.Function is "im"));
            return call.Function is "conj" ? part + -(ScalarSum.Constant(ExactNumber.ImaginaryOne) * Of(given.Part(imaginary: true))) : part;
        }

        if (call.Function is not "exp")
        {
            throw new UnsupportedModelException($"'{call}' is a function of a complex number; of these only exp, re, im and conj are known in many digits.");
        }

        ScalarSum argument = Of(call.Children[0]);
        Expression angle = argument.Part(imaginary: true);
        ScalarSum turned = ScalarSum.Of(new CallExpression("cos", [angle])) + (ScalarSum.Constant(ExactNumber.ImaginaryOne) * ScalarSum.Of(new CallExpression("sin", [angle])));
        Expression growth = argument.Part(imaginary: false);
        return growth is NumberExpression { Value: 0 } ? turned : ScalarSum.Of(new CallExpression("exp", [growth])) * turned;
    }
}

/// <summary>Numbers that a model file wants real: rates, populations, values of noises.</summary>
internal static class RealScalar
{
    /// <summary>The sum that an expression is.</summary>
    /// <exception cref="UnsupportedModelException">The number i occurs and does not drop out.</exception>
    public static ScalarSum Of(Expression expression)
    {
        ScalarSum sum = ScalarExpansion.Of(expression);
        return sum.Terms.Values.All(v => v.Imaginary.IsZero) ? sum : throw new UnsupportedModelException($"'{expression}' must be real.");
    }
}
