using LindbladVerify.LinearAlgebra.Multiprecision;
using MathNet.Numerics;

namespace LindbladVerify.Systems.Expressions;

/// <summary>The functions beyond those of every language, in doubles; not a number outside their real domain. The errors are those that <see cref="RoundedFunctions"/> states.</summary>
internal static class DoubleFunctions
{
    /// <summary>Up to here Bessel functions are summed in more digits; beyond, where there are many, the approximations in doubles serve.</summary>
    public const double LargestSummed = 64;
    private const int GammaBits = 80;
    private const int BesselBits = 128;

    /// <summary>A function of one number.</summary>
    public static double Of(FunctionName function, double x) => function switch
    {
        FunctionName.Re or FunctionName.Conj => x,
        FunctionName.Im => 0,
        FunctionName.Arg => x < 0 ? Math.PI : x >= 0 ? 0 : double.NaN,
        FunctionName.Cosh => Math.Cosh(x),
        FunctionName.Sinh => Math.Sinh(x),
        FunctionName.Coth => 1 / Math.Tanh(x),
        FunctionName.Acosh => Math.Acosh(x),
        FunctionName.Asinh => Math.Asinh(x),
        FunctionName.Acos => Math.Acos(x),
        FunctionName.Asin => Math.Asin(x),
        FunctionName.Atan => Math.Atan(x),
        FunctionName.Sinc => x == 0 ? 1 : double.IsInfinity(x) ? 0 : Math.Sin(x) / x,
        FunctionName.Erf => double.IsNaN(x) ? x : SpecialFunctions.Erf(x),
        FunctionName.Erfc => double.IsNaN(x) ? x : SpecialFunctions.Erfc(x),
        FunctionName.Gamma => Gamma(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such function of one number."),
    };

    /// <summary>A function of two numbers.</summary>
    public static double Of(FunctionName function, double x, double y) => function switch
    {
        FunctionName.Atan2 => Math.Atan2(x, y),
        FunctionName.BesselJ => Bessel(x, y, SpecialFunctions.BesselJ, isModified: false),
        FunctionName.BesselI => Bessel(x, y, SpecialFunctions.BesselI, isModified: true),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such function of two numbers."),
    };

    /// <summary>To the last digit, from more of them: approximations in doubles lose three next to the poles and at large arguments. Not a number at the poles.</summary>
    private static double Gamma(double x) => double.IsNaN(x) || x is > 172 or < -190 ? (x > 172 ? double.PositiveInfinity : x == Math.Round(x) ? double.NaN : 0)
        : PreciseSpecialFunctions.Gamma(Ball.Exact(BigFloat.Of(x)), GammaBits).Number is { } value ? (double)value.Value : x == 0 || x == Math.Round(x) ? double.NaN : 1 / x;

    /// <summary>Whole orders only; J and I of a negative order or argument by symmetry: J(-n, x) = J(n, -x) = (-1)^n J(n, x), I(-n, x) = I(n, x), I(n, -x) = (-1)^n I(n, x).</summary>
    private static double Bessel(double order, double x, Func<double, double, double> positive, bool isModified)
    {
        if (order != Math.Round(order) || !(Math.Abs(order) <= PreciseSpecialFunctions.LargestOrder) || double.IsNaN(x))
        {
            return double.NaN;
        }

        if (Math.Abs(x) <= LargestSummed)
        {
            return PreciseSpecialFunctions.Bessel(Ball.Exact(BigFloat.Of(order)), Ball.Exact(BigFloat.Of(x)), BesselBits, isModified).Number is { } sum ? (double)sum.Value : double.NaN;
        }

        bool isOdd = order % 2 != 0;
        double value = positive(Math.Abs(order), Math.Abs(x));
        return isOdd && (x < 0 ^ (order < 0 && !isModified)) ? -value : value;
    }
}

/// <summary>The same with bounds on the errors: what the argument's error leads to in first order, and that of the function itself as measured against 50-digit values.</summary>
internal static class RoundedFunctions
{
    private const double Unit = 1.1102230246251565e-16;

    /// <summary>A function of one number.</summary>
    public static RoundedNumber Of(FunctionName function, RoundedNumber given)
    {
        (double x, double e) = given;
        double value = DoubleFunctions.Of(function, x);
        return function switch
        {
            FunctionName.Re or FunctionName.Conj => given,
            FunctionName.Im => new RoundedNumber(0, 0),
            FunctionName.Arg => e > 0 && Math.Abs(x) <= e ? new RoundedNumber(double.NaN, double.NaN) : With(value, 1, 0),
            FunctionName.Cosh => With(value, 4, Math.Abs(Math.Sinh(x)) * e),
            FunctionName.Sinh => With(value, 4, Math.Cosh(x) * e),
            FunctionName.Coth => With(value, 8, e == 0 ? 0 : e / Math.Pow(Math.Sinh(x), 2)),
            FunctionName.Acosh => With(value, 6, e == 0 ? 0 : x - e <= 1 ? Math.Sqrt(2 * (Math.Abs(x - 1) + e)) : e / Math.Sqrt((x - 1) * (x + 1))),
            FunctionName.Asinh => With(value, 6, e / Math.Sqrt(1 + (x * x))),
            FunctionName.Acos or FunctionName.Asin => With(value, 6, e == 0 ? 0 : Math.Abs(x) + e >= 1 ? 2 * Math.Sqrt(2 * (Math.Abs(1 - Math.Abs(x)) + e)) : e / Math.Sqrt((1 - x) * (1 + x))),
            FunctionName.Atan => With(value, 4, e / (1 + (x * x))),
            FunctionName.Sinc => With(value, 8, 0.5 * e),
            FunctionName.Erf => With(value, 8, 1.13 * Math.Exp(-x * x) * e),
            FunctionName.Erfc => With(value, 16 + (8 * Math.Min(x > 0 ? x * x : 0, 1e6)), 1.13 * Math.Exp(-x * x) * e),
            FunctionName.Gamma => With(value, 2, e == 0 ? 0 : Math.Abs(value * SpecialFunctions.DiGamma(x)) * e),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such function of one number."),
        };
    }

    /// <summary>A function of two numbers; the order of a Bessel function must be exact.</summary>
    public static RoundedNumber Of(FunctionName function, RoundedNumber first, RoundedNumber second)
    {
        double value = DoubleFunctions.Of(function, first.Value, second.Value);
        (double x, double e) = second;
        if (function == FunctionName.Atan2)
        {
            double norm = (first.Value * first.Value) + (x * x);
            bool isUnclear = (e > 0 || first.Error > 0) && x - e <= 0 && Math.Abs(first.Value) <= first.Error;
            return isUnclear ? new RoundedNumber(double.NaN, double.NaN)
                : With(value, 4, norm == 0 ? 0 : ((Math.Abs(x) * first.Error) + (Math.Abs(first.Value) * e)) / norm);
        }

        if (first.Error > 0)
        {
            return new RoundedNumber(double.NaN, double.NaN);
        }

        double n = first.Value;
        bool isSummed = Math.Abs(x) <= DoubleFunctions.LargestSummed;
        double own = isSummed ? 2 : 256 + (16 * Math.Abs(n));
        return function == FunctionName.BesselJ
            ? new RoundedNumber(value, e + (Unit * ((own * Math.Abs(value)) + (isSummed ? 1e-20 : BesselRounding(n, x)))))
            : With(value, own + (isSummed ? 0 : 4 * Math.Abs(x)), e == 0 ? 0 : e * (Math.Abs(DoubleFunctions.Of(function, n - 1, x)) + Math.Abs(DoubleFunctions.Of(function, n + 1, x))) / 2);
    }

    /// <summary>Beyond its turning point J oscillates, and what counts is the size of its envelope and the rounding of its phase.</summary>
    private static double BesselRounding(double n, double x) =>
        Math.Abs(x) > Math.Abs(n) / 2 ? (64 + (4 * Math.Abs(x))) * Math.Sqrt(2 / (Math.PI * Math.Max(1, Math.Abs(x)))) : 0;

    private static RoundedNumber With(double value, double units, double inherited) => new(value, inherited + (units * Unit * Math.Abs(value)));
}
