using System.Runtime.InteropServices;
using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>Expressions with one square root √r in the form a + b √r, where a and b are free of it.</summary>
/// <remarks>Methods throw <see cref="NotSupportedException"/> where roots of different expressions meet, or where a root stands in another function.</remarks>
internal sealed class RootedPlaces(FieldProgramBuilder builder)
{
    private readonly Dictionary<Expression, RootedPlace> known = [];

    /// <summary>The place of r; null where no root of a variable was met.</summary>
    public int? Radicand { get; private set; }

    /// <summary>A value without the root.</summary>
    public RootedPlace Rational(int place) => new(place, Zero);

    /// <summary>a + b.</summary>
    public RootedPlace Add(RootedPlace a, RootedPlace b) => new(builder.Add(a.Even, b.Even), builder.Add(a.Odd, b.Odd));

    /// <summary>a b.</summary>
    public RootedPlace Multiply(RootedPlace a, RootedPlace b) => new(
        builder.Add(builder.Multiply(a.Even, b.Even), Squared(builder.Multiply(a.Odd, b.Odd))),
        builder.Add(builder.Multiply(a.Even, b.Odd), builder.Multiply(a.Odd, b.Even)));

    /// <summary>The value of an expression.</summary>
    public RootedPlace Of(Expression expression)
    {
        if (!known.TryGetValue(expression, out RootedPlace value))
        {
            known[expression] = value = HasRoot(expression) ? Compiled(expression) : Rational(builder.Of(expression));
        }

        return value;
    }

    /// <summary>r a.</summary>
    public int Squared(int a) => builder.IsZero(a) ? a : builder.Multiply(a, Radicand!.Value);

    private int Zero => builder.Constant(0);

    private static bool HasRoot(Expression expression) =>
        expression is CallExpression { Function: "sqrt" } || IsHalf(expression) || expression.Children.Any(HasRoot);

    private static bool IsHalf(Expression expression) =>
        expression is BinaryExpression { Operator: BinaryOperator.Power, Right: NumberExpression { Digits: "0.5" } };

    private RootedPlace Compiled(Expression expression) => expression switch
    {
        NegationExpression negation => Negate(Of(negation.Operand)),
        BinaryExpression { Operator: BinaryOperator.Add } sum => Add(Of(sum.Left), Of(sum.Right)),
        BinaryExpression { Operator: BinaryOperator.Subtract } difference => Add(Of(difference.Left), Negate(Of(difference.Right))),
        BinaryExpression { Operator: BinaryOperator.Multiply } product => Multiply(Of(product.Left), Of(product.Right)),
        BinaryExpression { Operator: BinaryOperator.Divide } quotient => Multiply(Of(quotient.Left), Inverse(Of(quotient.Right))),
        BinaryExpression power when IsHalf(power) => Root(Of(power.Left)),
        BinaryExpression power => Power(power),
        CallExpression { Function: "sqrt" } root => Root(Of(root.Children[0])),
        _ => throw new NotSupportedException($"A root in '{expression}'."),
    };

    private RootedPlace Negate(RootedPlace a) => new(builder.Negate(a.Even), builder.Negate(a.Odd));

    /// <summary>(a - b √r)/(a² - r b²).</summary>
    private RootedPlace Inverse(RootedPlace a)
    {
        int norm = builder.Subtract(builder.Multiply(a.Even, a.Even), Squared(builder.Multiply(a.Odd, a.Odd)));
        int inverse = builder.Invert(norm);
        return new(builder.Multiply(a.Even, inverse), builder.Negate(builder.Multiply(a.Odd, inverse)));
    }

    private RootedPlace Power(BinaryExpression power)
    {
        const int Largest = 16;
        if (builder.Number(builder.Of(power.Right))?.AsRational is not { } exponent || !exponent.Denominator.IsOne || exponent.Numerator < 0 || exponent.Numerator > Largest)
        {
            throw new NotSupportedException($"A root in '{power}'.");
        }

        RootedPlace factor = Of(power.Left);
        RootedPlace result = Rational(builder.Constant(1));
        for (int k = 0; k < (int)exponent.Numerator; k++)
        {
            result = Multiply(result, factor);
        }

        return result;
    }

    private RootedPlace Root(RootedPlace a)
    {
        if (!builder.IsZero(a.Odd))
        {
            throw new NotSupportedException("A root of a root.");
        }

        if (builder.Number(a.Even) is not null)
        {
            return Rational(builder.Root(a.Even));
        }

        Radicand ??= a.Even;
        return Radicand == a.Even ? new(Zero, builder.Constant(1)) : throw new NotSupportedException("Roots of different expressions.");
    }
}

/// <summary>A value Even + Odd √r by the places of both parts in a program, with one radicand r for all.</summary>
/// <param name="Even">The part without the root.</param>
/// <param name="Odd">What multiplies the root.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RootedPlace(int Even, int Odd);
