using System.Globalization;
using System.Numerics;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>C# with doubles; small powers of names are products.</summary>
internal sealed class CSharpPrinter : FormPrinter
{
    private const int LargestProduct = 4;

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort",
        "using", "virtual", "void", "volatile", "while",
    };

    public static CSharpPrinter Instance { get; } = new();

    protected override string Times => " * ";

    /// <summary>in is written @in.</summary>
    public static string NameOf(string name) => Keywords.Contains(name) ? "@" + name : name;

    protected override string Name(string name) => NameOf(name);

    protected override string Number(BigInteger value)
    {
        string digits = ((BigRational)value).ToDouble().ToString("R", CultureInfo.InvariantCulture);
        return digits.Contains('.', StringComparison.Ordinal) || digits.Contains('E', StringComparison.Ordinal) ? digits : digits + ".0";
    }

    protected override string Power(PowerForm power) => power.Base is NameForm name && power.Exponent <= LargestProduct
        ? Brackets(string.Join(Times, Enumerable.Repeat(Name(name.Name), power.Exponent)))
        : $"Math.Pow({Print(power.Base)}, {power.Exponent.ToString(CultureInfo.InvariantCulture)})";

    protected override string Quotient(QuotientForm quotient) => $"{AtLeast(1, quotient.Above)} / {AtLeast(2, quotient.Below)}";
}
