using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A condition that a number of a model file must meet: value ≥ 0, or &gt; 0.</summary>
/// <param name="Value">What must not be negative.</param>
/// <param name="IsStrict">Whether 0 is refused too.</param>
/// <param name="Refuse">The refusal, as reading the file with these values would word it.</param>
internal sealed record ModelCheck(Expression Value, bool IsStrict, Func<ModelFileException> Refuse)
{
    /// <summary>Throws where the condition is certainly not met.</summary>
    /// <exception cref="ArgumentOutOfRangeException">With the words of the refusal.</exception>
    public void Require(PreciseParameters parameters)
    {
        Ball value = parameters.Value(Value);
        bool isZero = value.Value.IsZero && value.Error.IsZero && !parameters.NeedsDigits;
        if ((value.Value.Sign < 0 && !value.MayBeZero) || (isZero && IsStrict))
        {
            ModelFileException refusal = Refuse();
            throw new ArgumentOutOfRangeException(refusal.Message, refusal);
        }
    }

    /// <summary>least ≤ value ≤ most.</summary>
    public static IEnumerable<ModelCheck> Within(Expression value, int least, int most, Func<ModelFileException> refuse) =>
    [
        new(new BinaryExpression(BinaryOperator.Subtract, value, new NumberExpression(least)), false, refuse),
        new(new BinaryExpression(BinaryOperator.Subtract, new NumberExpression(most), value), false, refuse),
    ];
}
