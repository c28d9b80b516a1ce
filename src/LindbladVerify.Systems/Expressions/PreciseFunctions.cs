using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Systems.Expressions;

/// <summary>
/// Hyperbolic and inverse functions in any number of digits. Each is a composition of exp, log, sqrt and arithmetic in more digits than asked for, so that the
/// arithmetic carries every error; inverse tangents are series after their argument was halved.
/// </summary>
internal static class PreciseFunctions
{
    private const int Guard = 40;

    /// <summary>Arguments nearer to 0 than 2^-this are left unresolved.</summary>
    private const int MostBits = 1 << 20;

    /// <summary>A function of one number; errors of the argument included.</summary>
    /// <param name="function">Any but those that <see cref="PreciseArithmetic"/> has itself.</param>
    /// <param name="x">The number.</param>
    /// <param name="bits">Working precision.</param>
    public static PreciseValue Of(FunctionName function, Ball x, int bits)
    {
        long small = x.Value.IsZero ? 0 : Math.Max(0, -x.Value.Magnitude);
        if (small > MostBits)
        {
            return PreciseValue.Unresolved;
        }

        int wide = bits + Guard + (int)small;
        return function switch
        {
            FunctionName.Re or FunctionName.Conj => x,
            FunctionName.Im => Ball.Exact(BigFloat.Zero),
            FunctionName.Arg => Arg(x, bits),
            FunctionName.Cosh => HyperbolicCosine(new Wide(x, wide)).To(bits),
            FunctionName.Sinh => HyperbolicSine(x, wide).To(bits),
            FunctionName.Coth => (new Wide(1, wide) / new Wide(x, wide).Apply(FunctionName.Tanh)).To(bits),
            FunctionName.Asinh => InverseHyperbolicSine(x, wide).To(bits),
            FunctionName.Acosh => InverseHyperbolicCosine(x, bits),
            FunctionName.Acos => InverseCosine(x, bits + Guard).To(bits),
            FunctionName.Asin => InverseSine(x, wide).To(bits),
            FunctionName.Atan => InverseTangent(new Wide(x, wide)).To(bits),
            FunctionName.Sinc => Sinc(x, bits),
            FunctionName.Erf => PreciseSpecialFunctions.Erf(x, wide).To(bits),
            FunctionName.Erfc => PreciseSpecialFunctions.Erfc(x, bits + Guard).To(bits),
            FunctionName.Gamma => PreciseSpecialFunctions.Gamma(x, bits),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such function of one number."),
        };
    }

    /// <summary>A function of two numbers.</summary>
    public static PreciseValue Of(FunctionName function, Ball x, Ball y, int bits) => function switch
    {
        FunctionName.Atan2 => Phase(x, y, bits),
        FunctionName.BesselJ => PreciseSpecialFunctions.Bessel(x, y, bits, isModified: false),
        FunctionName.BesselI => PreciseSpecialFunctions.Bessel(x, y, bits, isModified: true),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such function of two numbers."),
    };

    /// <summary>A bound on |f(x ± e) - f(x)| ≤ slope · e added to the value at the middle.</summary>
    internal static Wide Around(Wide middle, BigFloat slope, BigFloat error)
    {
        if (middle.Value.Number is not { } value || error.IsZero)
        {
            return middle;
        }

        // Bounds have 32 bits and are rounded up; their product and the sum to the nearest.
        BigFloat inherited = Ball.Short(slope) * Ball.Short(error);
        return middle with { Value = new Ball(value.Value, Ball.Short(value.Error + inherited + inherited.Scale(-20)).To(64)) };
    }

    private static PreciseValue Arg(Ball x, int bits) =>
        x.MayBeZero ? (x.Error.IsZero ? Ball.Exact(BigFloat.Zero) : PreciseValue.Unresolved)
        : x.Value.Sign > 0 ? Ball.Exact(BigFloat.Zero) : new PreciseArithmetic(bits).Pi();

    private static Wide HyperbolicCosine(Wide x)
    {
        Wide growth = x.Abs().Apply(FunctionName.Exp);
        return (growth + (1 / growth)).Half();
    }

    private static Wide HyperbolicSine(Ball x, int bits)
    {
        if (x.Value.IsZero && x.Error.IsZero)
        {
            return new Wide(0, bits);
        }

        Wide growth = new Wide(Positive(x), bits).Apply(FunctionName.Exp);
        Wide value = (growth - (1 / growth)).Half();
        return x.Value.Sign < 0 ? -value : value;
    }

    /// <summary>log(|x| + √(x² + 1)) at the middle; the slope is at most 1/max(1, |x|).</summary>
    private static Wide InverseHyperbolicSine(Ball x, int bits)
    {
        if (x.Value.IsZero)
        {
            return Around(new Wide(0, bits), 1, x.Error);
        }

        var y = new Wide(Ball.Exact(BigFloat.Abs(x.Value)), bits);
        Wide middle = (y + ((y * y) + 1).Apply(FunctionName.Sqrt)).Apply(FunctionName.Log);
        return Around(x.Value.Sign < 0 ? -middle : middle, Reciprocal(x, 1), x.Error);
    }

    /// <summary>log(1 + d + √(d (d + 2))) with d = x - 1.</summary>
    private static PreciseValue InverseHyperbolicCosine(Ball x, int bits)
    {
        Ball d = x - Ball.Exact(BigFloat.One);
        if (!d.MayBeZero && d.Value.Sign < 0)
        {
            return PreciseValue.Undefined;
        }

        if (d.MayBeZero && !d.Error.IsZero)
        {
            return PreciseValue.Unresolved;
        }

        long near = d.Value.IsZero ? 0 : Math.Max(0, -d.Value.Magnitude);
        var wide = new Wide(d, bits + Guard + (int)Math.Min(near, MostBits));
        return (1 + wide + (wide * (wide + 2)).Apply(FunctionName.Sqrt)).Apply(FunctionName.Log).To(bits);
    }

    /// <summary>2 atan √((1 - x)/(1 + x)): no digit is lost anywhere.</summary>
    private static Wide InverseCosine(Ball x, int bits)
    {
        var wide = new Wide(x, bits);
        Wide above = 1 + wide;
        return above.Value.Number is { } a && a.Value.IsZero && a.Error.IsZero
            ? Wide.Pi(bits)
            : (InverseTangent(((1 - wide) / above).Apply(FunctionName.Sqrt)) * 2).WithDomain(x);
    }

    /// <summary>atan(x/√(1 - x²)).</summary>
    private static Wide InverseSine(Ball x, int bits)
    {
        var wide = new Wide(x, bits);
        Wide root = ((1 - wide) * (1 + wide)).Apply(FunctionName.Sqrt);
        return root.Value.Number is { } r && r.Value.IsZero && r.Error.IsZero
            ? (x.Value.Sign < 0 ? -Wide.Pi(bits) : Wide.Pi(bits)).Half()
            : InverseTangent(wide / root).WithDomain(x);
    }

    /// <summary>At the middle: π/2 - atan(1/x) beyond 1; x/(1 + √(1 + x²)) halves the angle, and the rest is Σ (-1)^n x^(2n+1)/(2n+1), whose remainder is below the first term left out.</summary>
    internal static Wide InverseTangent(Wide x)
    {
        if (x.Value.Number is not { } given || (given.Value.IsZero && given.Error.IsZero))
        {
            return x;
        }

        int bits = x.Bits;
        if (given.Value.IsZero)
        {
            return Around(new Wide(0, bits), 1, given.Error);
        }

        var y = new Wide(Ball.Exact(BigFloat.Abs(given.Value)), bits);
        bool isLarge = given.Value.Magnitude > 0;
        y = isLarge ? 1 / y : y;
        int halvings = 0;
        for (int enough = -((int)Math.Sqrt(bits) / 2) - 2; y.Value.Number is { } b && b.Value.Magnitude > enough; halvings++)
        {
            y /= 1 + ((y * y) + 1).Apply(FunctionName.Sqrt);
        }

        Wide square = y * y;
        Wide power = y;
        Wide sum = y;
        for (int n = 3; ; n += 2)
        {
            power *= -square;
            if (power.Value.Number is not { } p || p.Value.IsZero || p.Value.Magnitude < sum.Value.Number!.Value.Value.Magnitude - bits)
            {
                sum = Around(sum, 1, power.Value.Number is { } rest ? Ball.Short(rest.Value) + rest.Error : BigFloat.Zero);
                break;
            }

            sum += power / n;
        }

        sum = sum.Scale(halvings);
        sum = isLarge ? Wide.Pi(bits).Half() - sum : sum;
        Wide middle = given.Value.Sign < 0 ? -sum : sum;
        return Around(middle, Reciprocal(given, 2), given.Error);
    }

    private static PreciseValue Phase(Ball y, Ball x, int bits)
    {
        int wide = bits + Guard;
        if (!x.MayBeZero && x.Value.Sign > 0)
        {
            return y.Value.IsZero && y.Error.IsZero ? y : InverseTangent(new Wide(y, wide) / new Wide(x, wide)).To(bits);
        }

        if (!y.MayBeZero)
        {
            Wide quarter = Wide.Pi(wide).Half();
            return ((y.Value.Sign > 0 ? quarter : -quarter) - InverseTangent(new Wide(x, wide) / new Wide(y, wide))).To(bits);
        }

        return !y.Error.IsZero || (x.MayBeZero && !x.Error.IsZero) ? PreciseValue.Unresolved
            : x.Value.IsZero ? Ball.Exact(BigFloat.Zero) : new PreciseArithmetic(bits).Pi();
    }

    /// <summary>sin(x)/x; next to 0 it differs from 1 by less than x²/6, and its slope is below 1/2 everywhere.</summary>
    private static PreciseValue Sinc(Ball x, int bits)
    {
        if (x.Value.IsZero && x.Error.IsZero)
        {
            return Ball.Exact(BigFloat.One);
        }

        if (x.MayBeZero)
        {
            BigFloat reach = Ball.Short(x.Value) + Ball.Short(x.Error);
            return new Ball(BigFloat.One.To(bits), (reach * reach).To(64));
        }

        var middle = new Wide(Ball.Exact(x.Value), bits + Guard);
        return Around(middle.Apply(FunctionName.Sin) / middle, BigFloat.Of(0.5), x.Error).To(bits);
    }

    /// <summary>A bound on 1/max(1, |x|)^power over the ball.</summary>
    private static BigFloat Reciprocal(Ball x, int power)
    {
        BigFloat low = BigFloat.Abs(x.Value).To(64) - x.Error;
        if (x.Error.IsZero || low <= BigFloat.One)
        {
            return BigFloat.One;
        }

        BigFloat inverse = (BigFloat.Of(1.0000001).To(64) / low).To(64);
        return power == 1 ? inverse : (inverse * inverse * BigFloat.Of(1.0000001).To(64)).To(64);
    }

    private static Ball Positive(Ball x) => x.Value.Sign < 0 ? -x : x;
}

/// <summary>A number in more digits than were asked for, with the operators of arithmetic.</summary>
/// <param name="Value">The number, or why there is none.</param>
/// <param name="Bits">Its precision.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Wide(PreciseValue Value, int Bits)
{
    public Wide(int value, int bits)
        : this(Ball.Exact(BigFloat.Of((long)value)), bits)
    {
    }

    public Wide(Ball value, int bits)
        : this((PreciseValue)new Ball(value.Value.To(bits), value.Error), bits)
    {
    }

    private PreciseArithmetic Arithmetic => new(Bits);

    public static Wide operator +(Wide a, Wide b) => a with { Value = a.Arithmetic.Add(a.Value, b.Value) };

    public static Wide operator +(Wide a, int b) => a + new Wide(b, a.Bits);

    public static Wide operator +(int a, Wide b) => new Wide(a, b.Bits) + b;

    public static Wide operator -(Wide a) => a with { Value = a.Arithmetic.Negate(a.Value) };

    public static Wide operator -(Wide a, Wide b) => a with { Value = a.Arithmetic.Subtract(a.Value, b.Value) };

    public static Wide operator -(int a, Wide b) => new Wide(a, b.Bits) - b;

    public static Wide operator *(Wide a, Wide b) => a with { Value = a.Arithmetic.Multiply(a.Value, b.Value) };

    public static Wide operator *(Wide a, int b) => a * new Wide(b, a.Bits);

    public static Wide operator /(Wide a, Wide b) => a with { Value = a.Arithmetic.Divide(a.Value, b.Value) };

    public static Wide operator /(Wide a, int b) => a / new Wide(b, a.Bits);

    public static Wide operator /(int a, Wide b) => new Wide(a, b.Bits) / b;

    public static Wide Pi(int bits) => new(new PreciseArithmetic(bits).Pi(), bits);

    public Wide Apply(FunctionName function) => this with { Value = Arithmetic.Apply(function, Value) };

    public Wide Abs() => Apply(FunctionName.Abs);

    public Wide Half() => Scale(-1);

    /// <summary>Times 2^power, without rounding.</summary>
    public Wide Scale(int power) => Value.Number is { } b ? this with { Value = new Ball(b.Value.Scale(power), b.Error.Scale(power)) } : this;

    /// <summary>A value that is undefined only because the error of its argument reaches beyond [-1, 1] needs digits instead.</summary>
    public Wide WithDomain(Ball argument) =>
        Value.Number is null && BigFloat.Abs(argument.Value) <= BigFloat.One + argument.Error ? this with { Value = argument.Error.IsZero ? Value : PreciseValue.Unresolved } : this;

    /// <summary>The number rounded to a precision.</summary>
    public PreciseValue To(int bits)
    {
        if (Value.Number is not { } b)
        {
            return Value;
        }

        BigFloat rounded = b.Value.To(bits);
        return rounded == b.Value ? new Ball(rounded, b.Error) : Ball.Rounded(rounded, b.Error);
    }
}
