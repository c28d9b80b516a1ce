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
