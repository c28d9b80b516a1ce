namespace LindbladVerify.Systems.Expressions;

/// <summary>One operation of a <see cref="RangeScan"/>; division is multiplication by the power -1.</summary>
/// <param name="Kind">The operation.</param>
/// <param name="Left">Index of the first operand.</param>
/// <param name="Right">Index of the second operand.</param>
internal sealed record RangeNode(RangeNodeKind Kind, int Left = -1, int Right = -1)
{
    private static readonly Interval One = Interval.At(1);

    /// <summary>The variable itself.</summary>
    public static RangeNode Variable { get; } = new(RangeNodeKind.Variable);

    /// <summary>A number, or the constant exponent of a power.</summary>
    public double Value { get; init; }

    /// <summary>A number.</summary>
    public static RangeNode Constant(double value) => new(RangeNodeKind.Constant) { Value = value };

    /// <summary>The kind of a function of one argument; null for the others.</summary>
    public static RangeNodeKind? FunctionKind(string name) => name switch
    {
        "exp" => RangeNodeKind.Exp,
        "log" => RangeNodeKind.Log,
        "sqrt" => RangeNodeKind.Sqrt,
        "sin" => RangeNodeKind.Sin,
        "cos" => RangeNodeKind.Cos,
        "tanh" => RangeNodeKind.Tanh,
        "abs" => RangeNodeKind.Abs,
        _ => null,
    };

    /// <summary>The enclosure from those of the operands.</summary>
    public Enclosure Evaluate(ReadOnlySpan<Enclosure> operands, Enclosure variable)
    {
        Enclosure a = Left < 0 ? default : operands[Left];
        Enclosure b = Right < 0 ? default : operands[Right];
        return Kind switch
        {
            RangeNodeKind.Constant => new Enclosure(Interval.At(Value), Interval.At(0), Interval.At(Value)),
            RangeNodeKind.Variable => variable,
            RangeNodeKind.Negate => new Enclosure(-a.Range, -a.Slope, -a.Middle),
            RangeNodeKind.Add => new Enclosure(a.Range + b.Range, a.Slope + b.Slope, a.Middle + b.Middle),
            RangeNodeKind.Subtract => new Enclosure(a.Range - b.Range, a.Slope - b.Slope, a.Middle - b.Middle),
            RangeNodeKind.Multiply => new Enclosure(a.Range * b.Range, (a.Slope * b.Range) + (a.Range * b.Slope), a.Middle * b.Middle),
            RangeNodeKind.Minimum => Extreme(a, b, Math.Min, a.Range.High <= b.Range.Low, b.Range.High <= a.Range.Low),
            RangeNodeKind.Maximum => Extreme(a, b, Math.Max, a.Range.Low >= b.Range.High, b.Range.Low >= a.Range.High),
            _ => a.Through(Function, Derivative),
        };
    }

    /// <summary>Largest modulus of the derivative by the operand.</summary>
    public double Steepness(Interval operand) => Derivative(operand).Magnitude;

    private static Enclosure Extreme(Enclosure a, Enclosure b, Func<double, double, double> choose, bool firstOnly, bool secondOnly) => new(
        Of(a.Range, b.Range, choose),
        firstOnly ? a.Slope : secondOnly ? b.Slope : a.Slope.Hull(b.Slope),
        Of(a.Middle, b.Middle, choose));

    private static Interval Of(Interval a, Interval b, Func<double, double, double> choose) => new(choose(a.Low, b.Low), choose(a.High, b.High));

    private Interval Function(Interval x) => Kind switch
    {
        RangeNodeKind.Power => x.Power(Value),
        RangeNodeKind.Exp => x.Ascending(Math.Exp),
        RangeNodeKind.Log => x.Log(),
        RangeNodeKind.Sqrt => x.Sqrt(),
        RangeNodeKind.Sin => x.Sin(),
        RangeNodeKind.Cos => x.Cos(),
        RangeNodeKind.Tanh => x.Ascending(Math.Tanh),
        _ => x.Abs(),
    };

    private Interval Derivative(Interval x) => Kind switch
    {
        RangeNodeKind.Power => Value == 0 ? Interval.At(0) : Interval.At(Value) * x.Power(Value - 1),
        RangeNodeKind.Exp => x.Ascending(Math.Exp),
        RangeNodeKind.Log => x.Reciprocal(),
        RangeNodeKind.Sqrt => Interval.At(0.5) * x.Sqrt().Reciprocal(),
        RangeNodeKind.Sin => x.Cos(),
        RangeNodeKind.Cos => -x.Sin(),
        RangeNodeKind.Tanh => One - x.Ascending(Math.Tanh).Power(2),
        _ => x.Sign(),
    };
}
