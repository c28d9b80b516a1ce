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

    /// <summary>Index of the condition of a choice.</summary>
    public int Third { get; init; } = -1;

    /// <summary>The comparison of a difference with 0.</summary>
    public ComparisonOperator Comparison { get; init; }

    /// <summary>The function of <see cref="RangeNodeKind.Smooth"/>.</summary>
    public SmoothFunction? Smooth { get; init; }

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
            RangeNodeKind.Comparison => Truth(a.Range),
            RangeNodeKind.Choice => Chosen(operands[Third].Range, a, b),
            RangeNodeKind.Phase => Phase(a, b),
            _ => a.Through(Function, Derivative),
        };
    }

    /// <summary>Whether a difference compares with 0 as asked: 1, 0 or both.</summary>
    private Enclosure Truth(Interval difference)
    {
        bool always = Comparison switch
        {
            ComparisonOperator.Less => difference.High < 0,
            ComparisonOperator.LessOrEqual => difference.High <= 0,
            ComparisonOperator.Greater => difference.Low > 0,
            ComparisonOperator.GreaterOrEqual => difference.Low >= 0,
            ComparisonOperator.Equal => difference.Low == 0 && difference.High == 0,
            _ => !difference.Contains(0),
        };
        bool never = Comparison switch
        {
            ComparisonOperator.Less => difference.Low >= 0,
            ComparisonOperator.LessOrEqual => difference.Low > 0,
            ComparisonOperator.Greater => difference.High <= 0,
            ComparisonOperator.GreaterOrEqual => difference.High < 0,
            ComparisonOperator.Equal => !difference.Contains(0),
            _ => difference.Low == 0 && difference.High == 0,
        };
        Interval range = always ? One : never ? Interval.At(0) : new Interval(0, 1);
        return new Enclosure(range, Interval.At(0), range);
    }

    /// <summary>Where the condition may change, there may be a jump.</summary>
    private static Enclosure Chosen(Interval condition, Enclosure a, Enclosure b) =>
        condition.Low == condition.High ? (condition.Low != 0 ? a : b) : new Enclosure(a.Range.Hull(b.Range), Interval.Whole, a.Middle.Hull(b.Middle));

    /// <summary>atan2(y, x): the phase turns by (x dy - y dx)/(x² + y²), and jumps where the negative axis may be crossed.</summary>
    private static Enclosure Phase(Enclosure y, Enclosure x)
    {
        var circle = new Interval(-Math.PI, Math.PI);
        if (x.Range.Low <= 0 && y.Range.Contains(0))
        {
            return new Enclosure(circle, Interval.Whole, circle);
        }

        Interval norm = x.Range.Power(2) + y.Range.Power(2);
        Interval slope = ((x.Range * y.Slope) - (y.Range * x.Slope)) * norm.Reciprocal();
        double[] middles = [Math.Atan2(y.Middle.Low, x.Middle.Low), Math.Atan2(y.Middle.Low, x.Middle.High), Math.Atan2(y.Middle.High, x.Middle.Low), Math.Atan2(y.Middle.High, x.Middle.High)];
        return new Enclosure(circle, slope, new Interval(middles.Min(), middles.Max()));
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
        RangeNodeKind.Smooth => Smooth!.Range(x),
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
        RangeNodeKind.Smooth => Smooth!.Slope(x),
        _ => x.Sign(),
    };
}

/// <summary>What a node of a <see cref="RangeScan"/> does with its operands.</summary>
internal enum RangeNodeKind
{
    Constant,
    Variable,
    Negate,
    Add,
    Subtract,
    Multiply,
    Minimum,
    Maximum,
    Power,
    Exp,
    Log,
    Sqrt,
    Sin,
    Cos,
    Tanh,
    Abs,

    /// <summary>A <see cref="SmoothFunction"/>.</summary>
    Smooth,

    /// <summary>atan2.</summary>
    Phase,

    /// <summary>A comparison of a difference with 0.</summary>
    Comparison,

    /// <summary>One of two by a condition.</summary>
    Choice,
}
