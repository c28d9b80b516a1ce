using System.Numerics;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>The number in a prime field.</summary>
internal sealed partial class RootSum
{
    /// <summary>The whole number without square factors whose root the number is a fraction of; null for 0 and for sums of several roots.</summary>
    public BigInteger? Radicand => terms is [var (radicand, _)] ? radicand : null;

    /// <summary>The element of a field; null where a denominator is 0 in it. Of roots only that of 1 is in every field.</summary>
    /// <exception cref="NotAlgebraicException">The number is irrational.</exception>
    public ulong? In(PrimeField field)
    {
        if (AsRational is not { } value)
        {
            throw new NotAlgebraicException($"The irrational constant {AsExpression()} is left to sampling.");
        }

        return field.TryFromRational(value.Numerator, value.Denominator, out ulong element) ? element : null;
    }

    /// <summary>How large numerator and denominator are.</summary>
    public FractionSize Size() => terms.Aggregate(FractionSize.Constant(0, 0), (sum, t) => sum + FractionSize.Constant(t.Factor.Numerator.GetBitLength() + (t.Radicand.GetBitLength() / 2.0), t.Factor.Denominator.GetBitLength()));
}
