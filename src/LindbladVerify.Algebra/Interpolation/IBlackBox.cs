using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>A rational function of several variables with rational coefficients that can only be evaluated, over any prime field.</summary>
/// <remarks>The same function in every field: values are the reductions of one function over the rationals. Deterministic.</remarks>
public interface IBlackBox
{
    /// <summary>Number of variables.</summary>
    int VariableCount { get; }

    /// <summary>The value at a point.</summary>
    /// <param name="field">Where to compute.</param>
    /// <param name="point">One element a variable.</param>
    /// <param name="value">The value; zero where there is none.</param>
    /// <returns>False at a pole, or where there is no value at that point: another point is drawn then.</returns>
    bool TryEvaluate(PrimeField field, ReadOnlySpan<ulong> point, out ulong value);
}
