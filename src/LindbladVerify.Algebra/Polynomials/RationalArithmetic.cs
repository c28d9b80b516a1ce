namespace LindbladVerify.Algebra.Polynomials;

/// <summary>Sums, products and quotients of rational functions, in lowest terms.</summary>
internal static class RationalArithmetic
{
    /// <summary>a + b.</summary>
    public static RationalFunction Plus(this RationalFunction a, RationalFunction b) => RationalFunction.Reduce((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>a - b.</summary>
    public static RationalFunction Minus(this RationalFunction a, RationalFunction b) => a.Plus(b.ScaledBy(-1));

    /// <summary>a b.</summary>
    public static RationalFunction Times(this RationalFunction a, RationalFunction b) => RationalFunction.Reduce(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>a/b.</summary>
    /// <exception cref="DivideByZeroException">b is zero.</exception>
    public static RationalFunction Over(this RationalFunction a, RationalFunction b) => RationalFunction.Reduce(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>A multiple.</summary>
    public static RationalFunction ScaledBy(this RationalFunction a, BigRational factor) => new(a.Numerator.Scale(factor), a.Denominator);
}
