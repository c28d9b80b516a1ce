using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A check that an operator is Hermitian at a point, for operators that are not so for every value of the parameters.</summary>
/// <param name="Field">Where it stands.</param>
/// <param name="Value">The operator.</param>
/// <param name="Skew">Its difference from its adjoint.</param>
internal sealed record HermiticityCheck(OperatorField Field, OperatorSum Value, OperatorSum Skew)
{
    private const double Tolerance = 1e-12;

    /// <summary>Throws where the operator is not Hermitian.</summary>
    /// <exception cref="ArgumentOutOfRangeException">With the words of the refusal.</exception>
    public void Require(PreciseParameters parameters)
    {
        double defect = NumericOperator.Of(Skew, parameters).Matrix.LargestModulus();
        if (defect > Tolerance * NumericOperator.Of(Value, parameters).Matrix.LargestModulus())
        {
            ModelFileException refusal = Field.Error(FormattableString.Invariant($"must be Hermitian, but differs from its adjoint by {defect:G3}: every term needs its adjoint (.p pairs with .m, i with -i)"));
            throw new ArgumentOutOfRangeException(refusal.Message, refusal);
        }
    }
}
