namespace LindbladVerify.Systems.Expressions;

/// <summary>Arithmetic of real numbers that may be undefined, or not known well enough to tell their sign.</summary>
/// <typeparam name="T">The numbers.</typeparam>
public interface IRealArithmetic<T> : IArithmetic<T>
{
    /// <summary>-1, 0 or 1; null where the number is none, or its digits do not tell.</summary>
    int? Sign(T x);

    /// <summary>What stands for a number that is none because of <paramref name="cause"/>: undefined, or in need of digits as it is.</summary>
    T NoNumber(T cause);
}
