using System.Globalization;
using System.Numerics;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Algebra.Presentation;
using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Algebra.Tests.Presentation;

/// <summary>Reads what was printed with the parser of the model files and computes it in exact numbers.</summary>
internal static class ExactText
{
    public static BigRational Evaluate(PresentedFormula formula, IReadOnlyList<string> names, IReadOnlyList<BigRational> point)
    {
        var values = names.Zip(point).ToDictionary(x => x.First, x => x.Second, StringComparer.Ordinal);
        foreach ((string name, string text) in formula.Where)
        {
            values.Add(name, Evaluate(Expression.Parse(text), values));
        }

        return Evaluate(Expression.Parse(formula.Text), values);
    }

    private static BigRational Evaluate(Expression e, Dictionary<string, BigRational> values) => e switch
    {
        NumberExpression number => BigInteger.Parse(number.Digits, CultureInfo.InvariantCulture),
        NameExpression name => values[name.Name],
        NegationExpression negation => -Evaluate(negation.Operand, values),
        BinaryExpression { Operator: BinaryOperator.Add } b => Evaluate(b.Left, values) + Evaluate(b.Right, values),
        BinaryExpression { Operator: BinaryOperator.Subtract } b => Evaluate(b.Left, values) - Evaluate(b.Right, values),
        BinaryExpression { Operator: BinaryOperator.Multiply } b => Evaluate(b.Left, values) * Evaluate(b.Right, values),
        BinaryExpression { Operator: BinaryOperator.Divide } b => Evaluate(b.Left, values) / Evaluate(b.Right, values),
        BinaryExpression { Operator: BinaryOperator.Power } b => Evaluate(b.Left, values).Power((int)Evaluate(b.Right, values).Numerator),
        _ => throw new InvalidOperationException(e.ToString()),
    };
}
