using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Systems.Expressions;

/// <summary>
/// Sums of two doubles with their rounding errors, for rational expressions and roots of them that lose more digits than a double has: a hundred times faster
/// than numbers of any precision. Other functions, and numbers near the ends of the range of doubles, where products lose their lower half, are no numbers here.
/// </summary>
internal readonly struct DoubledArithmetic : IRealArithmetic<DoubledNumber>
{
    /// <summary>Above what an operation errs by, relative to its operands or its result.</summary>
    private const double Unit = 1.0 / (1L << 50) / (1L << 50);

    /// <summary>Beyond, and below its reciprocal, the lower half of a product could underflow.</summary>
    private const double Largest = 1e140;
    private const int LargestPower = 64;
    private const int Bits = 160;

    private static DoubledNumber None => new(new DoubleDouble(double.NaN, 0), double.NaN);

    /// <inheritdoc/>
    public DoubledNumber Number(NumberExpression written)
    {
        Ball exact = Ball.Decimal(written.Digits, Bits);
        double high = (double)exact.Value;
        double low = (double)(exact.Value - BigFloat.Of(high));
        return Rounded(DoubleDouble.Normalized(high, low), 0, exact.Error.IsZero && BigFloat.Of(high) == exact.Value ? 0 : Math.Abs(high));
    }

    /// <inheritdoc/>
    public DoubledNumber Pi() => Rounded(new DoubleDouble(Math.PI, 1.2246467991473532e-16), 0, Math.PI);

    /// <inheritdoc/>
    public DoubledNumber Negate(DoubledNumber x) => new(new DoubleDouble(-x.Value.High, -x.Value.Low), x.Error);

    /// <inheritdoc/>
    public DoubledNumber Add(DoubledNumber x, DoubledNumber y) =>
        Rounded(x.Value + y.Value, x.Error + y.Error, AreDoubles(x, y) ? 0 : Math.Abs(x.Value.High) + Math.Abs(y.Value.High));

    /// <inheritdoc/>
    public DoubledNumber Subtract(DoubledNumber x, DoubledNumber y) => Add(x, Negate(y));

    /// <inheritdoc/>
    public DoubledNumber Multiply(DoubledNumber x, DoubledNumber y)
    {
        DoubleDouble product = x.Value * y.Value;
        return Rounded(product, (Math.Abs(x.Value.High) * y.Error) + (Math.Abs(y.Value.High) * x.Error) + (x.Error * y.Error), AreDoubles(x, y) ? 0 : Math.Abs(product.High));
    }

    /// <inheritdoc/>
    public DoubledNumber Divide(DoubledNumber x, DoubledNumber y)
    {
        double least = Math.Abs(y.Value.High) - y.Error;
        if (!(least > 0))
        {
            return None;
        }

        DoubleDouble quotient = x.Value / y.Value;
        return Rounded(quotient, (x.Error + (Math.Abs(quotient.High) * y.Error)) / least, Math.Abs(quotient.High));
    }

    /// <inheritdoc/>
    public DoubledNumber Power(DoubledNumber x, DoubledNumber y)
    {
        double exponent = y.Value.High;
        if (y.Error != 0 || y.Value.Low != 0 || exponent != Math.Round(exponent) || Math.Abs(exponent) > LargestPower)
        {
            return y is { Error: 0, Value: { High: 0.5, Low: 0 } } ? Apply(FunctionName.Sqrt, x) : None;
        }

        DoubledNumber power = One;
        for (int k = (int)Math.Abs(exponent); k > 0; k >>= 1, x = Multiply(x, x))
        {
            power = (k & 1) != 0 ? Multiply(power, x) : power;
            if (k == 1)
            {
                break;
            }
        }

        return exponent < 0 ? Divide(One, power) : power;
    }

    /// <inheritdoc/>
    public DoubledNumber Apply(FunctionName function, DoubledNumber x)
    {
        if (function is FunctionName.Abs)
        {
            return x.Value.High < 0 ? Negate(x) : x;
        }

        if (function is not FunctionName.Sqrt || !(x.Value.High > 2 * x.Error))
        {
            return function is FunctionName.Sqrt && x is { Error: 0, Value.High: 0 } ? x : None;
        }

        // One step of Newton's method from the root of the upper half.
        double root = Math.Sqrt(x.Value.High);
        DoubleDouble rest = x.Value - DoubleDouble.Product(root, root);
        return Rounded(DoubleDouble.Normalized(root, rest.High / (2 * root)), x.Error / root, root);
    }

    /// <inheritdoc/>
    public DoubledNumber Apply(FunctionName function, DoubledNumber x, DoubledNumber y) => None;

    /// <inheritdoc/>
    public DoubledNumber Lesser(DoubledNumber x, DoubledNumber y) => Sign(Subtract(x, y)) is { } sign ? (sign > 0 ? y : x) : None;

    /// <inheritdoc/>
    public DoubledNumber Greater(DoubledNumber x, DoubledNumber y) => Sign(Subtract(x, y)) is { } sign ? (sign < 0 ? y : x) : None;

    /// <inheritdoc/>
    public DoubledNumber Compare(ComparisonOperator comparison, DoubledNumber x, DoubledNumber y) =>
        Sign(Subtract(x, y)) is { } sign ? Exact(default(DoubleArithmetic).Compare(comparison, sign, 0)) : None;

    /// <inheritdoc/>
    public DoubledNumber Join(bool isAnd, DoubledNumber x, DoubledNumber y) => x.IsNone || y.IsNone ? None : Exact(default(DoubleArithmetic).Join(isAnd, x.Value.High, y.Value.High));

    /// <inheritdoc/>
    public DoubledNumber Choose(DoubledNumber condition, DoubledNumber first, DoubledNumber second) => condition.IsNone ? None : condition.Value.High != 0 ? first : second;

    /// <inheritdoc/>
    public int? Whole(DoubledNumber x) => x is { Error: 0, Value.Low: 0 } && x.Value.High == Math.Round(x.Value.High) && Math.Abs(x.Value.High) < int.MaxValue ? (int)x.Value.High : null;

    /// <inheritdoc/>
    public int? Sign(DoubledNumber x) => x.Error == 0 || Math.Abs(x.Value.High) > 2 * x.Error ? (x.IsNone ? null : Math.Sign(x.Value.High)) : null;

    /// <inheritdoc/>
    public DoubledNumber NoNumber(DoubledNumber cause) => None;

    private static DoubledNumber One => Exact(1);

    /// <summary>Sums and products of doubles are exact.</summary>
    private static bool AreDoubles(DoubledNumber x, DoubledNumber y) => x.Value.Low == 0 && y.Value.Low == 0;

    private static DoubledNumber Exact(double value) => new(new DoubleDouble(value, 0), 0);

    private static DoubledNumber Rounded(DoubleDouble value, double inherited, double scale) =>
        Math.Abs(value.High) is var size && (size == 0 || (size < Largest && size > 1 / Largest)) ? new(value, inherited + (Unit * scale)) : None;
}

/// <summary>A computed sum of two doubles with a bound on its error.</summary>
/// <param name="Value">The number.</param>
/// <param name="Error">Bound on its distance from what exact arithmetic would give; not a number where there is no number.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DoubledNumber(DoubleDouble Value, double Error)
{
    /// <summary>Whether there is no number.</summary>
    public bool IsNone => double.IsNaN(Error) || double.IsNaN(Value.High);
}
