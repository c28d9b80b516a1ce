using System.Runtime.InteropServices;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <summary>A complex number of <see cref="BigFloat"/> parts.</summary>
/// <param name="Real">Real part.</param>
/// <param name="Imaginary">Imaginary part.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BigComplex(BigFloat Real, BigFloat Imaginary)
{
    /// <summary>0.</summary>
    public static BigComplex Zero => default;

    /// <summary>Whether both parts are 0.</summary>
    public bool IsZero => Real.IsZero && Imaginary.IsZero;

    /// <summary>The larger of the two magnitudes.</summary>
    public long Magnitude => Math.Max(Real.Magnitude, Imaginary.Magnitude);

    /// <summary>The complex conjugate.</summary>
    public BigComplex Conjugate => new(Real, -Imaginary);

    /// <summary>|z|².</summary>
    public BigFloat NormSquared => (Real * Real) + (Imaginary * Imaginary);

    /// <summary>A real number.</summary>
    public static implicit operator BigComplex(BigFloat x) => new(x, BigFloat.Zero);

    /// <summary>The sum.</summary>
    public static BigComplex operator +(BigComplex a, BigComplex b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

    /// <summary>The difference.</summary>
    public static BigComplex operator -(BigComplex a, BigComplex b) => new(a.Real - b.Real, a.Imaginary - b.Imaginary);

    /// <summary>The product.</summary>
    public static BigComplex operator *(BigComplex a, BigComplex b) =>
        a.Imaginary.IsZero && b.Imaginary.IsZero
            ? new(a.Real * b.Real, BigFloat.Zero)
            : new((a.Real * b.Real) - (a.Imaginary * b.Imaginary), (a.Real * b.Imaginary) + (a.Imaginary * b.Real));

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static BigComplex operator /(BigComplex a, BigComplex b)
    {
        if (b.Imaginary.IsZero)
        {
            return new(Divide(a.Real, b.Real), Divide(a.Imaginary, b.Real));
        }

        BigFloat norm = b.NormSquared;
        BigComplex product = a * b.Conjugate;
        return new(product.Real / norm, product.Imaginary / norm);

        static BigFloat Divide(BigFloat x, BigFloat y) => x.IsZero && !y.IsZero ? x : x / y;
    }

    /// <summary>The square root with a real part that is not negative.</summary>
    public BigComplex Root()
    {
        BigFloat larger = BigFloat.Sqrt((BigFloat.Sqrt(NormSquared) + BigFloat.Abs(Real)).Scale(-1));
        if (larger.IsZero)
        {
            return Zero;
        }

        BigFloat smaller = Imaginary.IsZero ? BigFloat.Zero : (Imaginary / larger).Scale(-1);
        return Real.Sign >= 0 ? new(larger, smaller) : new(BigFloat.Abs(smaller), Imaginary.Sign < 0 ? -larger : larger);
    }

    /// <summary>The number with another precision.</summary>
    public BigComplex To(int bits) => new(Real.To(bits), Imaginary.To(bits));
}
