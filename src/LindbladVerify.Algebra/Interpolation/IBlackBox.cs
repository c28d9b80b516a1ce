using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>A rational function of several variables with rational coefficients that can only be evaluated, over any prime field.</summary>
/// <remarks>The same function in every field: values are the reductions of one function over the rationals. Deterministic.</remarks>
internal interface IBlackBox
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

/// <summary>A black box from a function.</summary>
/// <param name="variableCount">Number of variables.</param>
/// <param name="evaluate">The value, or null where there is none.</param>
internal sealed class DelegateBlackBox(int variableCount, DelegateBlackBox.Evaluation evaluate) : IBlackBox
{
    /// <summary>The value at a point, or null where there is none.</summary>
    public delegate ulong? Evaluation(PrimeField field, ReadOnlySpan<ulong> point);

    /// <inheritdoc/>
    public int VariableCount { get; } = variableCount;

    /// <inheritdoc/>
    public bool TryEvaluate(PrimeField field, ReadOnlySpan<ulong> point, out ulong value)
    {
        ulong? found = evaluate(field, point);
        value = found ?? 0;
        return found.HasValue;
    }
}

/// <summary>
/// What the variables that are not interpolated are set to in one field. Random numbers and not 1: a black box computed in a roundabout
/// way may well have no value at 1.
/// </summary>
/// <param name="Values">One value a variable; those of interpolated variables are replaced.</param>
/// <param name="Scales">By what each interpolated variable is multiplied, so that the result is the same as with the others at 1.</param>
/// <param name="Rescale">By what a value at a point is multiplied for the same purpose, factors that are powers of variables taken out.</param>
internal sealed record BoxAnchor(ulong[] Values, ulong[] Scales, Func<ulong[], ulong> Rescale);
