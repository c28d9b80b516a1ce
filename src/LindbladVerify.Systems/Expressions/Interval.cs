namespace LindbladVerify.Systems.Expressions;

/// <summary>A closed interval of real numbers, and arithmetic that encloses every result up to rounding.</summary>
/// <param name="Low">Lower end; may be -∞.</param>
/// <param name="High">Upper end; may be +∞.</param>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>All real numbers: what is known where nothing is known.</summary>
    public static Interval Whole { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    public double Width => Low == High ? 0 : High - Low;

    /// <summary>Largest modulus.</summary>
    public double Magnitude => Math.Max(Math.Abs(Low), Math.Abs(High));

    /// <summary>Smallest modulus.</summary>
    public double Least => Contains(0) ? 0 : Math.Min(Math.Abs(Low), Math.Abs(High));

    public bool IsFinite => double.IsFinite(Low) && double.IsFinite(High);

    public static Interval operator +(Interval a, Interval b) => Of(a.Low + b.Low, a.High + b.High);

    public static Interval operator -(Interval a) => new(-a.High, -a.Low);

    public static Interval operator -(Interval a, Interval b) => Of(a.Low - b.High, a.High - b.Low);

    public static Interval operator *(Interval a, Interval b)
    {
        double p = Product(a.Low, b.Low), q = Product(a.Low, b.High), r = Product(a.High, b.Low), s = Product(a.High, b.High);
        return Of(Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)));
    }

    /// <summary>A single number.</summary>
    public static Interval At(double x) => new(x, x);

    public bool Contains(double x) => Low <= x && x <= High;

    /// <summary>1/x; one-sided where an end is zero.</summary>
    public Interval Reciprocal() => Low switch
    {
        0 when High == 0 => Whole,
        0 => new Interval(1 / High, double.PositiveInfinity),
        < 0 when High == 0 => new Interval(double.NegativeInfinity, 1 / Low),
        < 0 when High > 0 => Whole,
        _ => Of(1 / High, 1 / Low),
    };

    /// <summary>What both enclosures allow; the first where rounding leaves nothing.</summary>
    public Interval Intersect(Interval other)
    {
        double low = Math.Max(Low, other.Low), high = Math.Min(High, other.High);
        return low <= high ? new Interval(low, high) : this;
    }

    /// <summary>The smallest interval that holds both.</summary>
    public Interval Hull(Interval other) => Of(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>The image under an ascending function.</summary>
    public Interval Ascending(Func<double, double> f) => Of(f(Low), f(High));

    /// <summary>|x|.</summary>
    public Interval Abs() => new(Least, Magnitude);

    /// <summary>-1, 1 or both.</summary>
    public Interval Sign() => new(Low < 0 ? -1 : 1, High > 0 ? 1 : -1);

    /// <summary>√x of the part that is not negative.</summary>
    public Interval Sqrt() => High < 0 ? Whole : new Interval(Math.Sqrt(Math.Max(0, Low)), Math.Sqrt(High));

    /// <summary>log x of the part that is positive.</summary>
    public Interval Log() => High <= 0 ? Whole : new Interval(Low <= 0 ? double.NegativeInfinity : Math.Log(Low), Math.Log(High));

    public Interval Cos()
    {
        if (!IsFinite || Width >= 2 * Math.PI || Magnitude > 1e15)
        {
            return new Interval(-1, 1);
        }

        double c = Math.Cos(Low), d = Math.Cos(High);
        double low = Math.Floor((High - Math.PI) / (2 * Math.PI)) >= Math.Ceiling((Low - Math.PI) / (2 * Math.PI)) ? -1 : Math.Min(c, d);
        double high = Math.Floor(High / (2 * Math.PI)) >= Math.Ceiling(Low / (2 * Math.PI)) ? 1 : Math.Max(c, d);
        return new Interval(low, high);
    }

    public Interval Sin() => (this - At(Math.PI / 2)).Cos();

    /// <summary>x to a constant power.</summary>
    public Interval Power(double exponent)
    {
        bool integer = exponent == Math.Round(exponent);
        if (exponent < 0)
        {
            return Power(-exponent).Reciprocal();
        }

        if (integer && exponent % 2 == 0)
        {
            return Abs().Ascending(x => Math.Pow(x, exponent));
        }

        return integer ? Ascending(x => Math.Pow(x, exponent)) : High < 0 ? Whole : new Interval(Math.Max(0, Low), High).Ascending(x => Math.Pow(x, exponent));
    }

    private static Interval Of(double low, double high) => double.IsNaN(low) || double.IsNaN(high) ? Whole : new Interval(low, high);

    private static double Product(double a, double b) => a == 0 || b == 0 ? 0 : a * b;
}

/// <summary>What is known of a function of one variable over an interval.</summary>
/// <param name="Range">Holds every value.</param>
/// <param name="Slope">Holds every slope; infinite where there may be a jump.</param>
/// <param name="Middle">Holds the value in the middle of the interval.</param>
internal readonly record struct Enclosure(Interval Range, Interval Slope, Interval Middle)
{
    /// <summary>The range also follows from the middle and the slope, which is far tighter where the variable occurs more than once.</summary>
    public Enclosure Tightened(double width)
    {
        if (!Slope.IsFinite)
        {
            return this;
        }

        return this with { Range = Range.Intersect(Middle + (Slope * new Interval(-width / 2, width / 2))) };
    }

    /// <summary>f(this), with the range of f and that of its derivative.</summary>
    public Enclosure Through(Func<Interval, Interval> f, Func<Interval, Interval> derivative) =>
        new(f(Range), derivative(Range) * Slope, f(Middle));
}
