using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.Expressions;

/// <summary>
/// Complex numbers, so that roots and logarithms of negative numbers are complex (cuts along the negative axis are approached from above). Real numbers stay
/// real; of others there are sums, products, quotients, whole powers, re im conj arg abs sqrt exp log sin cos sinh cosh tanh coth sinc, and every other function is undefined.
/// </summary>
/// <typeparam name="T">The real numbers.</typeparam>
/// <typeparam name="TReal">Their arithmetic.</typeparam>
/// <param name="Parts">Computes with real and imaginary parts.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ComplexArithmetic<T, TReal>(TReal Parts) : IArithmetic<ComplexNumber<T>>
    where TReal : struct, IRealArithmetic<T>
{
    private const int LargestPower = 64;
    private static readonly NumberExpression s_half = new(0.5);
    private static readonly NumberExpression s_zero = new(0);
    private static readonly NumberExpression s_one = new(1);

    /// <summary>A real number.</summary>
    public static ComplexNumber<T> Real(T value) => new(value, value, IsReal: true);

    /// <summary>The number, which must be real: the imaginary part may differ from 0 by its error only.</summary>
    /// <param name="x">The result of a formula.</param>
    /// <param name="isZero">Whether an imaginary part is 0 within its error, beside the real part.</param>
    public T Value(ComplexNumber<T> x, Func<T, T, bool> isZero)
    {
        ArgumentNullException.ThrowIfNull(isZero);
        return x.IsReal || isZero(x.Real, x.Imaginary) ? x.Real : Parts.NoNumber(x.Imaginary);
    }

    /// <inheritdoc/>
    public ComplexNumber<T> Number(NumberExpression written) => Real(Parts.Number(written));

    /// <inheritdoc/>
    public ComplexNumber<T> Pi() => Real(Parts.Pi());

    /// <inheritdoc/>
    public ComplexNumber<T> Negate(ComplexNumber<T> x) => x.IsReal ? Real(Parts.Negate(x.Real)) : new(Parts.Negate(x.Real), Parts.Negate(x.Imaginary), IsReal: false);

    /// <inheritdoc/>
    public ComplexNumber<T> Add(ComplexNumber<T> x, ComplexNumber<T> y) => x.IsReal && y.IsReal ? Real(Parts.Add(x.Real, y.Real))
        : new(Parts.Add(x.Real, y.Real), x.IsReal ? y.Imaginary : y.IsReal ? x.Imaginary : Parts.Add(x.Imaginary, y.Imaginary), IsReal: false);

    /// <inheritdoc/>
    public ComplexNumber<T> Subtract(ComplexNumber<T> x, ComplexNumber<T> y) => Add(x, Negate(y));

    /// <inheritdoc/>
    public ComplexNumber<T> Multiply(ComplexNumber<T> x, ComplexNumber<T> y) => x.IsReal && y.IsReal ? Real(Parts.Multiply(x.Real, y.Real))
        : x.IsReal ? new(Parts.Multiply(x.Real, y.Real), Parts.Multiply(x.Real, y.Imaginary), IsReal: false)
        : y.IsReal ? new(Parts.Multiply(x.Real, y.Real), Parts.Multiply(x.Imaginary, y.Real), IsReal: false)
        : new(
            Parts.Subtract(Parts.Multiply(x.Real, y.Real), Parts.Multiply(x.Imaginary, y.Imaginary)),
            Parts.Add(Parts.Multiply(x.Real, y.Imaginary), Parts.Multiply(x.Imaginary, y.Real)),
            IsReal: false);

    /// <inheritdoc/>
    public ComplexNumber<T> Divide(ComplexNumber<T> x, ComplexNumber<T> y)
    {
        if (y.IsReal)
        {
            return x.IsReal ? Real(Parts.Divide(x.Real, y.Real)) : new(Parts.Divide(x.Real, y.Real), Parts.Divide(x.Imaginary, y.Real), IsReal: false);
        }

        T norm = Parts.Add(Parts.Multiply(y.Real, y.Real), Parts.Multiply(y.Imaginary, y.Imaginary));
        ComplexNumber<T> product = Multiply(x, new(y.Real, Parts.Negate(y.Imaginary), IsReal: false));
        return new(Parts.Divide(product.Real, norm), Parts.Divide(product.Imaginary, norm), IsReal: false);
    }

    /// <inheritdoc/>
    public ComplexNumber<T> Power(ComplexNumber<T> x, ComplexNumber<T> y)
    {
        if (x.IsReal && y.IsReal)
        {
            return Real(Parts.Power(x.Real, y.Real));
        }

        for (int n = 0; y.IsReal && n <= LargestPower; n++)
        {
            if (Parts.Sign(Parts.Subtract(y.Real, Parts.Number(new NumberExpression(n)))) == 0)
            {
                ComplexNumber<T> product = Number(new NumberExpression(1));
                for (int k = 0; k < n; k++)
                {
                    product = Multiply(product, x);
                }

                return product;
            }
        }

        return Real(Parts.NoNumber(x.Real));
    }

    /// <inheritdoc/>
    public ComplexNumber<T> ImaginaryUnit() => new(Parts.Number(s_zero), Parts.Number(s_one), IsReal: false);

    /// <inheritdoc/>
    public ComplexNumber<T> Apply(FunctionName function, ComplexNumber<T> x) => function switch
    {
        FunctionName.Sqrt => Root(x),
        FunctionName.Log when x.IsReal && Parts.Sign(x.Real) is < 0 => new(Parts.Apply(function, Parts.Negate(x.Real)), Parts.Pi(), IsReal: false),
        _ when x.IsReal => Real(Parts.Apply(function, x.Real)),
        FunctionName.Re => Real(x.Real),
        FunctionName.Im => Real(x.Imaginary),
        FunctionName.Conj => x with { Imaginary = Parts.Negate(x.Imaginary) },
        FunctionName.Arg => Real(Parts.Apply(FunctionName.Atan2, x.Imaginary, x.Real)),
        FunctionName.Abs => Real(Modulus(x)),
        FunctionName.Exp => Exponential(x),
        FunctionName.Log => new(Parts.Apply(FunctionName.Log, Modulus(x)), Parts.Apply(FunctionName.Atan2, x.Imaginary, x.Real), IsReal: false),
        FunctionName.Cosh => HyperbolicCosine(x),
        FunctionName.Sinh => HyperbolicSine(x),
        FunctionName.Tanh => Divide(HyperbolicSine(x), HyperbolicCosine(x)),
        FunctionName.Coth => Divide(HyperbolicCosine(x), HyperbolicSine(x)),
        FunctionName.Cos => HyperbolicCosine(TimesUnit(x)),
        FunctionName.Sin => Sine(x),
        FunctionName.Sinc => Divide(Sine(x), x),
        _ => Real(Parts.NoNumber(x.Real)),
    };

    /// <inheritdoc/>
    public ComplexNumber<T> Apply(FunctionName function, ComplexNumber<T> x, ComplexNumber<T> y) =>
        Real(x.IsReal && y.IsReal ? Parts.Apply(function, x.Real, y.Real) : Parts.NoNumber(x.IsReal ? y.Imaginary : x.Imaginary));

    /// <inheritdoc/>
    public ComplexNumber<T> Lesser(ComplexNumber<T> x, ComplexNumber<T> y) => Real(x.IsReal && y.IsReal ? Parts.Lesser(x.Real, y.Real) : Parts.NoNumber(x.Real));

    /// <inheritdoc/>
    public ComplexNumber<T> Greater(ComplexNumber<T> x, ComplexNumber<T> y) => Real(x.IsReal && y.IsReal ? Parts.Greater(x.Real, y.Real) : Parts.NoNumber(x.Real));

    /// <inheritdoc/>
    public ComplexNumber<T> Compare(ComparisonOperator comparison, ComplexNumber<T> x, ComplexNumber<T> y) =>
        Real(x.IsReal && y.IsReal ? Parts.Compare(comparison, x.Real, y.Real) : Parts.NoNumber(x.Real));

    /// <inheritdoc/>
    public ComplexNumber<T> Join(bool isAnd, ComplexNumber<T> x, ComplexNumber<T> y) => Real(Parts.Join(isAnd, x.Real, y.Real));

    /// <inheritdoc/>
    public ComplexNumber<T> Choose(ComplexNumber<T> condition, ComplexNumber<T> first, ComplexNumber<T> second) =>
        Parts.Sign(condition.Real) is { } sign ? (sign != 0 ? first : second) : Real(Parts.NoNumber(condition.Real));

    /// <inheritdoc/>
    public int? Whole(ComplexNumber<T> x) => x.IsReal ? Parts.Whole(x.Real) : null;

    /// <inheritdoc/>
    public ComplexNumber<T> NoNumber(ComplexNumber<T> cause) => Real(Parts.NoNumber(cause.Real));

    private static ComplexNumber<T> Complex(T real, T imaginary) => new(real, imaginary, IsReal: false);

    private T Modulus(ComplexNumber<T> x) => Parts.Apply(FunctionName.Sqrt, Parts.Add(Parts.Multiply(x.Real, x.Real), Parts.Multiply(x.Imaginary, x.Imaginary)));

    /// <summary>i x.</summary>
    private ComplexNumber<T> TimesUnit(ComplexNumber<T> x) => Complex(Parts.Negate(x.Imaginary), x.Real);

    private ComplexNumber<T> HyperbolicCosine(ComplexNumber<T> x) => Complex(
        Parts.Multiply(Parts.Apply(FunctionName.Cosh, x.Real), Parts.Apply(FunctionName.Cos, x.Imaginary)),
        Parts.Multiply(Parts.Apply(FunctionName.Sinh, x.Real), Parts.Apply(FunctionName.Sin, x.Imaginary)));

    private ComplexNumber<T> HyperbolicSine(ComplexNumber<T> x) => Complex(
        Parts.Multiply(Parts.Apply(FunctionName.Sinh, x.Real), Parts.Apply(FunctionName.Cos, x.Imaginary)),
        Parts.Multiply(Parts.Apply(FunctionName.Cosh, x.Real), Parts.Apply(FunctionName.Sin, x.Imaginary)));

    /// <summary>sin x = -i sinh(i x).</summary>
    private ComplexNumber<T> Sine(ComplexNumber<T> x) => Negate(TimesUnit(HyperbolicSine(TimesUnit(x))));

    private ComplexNumber<T> Exponential(ComplexNumber<T> x)
    {
        T modulus = Parts.Apply(FunctionName.Exp, x.Real);
        return new(Parts.Multiply(modulus, Parts.Apply(FunctionName.Cos, x.Imaginary)), Parts.Multiply(modulus, Parts.Apply(FunctionName.Sin, x.Imaginary)), IsReal: false);
    }

    /// <summary>The principal root: √z = √((|z| + |a|)/2) (1 + i b/(|z| + |a|)) for a ≥ 0, and the other way about for a &lt; 0, so that nothing cancels.</summary>
    private ComplexNumber<T> Root(ComplexNumber<T> x)
    {
        if (Parts.Sign(x.Real) is not { } sign)
        {
            return Real(Parts.NoNumber(x.Real));
        }

        if (x.IsReal)
        {
            return sign >= 0 ? Real(Parts.Apply(FunctionName.Sqrt, x.Real)) : new(Parts.Number(s_zero), Parts.Apply(FunctionName.Sqrt, Parts.Negate(x.Real)), IsReal: false);
        }

        if (Parts.Sign(x.Imaginary) is not { } side)
        {
            return Real(Parts.NoNumber(x.Imaginary));
        }

        if (side == 0)
        {
            return Root(Real(x.Real));
        }

        T modulus = Parts.Apply(FunctionName.Sqrt, Parts.Add(Parts.Multiply(x.Real, x.Real), Parts.Multiply(x.Imaginary, x.Imaginary)));
        T large = Parts.Apply(FunctionName.Sqrt, Parts.Multiply(Parts.Add(modulus, Parts.Apply(FunctionName.Abs, x.Real)), Parts.Number(s_half)));
        T small = Parts.Multiply(Parts.Divide(Parts.Apply(FunctionName.Abs, x.Imaginary), large), Parts.Number(s_half));
        T imaginary = sign >= 0 ? small : large;
        return new(sign >= 0 ? large : small, side > 0 ? imaginary : Parts.Negate(imaginary), IsReal: false);
    }
}

/// <summary>A complex number of numbers of any kind.</summary>
/// <typeparam name="T">The numbers.</typeparam>
/// <param name="Real">The real part.</param>
/// <param name="Imaginary">The imaginary part; of no meaning where <paramref name="IsReal"/>.</param>
/// <param name="IsReal">Whether the number is known to be real.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ComplexNumber<T>(T Real, T Imaginary, bool IsReal);
