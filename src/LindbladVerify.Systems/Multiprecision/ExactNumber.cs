namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A complex number whose parts are sums of roots.</summary>
/// <param name="Real">Real part.</param>
/// <param name="Imaginary">Imaginary part.</param>
internal sealed record ExactNumber(RootSum Real, RootSum Imaginary)
{
    public static ExactNumber One { get; } = new(RootSum.One, RootSum.Zero);

    public static ExactNumber ImaginaryOne { get; } = new(RootSum.Zero, RootSum.One);

    public bool IsZero => Real.IsZero && Imaginary.IsZero;

    public ExactNumber Conjugate => Imaginary.IsZero ? this : new(Real, -Imaginary);

    public static ExactNumber Of(Rational value) => new(RootSum.Of(value), RootSum.Zero);

    public static ExactNumber operator -(ExactNumber x) => new(-x.Real, -x.Imaginary);

    public static ExactNumber operator +(ExactNumber a, ExactNumber b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

    public static ExactNumber operator *(ExactNumber a, ExactNumber b) =>
        new((a.Real * b.Real) - (a.Imaginary * b.Imaginary), (a.Real * b.Imaginary) + (a.Imaginary * b.Real));
}
