using System.Globalization;
using System.Numerics;

namespace LindbladVerify.Systems.Expressions;

/// <summary>The functions of the language: this table is the whole list.</summary>
internal static class Functions
{
    public const int MostArguments = 16;

    private static readonly Dictionary<string, OneArgument> OneArgumentFunctions = new(StringComparer.Ordinal)
    {
        ["sqrt"] = new(FunctionName.Sqrt, Complex.Sqrt, x => x >= 0),
        ["exp"] = new(FunctionName.Exp, Complex.Exp, _ => true),
        ["log"] = new(FunctionName.Log, Complex.Log, x => x >= 0),
        ["sin"] = new(FunctionName.Sin, Complex.Sin, _ => true),
        ["cos"] = new(FunctionName.Cos, Complex.Cos, _ => true),
        ["tanh"] = new(FunctionName.Tanh, Complex.Tanh, _ => true),
        ["abs"] = new(FunctionName.Abs, z => Complex.Abs(z), _ => true),
    };

    public static IReadOnlyList<string> Names { get; } = [.. OneArgumentFunctions.Keys, "min", "max"];

    public static bool IsKnown(string name) => Names.Contains(name, StringComparer.Ordinal);

    public static bool IsMinimum(string name) => string.Equals(name, "min", StringComparison.Ordinal);

    /// <summary>The function of one argument; null for min and max.</summary>
    public static FunctionName? OfOne(string name) => OneArgumentFunctions.TryGetValue(name, out OneArgument? f) ? f.Name : null;

    /// <summary>Real arguments inside the real domain take the real function, so that both evaluations agree to the bit.</summary>
    public static Complex Apply(string name, Complex z)
    {
        OneArgument f = OneArgumentFunctions[name];
        return z.Imaginary != 0 ? f.OfComplex(z) : f.IsRealAt(z.Real) ? default(DoubleArithmetic).Apply(f.Name, z.Real) : f.OfComplex(AboveCut(z.Real));
    }

    /// <summary>A real number with imaginary part +0 (not -0), so that cuts along the negative axis are approached from above.</summary>
    public static Complex AboveCut(double x) => new(x, 0.0);

    public static void Require(string name, int arguments, SourcePosition position)
    {
        if (!IsKnown(name))
        {
            throw new ExpressionException(position, $"there is no function '{ExpressionTokens.Shorten(name)}'{NameSuggestion.For(name, Names)}; the functions are {string.Join(", ", Names)}");
        }

        bool one = OneArgumentFunctions.ContainsKey(name);
        if (one ? arguments != 1 : arguments is < 2 or > MostArguments)
        {
            string allowed = one ? "one argument" : string.Create(CultureInfo.InvariantCulture, $"2 to {MostArguments} arguments");
            throw new ExpressionException(position, string.Create(CultureInfo.InvariantCulture, $"{name} takes {allowed}, not {arguments}"));
        }
    }

    private sealed record OneArgument(FunctionName Name, Func<Complex, Complex> OfComplex, Func<double, bool> IsRealAt);
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

        return Complex.Pow(x.Imaginary == 0 ? Functions.AboveCut(x.Real) : x, y);
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
}
