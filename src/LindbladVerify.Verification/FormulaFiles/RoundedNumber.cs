using System.Runtime.InteropServices;
using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>A computed number with a first-order bound on its rounding error: running error analysis (Higham, doi:10.1137/1.9780898718027, chapter 3).</summary>
/// <param name="Value">The number.</param>
/// <param name="Error">Bound on its distance from what exact arithmetic would give.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RoundedNumber(double Value, double Error)
{
    private const double Unit = 1.1102230246251565e-16;

    /// <summary>Library functions are trusted to two units in the last place.</summary>
    private const double FunctionUnits = 4 * Unit;

    /// <summary>Evaluates an expression with its error bound.</summary>
    /// <param name="expression">A formula of real numbers.</param>
    /// <param name="names">Values of the names.</param>
    public static RoundedNumber Of(Expression expression, IReadOnlyDictionary<string, RoundedNumber> names) => expression switch
    {
        NumberExpression number => new(number.Value, number.Value == Math.Round(number.Value) ? 0 : Unit * Math.Abs(number.Value)),
        NameExpression { Name: "pi" } name when !names.ContainsKey("pi") => new(Math.PI, Unit * Math.PI),
        NameExpression name => names[name.Name],
        NegationExpression negation => Of(negation.Operand, names) is var x ? new(-x.Value, x.Error) : default,
        BinaryExpression binary => Combine(binary.Operator, Of(binary.Left, names), Of(binary.Right, names)),
        CallExpression call => Call(call.Function, [.. call.Children.Select(c => Of(c, names))]),
        _ => throw new InvalidOperationException($"A {expression.GetType().Name} has no value."),
    };

    private static RoundedNumber Combine(BinaryOperator op, RoundedNumber a, RoundedNumber b) => op switch
    {
        BinaryOperator.Add => Rounded(a.Value + b.Value, a.Error + b.Error),
        BinaryOperator.Subtract => Rounded(a.Value - b.Value, a.Error + b.Error),
        BinaryOperator.Multiply => Rounded(a.Value * b.Value, (Math.Abs(a.Value) * b.Error) + (Math.Abs(b.Value) * a.Error)),
        BinaryOperator.Divide => Rounded(a.Value / b.Value, (a.Error + (Math.Abs(a.Value / b.Value) * b.Error)) / Math.Abs(b.Value)),
        _ => Power(a, b),
    };

    private static RoundedNumber Power(RoundedNumber a, RoundedNumber b)
    {
        double value = b.Value == 2 ? a.Value * a.Value : Math.Pow(a.Value, b.Value);
        double fromBase = a.Error == 0 ? 0 : a.Value == 0 ? Math.Pow(a.Error, b.Value) : Math.Abs(value * b.Value / a.Value) * a.Error;
        double fromExponent = b.Error == 0 ? 0 : Math.Abs(value * Math.Log(Math.Abs(a.Value))) * b.Error;
        return new RoundedNumber(value, fromBase + fromExponent + (FunctionUnits * Math.Abs(value)));
    }

    private static RoundedNumber Call(string function, RoundedNumber[] x)
    {
        RoundedNumber a = x[0];
        switch (function)
        {
            case "min": return x.MinBy(v => v.Value);
            case "max": return x.MaxBy(v => v.Value);
            case "abs": return new(Math.Abs(a.Value), a.Error);
            case "sqrt": return Rounded(Math.Sqrt(a.Value), a.Error == 0 ? 0 : a.Value <= a.Error ? Math.Sqrt(a.Error) : a.Error / (2 * Math.Sqrt(a.Value)));
            case "exp": return Function(Math.Exp(a.Value), Math.Exp(a.Value) * a.Error);
            case "log": return Function(Math.Log(a.Value), a.Error / Math.Abs(a.Value));
            case "sin": return Function(Math.Sin(a.Value), Math.Abs(Math.Cos(a.Value)) * a.Error);
            case "cos": return Function(Math.Cos(a.Value), Math.Abs(Math.Sin(a.Value)) * a.Error);
            case "tanh": return Function(Math.Tanh(a.Value), a.Error / Math.Pow(Math.Cosh(Math.Min(Math.Abs(a.Value), 300)), 2));
            default: throw new InvalidOperationException($"The function '{function}' has no error bound.");
        }
    }

    private static RoundedNumber Rounded(double value, double inherited) => new(value, inherited + (Unit * Math.Abs(value)));

    private static RoundedNumber Function(double value, double inherited) => new(value, inherited + (FunctionUnits * Math.Abs(value)));
}
