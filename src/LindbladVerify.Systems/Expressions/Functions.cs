using System.Globalization;
using System.Numerics;

namespace LindbladVerify.Systems.Expressions;

/// <summary>The functions of the language: this table is the whole list.</summary>
internal static class Functions
{
    public const int MostArguments = 16;

    /// <summary>Whether a function, and its name for the evaluators of numbers, takes one value or two.</summary>
    private static readonly Dictionary<string, (FunctionName Name, int Arguments)> Fixed = new(StringComparer.Ordinal)
    {
        ["sqrt"] = (FunctionName.Sqrt, 1),
        ["exp"] = (FunctionName.Exp, 1),
        ["log"] = (FunctionName.Log, 1),
        ["sin"] = (FunctionName.Sin, 1),
        ["cos"] = (FunctionName.Cos, 1),
        ["tanh"] = (FunctionName.Tanh, 1),
        ["abs"] = (FunctionName.Abs, 1),
        ["re"] = (FunctionName.Re, 1),
        ["im"] = (FunctionName.Im, 1),
        ["conj"] = (FunctionName.Conj, 1),
        ["arg"] = (FunctionName.Arg, 1),
        ["cosh"] = (FunctionName.Cosh, 1),
        ["sinh"] = (FunctionName.Sinh, 1),
        ["coth"] = (FunctionName.Coth, 1),
        ["acosh"] = (FunctionName.Acosh, 1),
        ["asinh"] = (FunctionName.Asinh, 1),
        ["acos"] = (FunctionName.Acos, 1),
        ["asin"] = (FunctionName.Asin, 1),
        ["atan"] = (FunctionName.Atan, 1),
        ["sinc"] = (FunctionName.Sinc, 1),
        ["erf"] = (FunctionName.Erf, 1),
        ["erfc"] = (FunctionName.Erfc, 1),
        ["gamma"] = (FunctionName.Gamma, 1),
        ["atan2"] = (FunctionName.Atan2, 2),
        ["besselj"] = (FunctionName.BesselJ, 2),
        ["besseli"] = (FunctionName.BesselI, 2),
    };

    /// <summary>The names that no parameter may have; the other functions are told from parameters by their brackets.</summary>
    private static readonly string[] Reserved = ["sqrt", "exp", "log", "sin", "cos", "tanh", "abs", "min", "max"];

    public static IReadOnlyList<string> Names { get; } = [.. Fixed.Keys, "min", "max", Choice, Sum];

    /// <summary>if(condition, a, b).</summary>
    public const string Choice = "if";

    /// <summary>sum(k, first, last, term).</summary>
    public const string Sum = "sum";

    public static bool IsKnown(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <summary>Whether a name is taken by a function even without brackets.</summary>
    public static bool IsReserved(string name) => Reserved.Contains(name, StringComparer.Ordinal);

    public static bool IsMinimum(string name) => string.Equals(name, "min", StringComparison.Ordinal);

    /// <summary>The function of one or two numbers; null for min and max.</summary>
    public static FunctionName? Of(string name) => Fixed.TryGetValue(name, out (FunctionName Name, int) f) ? f.Name : null;

    /// <summary>How many numbers a function takes; 2 for min and max, which take them one after the other.</summary>
    public static int ArgumentsOf(string name) => Fixed.TryGetValue(name, out (FunctionName, int Arguments) f) ? f.Arguments : 2;

    public static void Require(string name, int arguments, SourcePosition position)
    {
        if (!IsKnown(name))
        {
            throw new ExpressionException(position, $"there is no function '{ExpressionTokens.Shorten(name)}'{NameSuggestion.For(name, Names)}; the functions are {string.Join(", ", Names)}");
        }

        (int least, int most, string allowed) = name switch
        {
            Choice => (3, 3, "a condition and two values: if(a < b, x, y)"),
            Sum => (4, 4, "an index, its first and last value, and a term: sum(k, 1, 5, k^2)"),
            _ when Fixed.TryGetValue(name, out (FunctionName, int Arguments) f) => (f.Arguments, f.Arguments, f.Arguments == 1 ? "one argument" : name is "atan2" ? "two arguments: atan2(y, x)" : $"two arguments: {name}(order, x)"),
            _ => (2, MostArguments, string.Create(CultureInfo.InvariantCulture, $"2 to {MostArguments} arguments")),
        };
        if (arguments < least || arguments > most)
        {
            throw new ExpressionException(position, string.Create(CultureInfo.InvariantCulture, $"{name} takes {allowed}, not {arguments}"));
        }
    }
}

/// <summary>The functions of complex numbers, in doubles.</summary>
internal static class ComplexFunctions
{
    /// <summary>The value; null for functions that are offered for real numbers only. Real arguments inside the real domain take the real function, so that both evaluations agree to the bit.</summary>
    public static Complex? Apply(FunctionName name, Complex z)
    {
        if (z.Imaginary == 0)
        {
            double real = default(DoubleArithmetic).Apply(name, z.Real);
            if (!double.IsNaN(real) || !HasCut(name))
            {
                return real;
            }

            z = AboveCut(z.Real);
        }

        return name switch
        {
            FunctionName.Sqrt => Complex.Sqrt(z),
            FunctionName.Exp => Complex.Exp(z),
            FunctionName.Log => Complex.Log(z),
            FunctionName.Sin => Complex.Sin(z),
            FunctionName.Cos => Complex.Cos(z),
            FunctionName.Tanh => Complex.Tanh(z),
            FunctionName.Abs => Complex.Abs(z),
            FunctionName.Re => z.Real,
            FunctionName.Im => z.Imaginary,
            FunctionName.Conj => Complex.Conjugate(z),
            FunctionName.Arg => z.Phase,
            FunctionName.Cosh => Complex.Cosh(z),
            FunctionName.Sinh => Complex.Sinh(z),
            FunctionName.Coth => 1 / Complex.Tanh(z),
            FunctionName.Sinc => Complex.Sin(z) / z,
            FunctionName.Acos => Complex.Acos(z),
            FunctionName.Asin => Complex.Asin(z),
            FunctionName.Atan => Complex.Atan(z),
            FunctionName.Asinh => -Complex.ImaginaryOne * Complex.Asin(Complex.ImaginaryOne * z),
            FunctionName.Acosh => Complex.Log(z + (Complex.Sqrt(z + 1) * Complex.Sqrt(z - 1))),
            _ => null,
        };
    }

    /// <summary>A real number with imaginary part +0 (not -0), so that cuts along the negative axis are approached from above.</summary>
    public static Complex AboveCut(double x) => new(x, 0.0);

    private static bool HasCut(FunctionName name) => name is FunctionName.Sqrt or FunctionName.Log or FunctionName.Acos or FunctionName.Asin or FunctionName.Acosh;
}

/// <summary>x ^ y for real and complex numbers.</summary>
internal static class Powers
{
    private const int LargestRepeatedProduct = 64;

    /// <summary>Real power; squares are products. Not a number for a negative base with a broken exponent.</summary>
    public static double Of(double x, double y) => y == 2 ? x * x : Math.Pow(x, y);

    /// <summary>The principal value; integer powers of complex numbers are products, so that i^2 = -1 exactly.</summary>
    public static Complex Of(Complex x, Complex y)
    {
        if (y.Imaginary == 0)
        {
            bool integer = y.Real == Math.Round(y.Real);
            if (x.Imaginary == 0 && (x.Real >= 0 || integer))
            {
                return Of(x.Real, y.Real);
            }

            if (integer && Math.Abs(y.Real) <= LargestRepeatedProduct)
            {
                Complex product = Complex.One;
                for (int k = 0; k < Math.Abs(y.Real); k++)
                {
                    product *= x;
                }

                return y.Real < 0 ? Complex.One / product : product;
            }
        }

        return Complex.Pow(x.Imaginary == 0 ? ComplexFunctions.AboveCut(x.Real) : x, y);
    }
}

/// <summary>The names with a fixed value.</summary>
internal static class Constants
{
    public static IReadOnlyList<string> Names { get; } = ["pi", "i"];

    public static bool Contains(string name) => Value(name) is not null;

    public static Complex? Value(string name) => name switch
    {
        "pi" => Math.PI,
        "i" => Complex.ImaginaryOne,
        _ => null,
    };
}

/// <summary>The functions of one number.</summary>
internal enum FunctionName
{
    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>Exponential.</summary>
    Exp,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>Sine.</summary>
    Sin,

    /// <summary>Cosine.</summary>
    Cos,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>Modulus.</summary>
    Abs,

    /// <summary>Real part.</summary>
    Re,

    /// <summary>Imaginary part.</summary>
    Im,

    /// <summary>Complex conjugate.</summary>
    Conj,

    /// <summary>Phase from -π to π; 0 of 0.</summary>
    Arg,

    /// <summary>Hyperbolic cosine.</summary>
    Cosh,

    /// <summary>Hyperbolic sine.</summary>
    Sinh,

    /// <summary>Hyperbolic cotangent.</summary>
    Coth,

    /// <summary>Inverse hyperbolic cosine.</summary>
    Acosh,

    /// <summary>Inverse hyperbolic sine.</summary>
    Asinh,

    /// <summary>Inverse cosine.</summary>
    Acos,

    /// <summary>Inverse sine.</summary>
    Asin,

    /// <summary>Inverse tangent.</summary>
    Atan,

    /// <summary>sin(x)/x, 1 at 0.</summary>
    Sinc,

    /// <summary>Error function.</summary>
    Erf,

    /// <summary>1 - erf(x), to full relative accuracy.</summary>
    Erfc,

    /// <summary>Γ(x).</summary>
    Gamma,

    /// <summary>Of (y, x): the phase of x + iy.</summary>
    Atan2,

    /// <summary>Bessel function J of a whole order, of (order, x).</summary>
    BesselJ,

    /// <summary>Modified Bessel function I of a whole order, of (order, x).</summary>
    BesselI,
}
