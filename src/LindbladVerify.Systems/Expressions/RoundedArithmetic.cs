using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.Expressions;

/// <summary>Doubles with their rounding errors: running error analysis (Higham, doi:10.1137/1.9780898718027, chapter 3).</summary>
internal readonly struct RoundedArithmetic : IRealArithmetic<RoundedNumber>
{
    private const double Unit = 1.1102230246251565e-16;

    /// <summary>Library functions are trusted to two units in the last place.</summary>
    private const double FunctionUnits = 4 * Unit;

    /// <inheritdoc/>
    public RoundedNumber Number(NumberExpression written) => new(written.Value, written.Value == Math.Round(written.Value) ? 0 : Unit * Math.Abs(written.Value));

    /// <inheritdoc/>
    public RoundedNumber Pi() => new(Math.PI, Unit * Math.PI);

    /// <inheritdoc/>
    public RoundedNumber Negate(RoundedNumber x) => new(-x.Value, x.Error);

    /// <inheritdoc/>
    public RoundedNumber Add(RoundedNumber x, RoundedNumber y) => Rounded(x.Value + y.Value, x.Error + y.Error);

    /// <inheritdoc/>
    public RoundedNumber Subtract(RoundedNumber x, RoundedNumber y) => Rounded(x.Value - y.Value, x.Error + y.Error);

    /// <inheritdoc/>
    public RoundedNumber Multiply(RoundedNumber x, RoundedNumber y) => Rounded(x.Value * y.Value, (Math.Abs(x.Value) * y.Error) + (Math.Abs(y.Value) * x.Error));

    /// <inheritdoc/>
    public RoundedNumber Divide(RoundedNumber x, RoundedNumber y) => Rounded(x.Value / y.Value, (x.Error + (Math.Abs(x.Value / y.Value) * y.Error)) / Math.Abs(y.Value));

    /// <inheritdoc/>
    public RoundedNumber Power(RoundedNumber x, RoundedNumber y)
    {
        double value = Powers.Of(x.Value, y.Value);
        double fromBase = x.Error == 0 ? 0 : x.Value == 0 ? Math.Pow(x.Error, y.Value) : Math.Abs(value * y.Value / x.Value) * x.Error;
        double fromExponent = y.Error == 0 ? 0 : Math.Abs(value * Math.Log(Math.Abs(x.Value))) * y.Error;
        return new RoundedNumber(value, fromBase + fromExponent + (FunctionUnits * Math.Abs(value)));
    }

    /// <inheritdoc/>
    public RoundedNumber Apply(FunctionName function, RoundedNumber x) => function switch
    {
        FunctionName.Abs => new(Math.Abs(x.Value), x.Error),
        FunctionName.Sqrt => Rounded(Math.Sqrt(x.Value), x.Error == 0 ? 0 : x.Value <= x.Error ? Math.Sqrt(x.Error) : x.Error / (2 * Math.Sqrt(x.Value))),
        FunctionName.Exp => Function(Math.Exp(x.Value), Math.Exp(x.Value) * x.Error),
        FunctionName.Log => Function(Math.Log(x.Value), x.Error / Math.Abs(x.Value)),
        FunctionName.Sin => Function(Math.Sin(x.Value), Math.Abs(Math.Cos(x.Value)) * x.Error),
        FunctionName.Cos => Function(Math.Cos(x.Value), Math.Abs(Math.Sin(x.Value)) * x.Error),
        FunctionName.Tanh => Function(Math.Tanh(x.Value), x.Error / Math.Pow(Math.Cosh(Math.Min(Math.Abs(x.Value), 300)), 2)),
        _ => RoundedFunctions.Of(function, x),
    };

    /// <inheritdoc/>
    public RoundedNumber Apply(FunctionName function, RoundedNumber x, RoundedNumber y) => RoundedFunctions.Of(function, x, y);

    /// <inheritdoc/>
    public RoundedNumber Compare(ComparisonOperator comparison, RoundedNumber x, RoundedNumber y)
    {
        double error = x.Error + y.Error;
        return error == 0 || Math.Abs(x.Value - y.Value) > error
            ? new RoundedNumber(default(DoubleArithmetic).Compare(comparison, x.Value, y.Value), 0)
            : new RoundedNumber(double.NaN, double.NaN);
    }

    /// <inheritdoc/>
    public RoundedNumber Join(bool isAnd, RoundedNumber x, RoundedNumber y) =>
        (isAnd ? x.Value == 0 || y.Value == 0 : x.Value == 1 || y.Value == 1) ? new RoundedNumber(isAnd ? 0 : 1, 0)
        : double.IsNaN(x.Value) || double.IsNaN(y.Value) ? new RoundedNumber(double.NaN, double.NaN)
        : new RoundedNumber(isAnd ? 1 : 0, 0);

    /// <inheritdoc/>
    public RoundedNumber Choose(RoundedNumber condition, RoundedNumber first, RoundedNumber second) =>
        double.IsNaN(condition.Value) ? condition : condition.Value != 0 ? first : second;

    /// <inheritdoc/>
    public int? Whole(RoundedNumber x) => x.Error < 0.5 && Math.Abs(x.Value - Math.Round(x.Value)) <= x.Error && Math.Abs(x.Value) < int.MaxValue ? (int)Math.Round(x.Value) : null;

    /// <inheritdoc/>
    public RoundedNumber Lesser(RoundedNumber x, RoundedNumber y) => y.Value < x.Value ? y : x;

    /// <inheritdoc/>
    public RoundedNumber Greater(RoundedNumber x, RoundedNumber y) => y.Value > x.Value ? y : x;

    /// <inheritdoc/>
    public int? Sign(RoundedNumber x) => double.IsNaN(x.Value) ? null : Math.Sign(x.Value);

    /// <inheritdoc/>
    public RoundedNumber NoNumber(RoundedNumber cause) => new(double.NaN, double.NaN);

    private static RoundedNumber Rounded(double value, double inherited) => new(value, inherited + (Unit * Math.Abs(value)));

    private static RoundedNumber Function(double value, double inherited) => new(value, inherited + (FunctionUnits * Math.Abs(value)));
}

/// <summary>A computed double with a first-order bound on its rounding error.</summary>
/// <param name="Value">The number.</param>
/// <param name="Error">Bound on its distance from what exact arithmetic would give; infinite or not a number where there is none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RoundedNumber(double Value, double Error);
