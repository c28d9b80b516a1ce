namespace LindbladVerify.Systems.Expressions;

/// <summary>A function of one variable with enclosures of its values and of its slope: monotone ones by their ends, others by bounds that hold everywhere and the mean value theorem.</summary>
/// <param name="Value">f.</param>
/// <param name="Range">Encloses f over an interval.</param>
/// <param name="Slope">Encloses f' over an interval.</param>
internal sealed record SmoothFunction(Func<double, double> Value, Func<Interval, Interval> Range, Func<Interval, Interval> Slope)
{
    private static readonly Interval s_one = Interval.At(1);

    /// <summary>Whether the function is one of the second argument, the first being a constant order.</summary>
    public bool IsOfSecond { get; private init; }

    /// <summary>The function of a call; null for those that have enclosures of their own.</summary>
    /// <exception cref="ExpressionException">The order of a Bessel function depends on the variable.</exception>
    public static SmoothFunction? Of(CallExpression call) => call.Function switch
    {
        "re" or "conj" => new(x => x, x => x, _ => s_one),
        "im" => new(_ => 0, _ => Interval.At(0), _ => Interval.At(0)),
        "arg" => new(x => x < 0 ? Math.PI : 0, x => new Interval(x.High >= 0 ? 0 : Math.PI, x.Low < 0 ? Math.PI : 0), x => x.Low < 0 && x.High >= 0 ? Interval.Whole : Interval.At(0)),
        "cosh" => new(Math.Cosh, x => x.Abs().Ascending(Math.Cosh), x => x.Ascending(Math.Sinh)),
        "sinh" => new(Math.Sinh, x => x.Ascending(Math.Sinh), x => x.Abs().Ascending(Math.Cosh)),
        "coth" => new(x => 1 / Math.Tanh(x), x => x.Ascending(Math.Tanh).Reciprocal(), x => -x.Ascending(Math.Sinh).Power(2).Reciprocal()),
        "acosh" => new(Math.Acosh, x => At(x, 1, double.PositiveInfinity, i => i.Ascending(Math.Acosh)), x => ((x - s_one) * (x + s_one)).Sqrt().Reciprocal()),
        "asinh" => new(Math.Asinh, x => x.Ascending(Math.Asinh), x => (s_one + x.Power(2)).Sqrt().Reciprocal()),
        "asin" => new(Math.Asin, x => At(x, -1, 1, i => i.Ascending(Math.Asin)), InverseRoot),
        "acos" => new(Math.Acos, x => At(x, -1, 1, i => Descending(i, Math.Acos)), x => -InverseRoot(x)),
        "atan" => new(Math.Atan, x => x.Ascending(Math.Atan), x => (s_one + x.Power(2)).Reciprocal()),
        "sinc" => Bounded(x => DoubleFunctions.Of(FunctionName.Sinc, x), new Interval(-0.2173, 1), x => (x.Contains(0) ? Interval.Whole : (x.Cos() - (x.Sin() * x.Reciprocal())) * x.Reciprocal()).Intersect(new Interval(-0.4362, 0.4362))),
        "erf" => new(x => DoubleFunctions.Of(FunctionName.Erf, x), x => x.Ascending(y => DoubleFunctions.Of(FunctionName.Erf, y)), Bell),
        "erfc" => new(x => DoubleFunctions.Of(FunctionName.Erfc, x), x => Descending(x, y => DoubleFunctions.Of(FunctionName.Erfc, y)), x => -Bell(x)),
        "gamma" => new(x => DoubleFunctions.Of(FunctionName.Gamma, x), GammaRange, GammaSlope),
        "besselj" => Bessel(call, isModified: false),
        "besseli" => Bessel(call, isModified: true),
        _ => null,
    };

    private static SmoothFunction Bounded(Func<double, double> value, Interval all, Func<Interval, Interval> slope) => new(
        value,
        x =>
        {
            if (!x.IsFinite)
            {
                return all;
            }

            double middle = x.Low + (x.Width / 2);
            return (Interval.At(value(middle)) + (slope(x) * new Interval(-x.Width / 2, x.Width / 2))).Intersect(all);
        },
        slope);

    private static SmoothFunction Bessel(CallExpression call, bool isModified)
    {
        if (call.Children[0].Names().Count > 0)
        {
            throw new ExpressionException(call.Children[0].Position, $"in an envelope the order of {call.Function} must not depend on the time");
        }

        FunctionName name = isModified ? FunctionName.BesselI : FunctionName.BesselJ;
        double n = CompiledExpression.Formula(call.Children[0], []).Evaluate();
        if (double.IsNaN(DoubleFunctions.Of(name, n, 0)))
        {
            throw new ExpressionException(call.Children[0].Position, FormattableString.Invariant($"the order of {call.Function} must be a whole number from {-PreciseSpecialFunctions.LargestOrder} to {PreciseSpecialFunctions.LargestOrder}, not {n:R}"));
        }

        double Value(double x) => DoubleFunctions.Of(name, n, x);
        if (!isModified)
        {
            return Bounded(Value, new Interval(-1, 1), _ => new Interval(-1, 1)) with { IsOfSecond = true };
        }

        // I_n grows with |x|; its slope (I_(n-1) + I_(n+1))/2 does, too.
        double Slope(double x) => (DoubleFunctions.Of(name, n - 1, x) + DoubleFunctions.Of(name, n + 1, x)) / 2;
        bool isOdd = n % 2 != 0;
        return new(Value, x => isOdd ? x.Ascending(Value) : x.Abs().Ascending(Value), x => isOdd ? x.Abs().Ascending(Slope) : x.Ascending(Slope)) { IsOfSecond = true };
    }

    private static Interval At(Interval x, double low, double high, Func<Interval, Interval> f) =>
        x.High < low || x.Low > high ? Interval.Whole : f(new Interval(Math.Max(low, x.Low), Math.Min(high, x.High)));

    private static Interval Descending(Interval x, Func<double, double> f) => (-x).Ascending(y => f(-y));

    private static Interval InverseRoot(Interval x) => ((s_one - x) * (s_one + x)).Sqrt().Reciprocal();

    /// <summary>2/√π exp(-x²).</summary>
    private static Interval Bell(Interval x) => Interval.At(2 / Math.Sqrt(Math.PI)) * (-x.Power(2)).Ascending(Math.Exp);

    /// <summary>Above 0 the gamma function is convex with its least value 0.8856 at 1.4616.</summary>
    private static Interval GammaRange(Interval x)
    {
        const double Least = 0.88560319441088, Place = 1.4616321449683622;
        if (x.Low <= 0)
        {
            return Interval.Whole;
        }

        double a = DoubleFunctions.Of(FunctionName.Gamma, x.Low), b = DoubleFunctions.Of(FunctionName.Gamma, x.High);
        return new Interval(x.Contains(Place) ? Least : Math.Min(a, b), Math.Max(a, b));
    }

    private static Interval GammaSlope(Interval x) => x.Low <= 0
        ? Interval.Whole
        : x.Ascending(y => DoubleFunctions.Of(FunctionName.Gamma, y) * MathNet.Numerics.SpecialFunctions.DiGamma(y));
}
