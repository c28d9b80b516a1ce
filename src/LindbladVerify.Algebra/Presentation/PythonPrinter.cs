using System.Globalization;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>Python with ** and plain names.</summary>
internal sealed class PythonPrinter : FormPrinter
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
        "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
        "while", "with", "yield",
    };

    public static PythonPrinter Instance { get; } = new();

    /// <summary>lambda is written lambda_.</summary>
    public static string NameOf(string name) => Keywords.Contains(name) ? name + "_" : name;

    protected override string Name(string name) => NameOf(name);

    protected override string Power(PowerForm power) => $"{Primary(power.Base)}**{power.Exponent.ToString(CultureInfo.InvariantCulture)}";
}
