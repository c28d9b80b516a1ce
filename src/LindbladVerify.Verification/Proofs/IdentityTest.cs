using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>"The formula is the reference."</summary>
/// <param name="formula">The formula; knows no model.</param>
/// <param name="reference">The reference; knows no formula.</param>
internal sealed class IdentityTest(FieldProgram formula, FieldReference reference) : IFieldTest
{
    private readonly FieldEvaluator evaluator = reference.NewEvaluator();
    private readonly ulong[] prediction = new ulong[1];

    /// <inheritdoc/>
    public int Variables => formula.Inputs.Count;

    /// <inheritdoc/>
    public int Block => reference.Block;

    /// <inheritdoc/>
    public FractionSize Size()
    {
        FractionSize[] variables = [.. Enumerable.Repeat(FractionSize.Variable, Variables)];
        FractionSize predicted = formula.Sizes(variables)[0];
        FractionSize truth = reference.Size(variables, predicted);
        return reference.IsMode ? truth : predicted + truth;
    }

    /// <inheritdoc/>
    public bool? Holds(Valuation valuation, ReadOnlySpan<ulong> point)
    {
        if (!formula.TryRun(valuation, point, prediction))
        {
            return null;
        }

        return reference.IsMode ? evaluator.IsMode(valuation, point, prediction[0])
            : evaluator.TryValue(valuation, point, out ulong truth) ? truth == prediction[0] : null;
    }
}
