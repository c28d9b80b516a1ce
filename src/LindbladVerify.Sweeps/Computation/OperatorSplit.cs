using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Sweeps.Computation;

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

/// <summary>A part of the initial state: the product of polarizations times fixed coordinates.</summary>
/// <param name="Polarizations">Polarizations of spins 1/2 that multiply it.</param>
/// <param name="Coordinates">[n] in the block.</param>
internal sealed record InitialPart(IReadOnlyList<SlotProgram> Polarizations, double[] Coordinates);

/// <summary>A classical noise: its process at a point, and the generator that its value multiplies.</summary>
/// <param name="Numbers">What the process depends on.</param>
/// <param name="Process">The process of finitely many values, from its numbers.</param>
/// <param name="Terms">Coefficients with generators [n, n].</param>
internal sealed record NoisePart(IReadOnlyList<SlotProgram> Numbers, Func<double[], NoiseProcess> Process, IReadOnlyList<(SlotProgram Coefficient, SparseMatrix<double> Generator)> Terms);

/// <summary>A part of a generator with its coefficient.</summary>
/// <param name="Coefficient">The coefficient.</param>
/// <param name="Square">Whether the coefficient enters squared, times a rate: that of a jump operator.</param>
/// <param name="Rate">The rate of a dissipator; null for a Hamiltonian.</param>
/// <param name="Label">What the rate belongs to, for messages.</param>
/// <param name="Generator">[n, n] of the block.</param>
internal sealed record EquationPart(SlotProgram Coefficient, bool Square, SlotProgram? Rate, string Label, SparseMatrix<double> Generator)
{
    /// <summary>What multiplies the generator at a point.</summary>
    /// <exception cref="ArithmeticException">The coefficient is not finite, or the rate negative.</exception>
    public double At(double[] slots)
    {
        double c = Coefficient.At(slots);
        double value = Square ? c * c * Require(Rate!.Value.At(slots)) : c;
        return double.IsFinite(value) ? value : throw new ArithmeticException(FormattableString.Invariant($"{Label} has a coefficient that is not a finite number."));
    }

    private double Require(double rate) => rate >= 0 ? rate : throw new ArithmeticException(FormattableString.Invariant($"{Label} has the rate {rate:R}; a rate must be zero or positive (1/s)."));
}

/// <summary>A model whose generator is not a sum of fixed parts with real coefficients; the message ends "since …".</summary>
internal sealed class NotSplitException(string message) : Exception(message);
