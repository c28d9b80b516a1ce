using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Systems.Expressions;

/// <summary>
/// Numbers of any precision with a bound on their rounding error. Numbers of the text are the decimal fractions that they read as; roots and logarithms of
/// negative numbers are undefined, and what lies too near a singularity or branch to tell is in need of digits.
/// </summary>
/// <param name="Bits">Working precision.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PreciseArithmetic(int Bits) : IRealArithmetic<PreciseValue>
{
    private static readonly ConditionalWeakTable<Expression, CompiledExpression> s_compiled = [];

    private const long LargestWholePower = 10_000;

    /// <summary>Beyond this an exponential is below every number that could be compared with it.</summary>
    private const int LargestExponentBits = 58;

    /// <inheritdoc/>
    public PreciseValue Number(NumberExpression written) => Ball.Decimal((written ?? throw new ArgumentNullException(nameof(written))).Digits, Bits);

    /// <inheritdoc/>
    public PreciseValue Pi() => Ball.Rounded(Elementary.Pi(Bits), BigFloat.Zero);

    /// <inheritdoc/>
    public PreciseValue Negate(PreciseValue x) => x.Number is { } a ? -a : x;

    /// <inheritdoc/>
    public PreciseValue Add(PreciseValue x, PreciseValue y) => x.Number is { } a && y.Number is { } b ? a + b : Missing(x, y);

    /// <inheritdoc/>
    public PreciseValue Subtract(PreciseValue x, PreciseValue y) => x.Number is { } a && y.Number is { } b ? a - b : Missing(x, y);

    /// <inheritdoc/>
    public PreciseValue Multiply(PreciseValue x, PreciseValue y) => x.Number is { } a && y.Number is { } b ? a * b : Missing(x, y);

    /// <inheritdoc/>
    public PreciseValue Divide(PreciseValue x, PreciseValue y) => x.Number is not { } a || y.Number is not { } b ? Missing(x, y)
        : !b.MayBeZero ? WithPrecision(a, Bits) / b : b.Error.IsZero ? PreciseValue.Undefined : PreciseValue.Unresolved;

    /// <inheritdoc/>
    public PreciseValue Power(PreciseValue x, PreciseValue y) => x.Number is { } a && y.Number is { } b ? Power(a, b, Bits) : Missing(x, y);

    /// <inheritdoc/>
    public PreciseValue Apply(FunctionName function, PreciseValue x) => x.Number is { } a ? Call(function, a, Bits) : x;

    /// <inheritdoc/>
    public PreciseValue Apply(FunctionName function, PreciseValue x, PreciseValue y) =>
        x.Number is { } a && y.Number is { } b ? PreciseFunctions.Of(function, WithPrecision(a, Bits), WithPrecision(b, Bits), Bits) : Missing(x, y);

    /// <inheritdoc/>
    public PreciseValue Compare(ComparisonOperator comparison, PreciseValue x, PreciseValue y)
    {
        // A comparison with something that is not a number does not hold.
        PreciseValue difference = Subtract(x, y);
        return Sign(difference) is { } sign ? Truth(comparison switch
        {
            ComparisonOperator.Less => sign < 0,
            ComparisonOperator.LessOrEqual => sign <= 0,
            ComparisonOperator.Greater => sign > 0,
            ComparisonOperator.GreaterOrEqual => sign >= 0,
            ComparisonOperator.Equal => sign == 0,
            _ => sign != 0,
        })
        : difference.Number is null && !difference.NeedsDigits ? Truth(false) : PreciseValue.Unresolved;
    }

    /// <inheritdoc/>
    public PreciseValue Join(bool isAnd, PreciseValue x, PreciseValue y) =>
        Sign(x) == (isAnd ? 0 : 1) || Sign(y) == (isAnd ? 0 : 1) ? Truth(!isAnd)
        : x.Number is null || y.Number is null ? Missing(x, y) : Truth(isAnd);

    /// <inheritdoc/>
    public PreciseValue Choose(PreciseValue condition, PreciseValue first, PreciseValue second) =>
        Sign(condition) is { } sign ? (sign != 0 ? first : second) : PreciseValue.Unresolved;

    /// <inheritdoc/>
    public int? Whole(PreciseValue x)
    {
        if (x.Number is not { } a || a.Error.Magnitude > -2 || a.Value.Magnitude > 30)
        {
            return null;
        }

        var nearest = BigFloat.Scaled((a.Value + BigFloat.Of(0.5)).Floor(), 0, 0);
        return new Ball(a.Value - nearest, a.Error).MayBeZero ? (int)(double)nearest : null;
    }

    /// <inheritdoc/>
    public PreciseValue Lesser(PreciseValue x, PreciseValue y) => x.Number is { } a && y.Number is { } b ? Extreme(a, b, smaller: true) : Missing(x, y);

    /// <inheritdoc/>
    public PreciseValue Greater(PreciseValue x, PreciseValue y) => x.Number is { } a && y.Number is { } b ? Extreme(a, b, smaller: false) : Missing(x, y);

    /// <inheritdoc/>
    public int? Sign(PreciseValue x) => x.Number is not { } a ? null : !a.MayBeZero ? a.Value.Sign : a.Error.IsZero ? 0 : null;

    /// <inheritdoc/>
    public PreciseValue NoNumber(PreciseValue cause) => cause.Number is null && !cause.NeedsDigits ? PreciseValue.Undefined : PreciseValue.Unresolved;

    /// <summary>The value of an expression, with a bound on its rounding error.</summary>
    /// <param name="expression">A formula of real numbers; no site operators, no i.</param>
    /// <param name="values">Values of the names; pi need not be among them.</param>
    /// <param name="bits">Working precision.</param>
    /// <exception cref="ExpressionException">A name is unknown, or the expression is not a real formula.</exception>
    public static PreciseValue Evaluate(Expression expression, IReadOnlyDictionary<string, Ball> values, int bits)
    {
        ArgumentNullException.ThrowIfNull(values);
        return s_compiled.TryGetValue(expression, out CompiledExpression? known) && known.Slots.All(values.ContainsKey)
            ? known.Evaluate(values, bits)
            : Compiled(expression, values).Evaluate(values, bits);
    }

    /// <summary>The expressions of a model are evaluated at point after point.</summary>
    private static CompiledExpression Compiled(Expression expression, IReadOnlyDictionary<string, Ball> values)
    {
        IReadOnlySet<string> names = expression.Names();
        bool isComplete = names.All(values.ContainsKey);
        var compiled = CompiledExpression.Formula(expression, [.. isComplete ? names : values.Keys]);
        if (isComplete)
        {
            s_compiled.AddOrUpdate(expression, compiled);
        }

        return compiled;
    }

    /// <summary>Undefined if any part certainly is, else in need of digits.</summary>
    private static PreciseValue Missing(params ReadOnlySpan<PreciseValue> parts)
    {
        foreach (PreciseValue part in parts)
        {
            if (part.Number is null && !part.NeedsDigits)
            {
                return PreciseValue.Undefined;
            }
        }

        return PreciseValue.Unresolved;
    }

    private static PreciseValue Truth(bool holds) => Ball.Exact(holds ? BigFloat.One : BigFloat.Zero);

    private static PreciseValue Power(Ball x, Ball y, int bits)
    {
        if (y.Error.IsZero && y.Value.IsInteger && BigFloat.Abs(y.Value) <= BigFloat.Of(LargestWholePower))
        {
            return WholePower(x, (long)y.Value.Floor(), bits);
        }

        if (x.MayBeZero)
        {
            return !x.Error.IsZero ? (y.Value.Sign > 0 && !y.MayBeZero ? SmallPower(x, y, bits) : PreciseValue.Unresolved)
                : y.MayBeZero && !y.Error.IsZero ? PreciseValue.Unresolved
                : y.Value.Sign > 0 ? Ball.Exact(BigFloat.Zero) : PreciseValue.Undefined;
        }

        if (x.Value.Sign < 0)
        {
            return y.Error.IsZero ? PreciseValue.Undefined : PreciseValue.Unresolved;
        }

        return Call(FunctionName.Log, x, bits).Number is { } log && WithPrecision(log * y, bits) is var z ? Call(FunctionName.Exp, z, bits) : PreciseValue.Unresolved;
    }

    private static PreciseValue WholePower(Ball x, long n, int bits)
    {
        if (n < 0)
        {
            return x.MayBeZero ? (x.Error.IsZero ? PreciseValue.Undefined : PreciseValue.Unresolved)
                : WholePower(x, -n, bits).Number is { MayBeZero: false } p ? Ball.Exact(BigFloat.One.To(bits)) / p : PreciseValue.Unresolved;
        }

        Ball result = Ball.Exact(BigFloat.One);
        for (Ball square = x; n > 0; n >>= 1)
        {
            result = (n & 1) == 1 ? result * square : result;
            square = n > 1 ? square * square : square;
        }

        return result;
    }

    /// <summary>A positive power of what may be 0: 0, to the power of the largest that it may be.</summary>
    private static PreciseValue SmallPower(Ball x, Ball y, int bits)
    {
        BigFloat largest = (BigFloat.Abs(x.Value) + x.Error).To(64);
        return new Ball(BigFloat.Zero, Elementary.Power(largest, (y.Value - y.Error).To(64)) + BigFloat.Scaled(1, -4L * bits, 32));
    }

    private static PreciseValue Call(FunctionName function, Ball x, int bits)
    {
        Ball a = WithPrecision(x, bits);
        switch (function)
        {
            case FunctionName.Abs: return new Ball(BigFloat.Abs(a.Value), a.Error);
            case FunctionName.Sqrt: return Root(a, bits);
            case FunctionName.Exp: return Exponential(a);
            case FunctionName.Log:
                return a.MayBeZero ? (a.Error.IsZero ? PreciseValue.Undefined : PreciseValue.Unresolved)
                    : a.Value.Sign < 0 ? PreciseValue.Undefined
                    : a.Error.IsZero && a.Value == BigFloat.One ? Ball.Exact(BigFloat.Zero)
                    : Function(Elementary.Log(a.Value), a.Error.IsZero ? a.Error : a.Error / (Ball.Short(a.Value) - a.Error));
            case FunctionName.Sin: return Trigonometric(a, sine: true);
            case FunctionName.Cos: return Trigonometric(a, sine: false);
            case FunctionName.Tanh: return a.Value.IsZero ? a : Function(Elementary.Tanh(a.Value), Slope(a));
            default: return PreciseFunctions.Of(function, a, bits);
        }
    }

    /// <summary>Error of tanh: 1/cosh² times that of the argument, at most that.</summary>
    private static BigFloat Slope(Ball a)
    {
        if (a.Error.IsZero)
        {
            return a.Error;
        }

        // 1/cosh² x ≤ 4 exp(-2|x|).
        BigFloat decay = BigFloat.Abs(a.Value).To(64) - a.Error;
        return decay.Sign <= 0 || decay.Magnitude > LargestExponentBits ? a.Error : a.Error * BigFloat.Min(BigFloat.One, 4 * Elementary.Exp(-decay.Scale(1)));
    }

    private static PreciseValue Root(Ball a, int bits)
    {
        if (a.MayBeZero)
        {
            return a.Error.IsZero ? a : new Ball(BigFloat.Zero, BigFloat.Sqrt((BigFloat.Abs(a.Value) + a.Error).To(64)));
        }

        if (a.Value.Sign < 0)
        {
            return PreciseValue.Undefined;
        }

        BigFloat root = BigFloat.Sqrt(a.Value.To(bits));
        bool isExact = a.Error.IsZero && root * root == a.Value && (root.To(2 * bits) * root.To(2 * bits)) == a.Value;
        return isExact ? Ball.Exact(root) : Ball.Rounded(root, a.Error.IsZero ? a.Error : a.Error / (Ball.Short(root).Scale(1) - BigFloat.Sqrt(a.Error.To(32))));
    }

    private static PreciseValue Exponential(Ball a)
    {
        if (a.Value.Magnitude > LargestExponentBits)
        {
            return a.Value.Sign < 0 ? new Ball(BigFloat.Zero, BigFloat.Scaled(1, -1L << LargestExponentBits, 32)) : PreciseValue.Undefined;
        }

        if (a.Value.IsZero && a.Error.IsZero)
        {
            return Ball.Exact(BigFloat.One);
        }

        BigFloat value = Elementary.Exp(a.Value);
        return a.Error.IsZero ? Ball.Rounded(value, BigFloat.Zero, 2)
            : a.Error.Magnitude > 0 ? PreciseValue.Unresolved
            : Function(value, Ball.Short(value) * a.Error * (1 + a.Error));
    }

    private static PreciseValue Trigonometric(Ball a, bool sine)
    {
        if (a.Value.IsZero && a.Error.IsZero)
        {
            return Ball.Exact(sine ? BigFloat.Zero : BigFloat.One);
        }

        if (a.Value.Magnitude > 100_000 || a.Error.Magnitude > 1)
        {
            return PreciseValue.Unresolved;
        }

        (BigFloat s, BigFloat c) = Elementary.SineCosine(a.Value);
        return Function(sine ? s : c, a.Error * (Ball.Short(sine ? c : s) + a.Error));
    }

    private static Ball Function(BigFloat value, BigFloat inherited) => Ball.Rounded(value, inherited, 2);

    private static Ball Extreme(Ball a, Ball b, bool smaller)
    {
        Ball chosen = (a.Value <= b.Value) == smaller ? a : b;
        bool isClear = BigFloat.Abs(a.Value - b.Value) > a.Error + b.Error;
        return isClear ? chosen : chosen with { Error = BigFloat.Max(a.Error, b.Error) };
    }

    private static Ball WithPrecision(Ball a, int bits) => a.Value.Bits == bits ? a : new Ball(a.Value.To(bits), a.Error);
}

/// <summary>A number in many digits, or why there is none.</summary>
/// <param name="Number">The number with its error bound; null where there is none.</param>
/// <param name="NeedsDigits">There is none because the digits did not suffice to tell on which side of a singularity or branch the point lies.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PreciseValue(Ball? Number, bool NeedsDigits)
{
    /// <summary>Outside the real domain: a division by zero, the root of a negative number.</summary>
    public static PreciseValue Undefined => new(null, false);

    /// <summary>To be asked again with more digits.</summary>
    public static PreciseValue Unresolved => new(null, true);

    /// <summary>A number.</summary>
    public static implicit operator PreciseValue(Ball number) => new(number, false);
}
