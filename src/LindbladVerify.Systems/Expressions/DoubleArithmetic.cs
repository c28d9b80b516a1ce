using System.Runtime.CompilerServices;

namespace LindbladVerify.Systems.Expressions;

/// <summary>Doubles; outside their real domain functions are not a number, conditions are 1 or 0.</summary>
public readonly struct DoubleArithmetic : IRealArithmetic<double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Number(NumberExpression written) => written.Value;

    /// <inheritdoc/>
    public double Pi() => Math.PI;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Negate(double x) => -x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double x, double y) => x + y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Subtract(double x, double y) => x - y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Multiply(double x, double y) => x * y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Divide(double x, double y) => x / y;

    /// <inheritdoc/>
    public double Power(double x, double y) => Powers.Of(x, y);

    /// <inheritdoc/>
    public double Apply(FunctionName function, double x) => function switch
    {
        FunctionName.Sqrt => Math.Sqrt(x),
        FunctionName.Exp => Math.Exp(x),
        FunctionName.Log => Math.Log(x),
        FunctionName.Sin => Math.Sin(x),
        FunctionName.Cos => Math.Cos(x),
        FunctionName.Tanh => Math.Tanh(x),
        _ => Math.Abs(x),
    };

    /// <inheritdoc/>
    public double Lesser(double x, double y) => Math.Min(x, y);

    /// <inheritdoc/>
    public double Greater(double x, double y) => Math.Max(x, y);

    /// <inheritdoc/>
    public double Compare(ComparisonOperator comparison, double x, double y) => comparison switch
    {
        ComparisonOperator.Less => x < y ? 1 : 0,
        ComparisonOperator.LessOrEqual => x <= y ? 1 : 0,
        ComparisonOperator.Greater => x > y ? 1 : 0,
        ComparisonOperator.GreaterOrEqual => x >= y ? 1 : 0,
        ComparisonOperator.Equal => x == y ? 1 : 0,
        _ => x != y && !double.IsNaN(x) && !double.IsNaN(y) ? 1 : 0,
    };

    /// <inheritdoc/>
    public double Join(bool isAnd, double x, double y) => isAnd ? x * y : Math.Max(x, y);

    /// <inheritdoc/>
    public int? Sign(double x) => double.IsNaN(x) ? null : Math.Sign(x);

    /// <inheritdoc/>
    public double NoNumber(double cause) => double.NaN;
}
