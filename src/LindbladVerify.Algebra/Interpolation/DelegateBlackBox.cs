using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>A black box from a function.</summary>
/// <param name="variableCount">Number of variables.</param>
/// <param name="evaluate">The value, or null where there is none.</param>
public sealed class DelegateBlackBox(int variableCount, DelegateBlackBox.Evaluation evaluate) : IBlackBox
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
