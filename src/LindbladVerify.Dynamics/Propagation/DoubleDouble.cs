namespace LindbladVerify.Dynamics.Propagation;

/// <summary>An unevaluated sum of two doubles with |Low| at most half a unit in the last place of High: some 32 digits.</summary>
/// <remarks>
/// Sum and Product are free of error (Dekker, Numer. Math. 18, 224 (1971), doi:10.1007/BF01397083; the product by a fused
/// multiply-add); the operators err by a few 2⁻¹⁰⁴ of the larger operand.
/// </remarks>
/// <param name="High">The nearest double.</param>
/// <param name="Low">What it lacks.</param>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble sum = Sum(a.High, b.High);
        return Normalized(sum.High, sum.Low + (a.Low + b.Low));
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + new DoubleDouble(-b.High, -b.Low);

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble product = Product(a.High, b.High);
        return Normalized(product.High, product.Low + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static DoubleDouble operator *(DoubleDouble a, double b) => a * new DoubleDouble(b, 0);

    public static DoubleDouble operator /(DoubleDouble a, double b)
    {
        double quotient = a.High / b;
        DoubleDouble rest = a - Product(quotient, b);
        return Normalized(quotient, rest.High / b);
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double quotient = a.High / b.High;
        DoubleDouble rest = a - (b * quotient);
        double second = rest.High / b.High;
        rest -= b * second;
        return Normalized(quotient, second) + new DoubleDouble(rest.High / b.High, 0);
    }

    /// <summary>a + b, exactly.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b;
        double virtualB = sum - a;
        return new DoubleDouble(sum, (a - (sum - virtualB)) + (b - virtualB));
    }

    /// <summary>a·b, exactly unless it underflows.</summary>
    public static DoubleDouble Product(double a, double b)
    {
        double product = a * b;
        return new DoubleDouble(product, Math.FusedMultiplyAdd(a, b, -product));
    }

    /// <summary>high + low where |high| ≥ |low| or nearly so.</summary>
    public static DoubleDouble Normalized(double high, double low)
    {
        double sum = high + low;
        return new DoubleDouble(sum, low - (sum - high));
    }
}
