namespace LindbladVerify.Systems.Expressions;

/// <summary>
/// What an expression is evaluated with: numbers of one kind and their arithmetic. <see cref="CompiledExpression"/> is the one evaluator; this says what its
/// numbers are: doubles, doubles with a bound on their rounding error, numbers of any precision, complex numbers of any of these.
/// </summary>
/// <typeparam name="T">The numbers.</typeparam>
public interface IArithmetic<T>
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

    /// <summary>A function of one number.</summary>
    T Apply(FunctionName function, T x);

    /// <summary>The smaller of two.</summary>
    T Lesser(T x, T y);

    /// <summary>The larger of two.</summary>
    T Greater(T x, T y);

    /// <summary>1 where a comparison holds, 0 where not.</summary>
    /// <exception cref="NotSupportedException">Conditions are asked of doubles.</exception>
    T Compare(ComparisonOperator comparison, T x, T y) => throw new NotSupportedException("Conditions are asked of doubles.");

    /// <summary>1 where both conditions hold, or, for <paramref name="isAnd"/> false, one of them; 0 where not.</summary>
    /// <exception cref="NotSupportedException">Conditions are asked of doubles.</exception>
    T Join(bool isAnd, T x, T y) => throw new NotSupportedException("Conditions are asked of doubles.");
}
