using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;

namespace LindbladVerify.Algebra.Polynomials;

/// <summary>A quotient of polynomials with whole coefficients. Immutable.</summary>
/// <remarks>
/// Normal form: no common whole divisor of all coefficients; more coefficients of the denominator are positive than negative (the
/// leading one decides a tie). Lowest terms are kept where they are given; <see cref="Reduce"/> brings others to them.
/// </remarks>
public sealed class RationalFunction : IBlackBox, IEquatable<RationalFunction>
{
    /// <summary>numerator/denominator, brought to normal form but not to lowest terms.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public RationalFunction(MultivariatePolynomial numerator, MultivariatePolynomial denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("The denominator of a rational function is zero.");
        }

        if (numerator.IsZero)
        {
            Numerator = numerator;
            Denominator = MultivariatePolynomial.Constant(numerator.VariableCount, 1);
            return;
        }

        BigRational below = denominator.Content();
        int positive = denominator.Terms.Sum(t => t.Coefficient.Sign);
        below = positive < 0 || (positive == 0 && denominator.Terms[0].Coefficient.Sign < 0) ? -below : below;
        BigRational above = numerator.Content();
        BigRational ratio = above / below;
        Numerator = numerator.Scale(ratio.Numerator / above);
        Denominator = denominator.Scale(ratio.Denominator / below);
    }

    /// <summary>The numerator.</summary>
    public MultivariatePolynomial Numerator { get; }

    /// <summary>The denominator.</summary>
    public MultivariatePolynomial Denominator { get; }

    /// <inheritdoc/>
    public int VariableCount => Numerator.VariableCount;

    /// <summary>Whether it is zero.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>Largest total degree of numerator and denominator: bounds how often two different functions agree by chance.</summary>
    public int TotalDegree => Math.Max(0, Math.Max(Numerator.TotalDegree, Denominator.TotalDegree));

    /// <summary>numerator/denominator in lowest terms.</summary>
    public static RationalFunction Reduce(MultivariatePolynomial numerator, MultivariatePolynomial denominator)
    {
        if (numerator.IsZero || denominator.IsConstant)
        {
            return new(numerator, denominator);
        }

        MultivariatePolynomial divisor = PolynomialGcd.Of(numerator, denominator);
        return new(numerator.TryDivide(divisor)!, denominator.TryDivide(divisor)!);
    }

    /// <inheritdoc/>
    public bool TryEvaluate(PrimeField field, ReadOnlySpan<ulong> point, out ulong value)
    {
        value = 0;
        if (!Denominator.TryEvaluate(field, point, out ulong below) || !field.TryInverse(below, out ulong inverse) || !Numerator.TryEvaluate(field, point, out ulong above))
        {
            return false;
        }

        value = field.Multiply(above, inverse);
        return true;
    }

    /// <summary>The value at a rational point; null at a pole.</summary>
    public BigRational? Evaluate(IReadOnlyList<BigRational> point)
    {
        BigRational below = Denominator.Evaluate(point);
        return below.IsZero ? null : Numerator.Evaluate(point) / below;
    }

    /// <summary>The derivative with respect to a variable, in lowest terms.</summary>
    public RationalFunction Derivative(int variable) => Reduce(
        (Numerator.Derivative(variable) * Denominator) - (Numerator * Denominator.Derivative(variable)),
        Denominator * Denominator);

    /// <summary>Whether both are the same function, in lowest terms or not.</summary>
    public bool Equals(RationalFunction? other) =>
        other is not null && VariableCount == other.VariableCount && (Numerator * other.Denominator).Equals(other.Numerator * Denominator);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RationalFunction);

    /// <summary>Depends on the number of variables alone, as forms with common factors are equal too.</summary>
    public override int GetHashCode() => VariableCount;

    /// <inheritdoc/>
    public override string ToString() => $"({Numerator})/({Denominator})";
}
