using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>Operators of a model file in symbols: products of sums are expanded, numbers beside operators are multiples of the identity.</summary>
/// <param name="space">The sites.</param>
/// <param name="wholeNumber">Values of levels and exponents.</param>
internal sealed class OperatorExpansion(HilbertSpace space, Func<Expression, int> wholeNumber)
{
    private readonly ExactMatrix one = ExactMatrix.Identity(space.Dimension);

    /// <summary>The operator [d, d].</summary>
    /// <exception cref="UnsupportedModelException">Something in it has no symbols here.</exception>
    public OperatorSum Of(Expression expression) => expression switch
    {
        _ when !HasOperators(expression) => OperatorSum.Of(ScalarExpansion.Of(expression), one),
        MemberExpression member => OperatorSum.Of(ScalarSum.One, Member(member)),
        NegationExpression negation => -Of(negation.Operand),
        BinaryExpression { Operator: BinaryOperator.Add } sum => Of(sum.Left) + Of(sum.Right),
        BinaryExpression { Operator: BinaryOperator.Subtract } difference => Of(difference.Left) + -Of(difference.Right),
        BinaryExpression { Operator: BinaryOperator.Multiply } product => Of(product.Left) * Of(product.Right),
        BinaryExpression { Operator: BinaryOperator.Divide } quotient => Of(quotient.Left) * Scalar(new BinaryExpression(BinaryOperator.Divide, new NumberExpression(1), quotient.Right)),
        BinaryExpression power => Power(power),
        _ => throw new UnsupportedModelException($"'{expression}' has no meaning for operators."),
    };

    private static bool HasOperators(Expression expression) => expression is MemberExpression || expression.Children.Any(HasOperators);

    private OperatorSum Scalar(Expression expression) => OperatorSum.Of(ScalarExpansion.Of(expression), one);

    private ExactMatrix Member(MemberExpression member)
    {
        int index = space.Sites.ToList().FindIndex(s => string.Equals(s.Name, member.Site, StringComparison.Ordinal));
        if (index < 0)
        {
            throw new UnsupportedModelException($"There is no site '{member.Site}'.");
        }

        int[] states = [.. member.Children.Select(State)];
        return ExactSite.On(space, index, ExactSite.Of(space.Sites[index], member.Operator, states));

        int State(Expression argument)
        {
            int state = wholeNumber(argument);
            int count = space.Sites[index].Dimension;
            return state >= 0 && state < count ? state
                : throw PreciseParameters.Refused(FormattableString.Invariant($"{member.Operator} of site '{member.Site}' needs a state from 0 to {count - 1}, not {state}."));
        }
    }

    private OperatorSum Power(BinaryExpression power)
    {
        const int LargestPower = 64;
        int exponent = wholeNumber(power.Right);
        if (exponent is < 0 or > LargestPower)
        {
            throw new UnsupportedModelException($"The power of an operator must be from 0 to {LargestPower}.");
        }

        OperatorSum operand = Of(power.Left);
        return Enumerable.Range(0, exponent).Aggregate(OperatorSum.Of(ScalarSum.One, one), (p, _) => p * operand);
    }
}
