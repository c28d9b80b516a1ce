using System.Runtime.CompilerServices;

namespace LindbladVerify.Systems.Expressions;

/// <summary>
/// What an expression is evaluated with: numbers of one kind and their arithmetic. <see cref="CompiledExpression"/> is the one evaluator; this says what its
/// numbers are: doubles, doubles with a bound on their rounding error, numbers of any precision, complex numbers of any of these.
/// </summary>
/// <typeparam name="T">The numbers.</typeparam>
internal interface IArithmetic<T>
{
    /// <summary>A number of the text.</summary>
    T Number(NumberExpression written);

    /// <summary>The constant pi.</summary>
    T Pi();

    /// <summary>-x.</summary>
    T Negate(T x);

    /// <summary>x + y.</summary>
    T Add(T x, T y);

    /// <summary>x - y.</summary>
    T Subtract(T x, T y);

    /// <summary>x y.</summary>
    T Multiply(T x, T y);

    /// <summary>x/y.</summary>
    T Divide(T x, T y);

    /// <summary>x^y; x^2 is a product and 0^0 is 1.</summary>
    T Power(T x, T y);

    /// <summary>The imaginary unit.</summary>
    /// <exception cref="NotSupportedException">The numbers are real.</exception>
    T ImaginaryUnit() => throw new NotSupportedException("Real numbers hold no imaginary unit.");

    /// <summary>A function of one number.</summary>
    T Apply(FunctionName function, T x);

    /// <summary>A function of two numbers.</summary>
    T Apply(FunctionName function, T x, T y);

    /// <summary>The smaller of two.</summary>
    T Lesser(T x, T y);

    /// <summary>The larger of two.</summary>
    T Greater(T x, T y);

    /// <summary>1 where a comparison holds, 0 where not; no number where that cannot be told.</summary>
    T Compare(ComparisonOperator comparison, T x, T y);

    /// <summary>1 where both conditions hold, or, for <paramref name="isAnd"/> false, one of them; 0 where not.</summary>
    T Join(bool isAnd, T x, T y);

    /// <summary>The first value where a condition is 1, the second where it is 0, and no number where it is none.</summary>
    T Choose(T condition, T first, T second);

    /// <summary>The whole number that a bound of a sum is; null where it is none, or cannot be told.</summary>
    int? Whole(T x);

    /// <summary>What stands for a number that is none because of <paramref name="cause"/>: undefined, or in need of digits as it is.</summary>
    T NoNumber(T cause);
}

/// <summary>Arithmetic of real numbers that may be undefined, or not known well enough to tell their sign.</summary>
/// <typeparam name="T">The numbers.</typeparam>
internal interface IRealArithmetic<T> : IArithmetic<T>
{
    /// <summary>-1, 0 or 1; null where the number is none, or its digits do not tell.</summary>
    int? Sign(T x);
}

/// <summary>Doubles; outside their real domain functions are not a number, conditions are 1 or 0.</summary>
internal readonly struct DoubleArithmetic : IRealArithmetic<double>
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
        FunctionName.Abs => Math.Abs(x),
        _ => DoubleFunctions.Of(function, x),
    };

    /// <inheritdoc/>
    public double Apply(FunctionName function, double x, double y) => DoubleFunctions.Of(function, x, y);

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
    public double Choose(double condition, double first, double second) => condition != 0 ? first : second;

    /// <inheritdoc/>
    public int? Whole(double x) => x == Math.Round(x) && Math.Abs(x) < int.MaxValue ? (int)x : null;

    /// <inheritdoc/>
    public int? Sign(double x) => double.IsNaN(x) ? null : Math.Sign(x);

    /// <inheritdoc/>
    public double NoNumber(double cause) => double.NaN;
}
