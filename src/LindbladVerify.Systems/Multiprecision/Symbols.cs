using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.Multiprecision;

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
