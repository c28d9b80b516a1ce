using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A check that a state given as an expression is one.</summary>
/// <param name="Field">Where it stands.</param>
/// <param name="Value">The state.</param>
internal sealed record DensityExpressionCheck(OperatorField Field, OperatorSum Value)
{
    private bool isConstantAndFit;

    /// <summary>Throws where the operator has another trace than 1, is not Hermitian, or has a negative eigenvalue.</summary>
    /// <exception cref="ArgumentOutOfRangeException">With the words of the refusal.</exception>
    public void Require(PreciseParameters parameters)
    {
        if (isConstantAndFit)
        {
            return;
        }

        if (DensityCheck.Defect(NumericOperator.Of(Value, parameters)) is string defect)
        {
            ModelFileException refusal = Field.Error(defect);
            throw new ArgumentOutOfRangeException(refusal.Message, refusal);
        }

        isConstantAndFit = Value.Terms.Keys.All(f => f.Factors.Count == 0);
    }
}
