using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>"A black box is a formula that was reconstructed from it."</summary>
/// <param name="box">The black box.</param>
/// <param name="function">The formula.</param>
/// <param name="size">Size of the black box.</param>
/// <param name="block">Number of equations behind it.</param>
internal sealed class FunctionTest(FieldBox box, RationalFunction function, FractionSize size, int block) : IFieldTest
{
    /// <inheritdoc/>
    public int Variables => box.VariableCount;

    /// <inheritdoc/>
    public int Block => block;

    /// <inheritdoc/>
    public FractionSize Size() => size + LimitProver.SizeOf(function);

    /// <inheritdoc/>
    public bool? Holds(Valuation valuation, ReadOnlySpan<ulong> point) =>
        box.TryEvaluate(valuation.Field, point, out ulong value) && function.TryEvaluate(valuation.Field, point, out ulong written) ? value == written : null;
}
