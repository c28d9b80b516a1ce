using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>Writes an expression of operators as a sum of real coefficients, which depend on parameters, times operators, which do not.</summary>
internal static class OperatorSplit
{
    private const int MostTerms = 2000;
    private static readonly Expression One = new NumberExpression(1);

    /// <summary>Coefficients with their operators [d, d]; equal coefficients are collected.</summary>
    /// <exception cref="NotSplitException">The expression has no such form that can be found.</exception>
    public static IReadOnlyList<(Expression Coefficient, Operator Operator)> Of(Expression expression, HilbertSpace space)
    {
        var sums = new Dictionary<string, (Expression Coefficient, Operator Operator)>(StringComparer.Ordinal);
        var evaluator = new ExpressionEvaluator(new Dictionary<string, double>(StringComparer.Ordinal), space);
        foreach ((Expression coefficient, Expression part, bool isNegative) in Terms(expression))
        {
            Operator value = evaluator.Operator(part);
            value = isNegative ? -value : value;
            string key = coefficient.ToString();
            sums[key] = sums.TryGetValue(key, out (Expression Coefficient, Operator Operator) before) ? (coefficient, before.Operator + value) : (coefficient, value);
        }

        return [.. sums.Values];
    }

    /// <summary>The same, every operator Hermitian.</summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<(Expression Coefficient, Operator Operator)> Hermitian(Expression expression, HilbertSpace space, string what)
    {
        IReadOnlyList<(Expression Coefficient, Operator Operator)> terms = Of(expression, space);
        return terms.All(t => t.Operator.IsHermitian())
            ? terms
            : throw new NotSplitException($"{what} is a sum with parts that are not Hermitian by themselves");
    }

    private static List<(Expression Coefficient, Expression Part, bool IsNegative)> Terms(Expression e)
    {
        if (e.Names().Count == 0)
        {
            return [(One, e, false)];
        }

        if (IsRealNumber(e))
        {
            return [(e, One, false)];
        }

        switch (e)
        {
            case NegationExpression negation:
                return [.. Terms(negation.Operand).Select(t => (t.Coefficient, t.Part, !t.IsNegative))];
            case BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum:
                bool minus = sum.Operator == BinaryOperator.Subtract;
                return [.. Terms(sum.Left), .. Terms(sum.Right).Select(t => (t.Coefficient, t.Part, t.IsNegative ^ minus))];
            case BinaryExpression { Operator: BinaryOperator.Multiply } product:
                List<(Expression Coefficient, Expression Part, bool IsNegative)> left = Terms(product.Left);
                List<(Expression Coefficient, Expression Part, bool IsNegative)> right = Terms(product.Right);
                return left.Count * right.Count <= MostTerms
                    ? [.. left.SelectMany(a => right.Select(b => (Times(a.Coefficient, b.Coefficient), Times(a.Part, b.Part), a.IsNegative ^ b.IsNegative)))]
                    : throw new NotSplitException("an operator has too many terms");
            case BinaryExpression { Operator: BinaryOperator.Divide } quotient when IsRealNumber(quotient.Right) || quotient.Right.Names().Count == 0:
                bool isFixed = quotient.Right.Names().Count == 0;
                return
                [
                    .. Terms(quotient.Left).Select(t =>
                    {
                        Expression Divided(Expression x) => new BinaryExpression(BinaryOperator.Divide, x, quotient.Right);
                        return (isFixed ? t.Coefficient : Divided(t.Coefficient), isFixed ? Divided(t.Part) : t.Part, t.IsNegative);
                    }),
                ];
            default:
                throw new NotSplitException($"'{Shortened(e)}' is no sum of coefficients times operators");
        }
    }

    private static Expression Times(Expression a, Expression b) =>
        a is NumberExpression { Value: 1 } ? b : b is NumberExpression { Value: 1 } ? a : new BinaryExpression(BinaryOperator.Multiply, a, b);

    /// <summary>Whether an expression is a number that is real whatever its parameters are.</summary>
    private static bool IsRealNumber(Expression e)
    {
        try
        {
            _ = CompiledExpression.Formula(e, [.. e.Names()]);
            return true;
        }
        catch (ExpressionException)
        {
            return false;
        }
    }

    private static string Shortened(Expression e) => e.ToString() is { Length: > 40 } text ? text[..37] + "..." : e.ToString();
}

/// <summary>A model whose generator is not a sum of fixed parts with real coefficients; the message ends "since …".</summary>
internal sealed class NotSplitException(string message) : Exception(message);
