using System.Globalization;
using System.Numerics;
using System.Text;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>Prints the tree of a formula in the style of a programming language; derived printers replace what differs.</summary>
internal abstract class FormPrinter
{
    private const int SumLevel = 0;
    private const int ProductLevel = 1;
    private const int PowerLevel = 2;
    private const int PrimaryLevel = 3;

    public string Print(Form form) => form switch
    {
        NumberForm number => Number(number.Value),
        NameForm name => Name(name.Name),
        RootForm root => Root(Print(root.Radicand)),
        CallForm call => Call(call.Function, Print(call.Argument)),
        SumForm sum => Sum(sum),
        ProductForm product => Product(product),
        PowerForm power => Power(power),
        QuotientForm quotient => Quotient(quotient),
        _ => throw new InvalidOperationException($"There is no way to print {form.GetType().Name}."),
    };

    protected virtual string Times => "*";

    protected virtual string Plus => " + ";

    protected virtual string Minus => " - ";

    protected virtual string Negation => "-";

    protected virtual string Number(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    protected virtual string Name(string name) => name;

    protected virtual string Root(string radicand) => $"sqrt({radicand})";

    protected virtual string Call(string function, string argument) => $"{function}({argument})";

    protected virtual string Brackets(string inner) => $"({inner})";

    protected virtual string Power(PowerForm power) => $"{AtLeast(PrimaryLevel, power.Base)}^{power.Exponent.ToString(CultureInfo.InvariantCulture)}";

    protected virtual string Quotient(QuotientForm quotient) => $"{AtLeast(ProductLevel, quotient.Above)}/{AtLeast(PowerLevel, quotient.Below)}";

    protected string AtLeast(int level, Form form) => Level(form) >= level ? Print(form) : Brackets(Print(form));

    protected string Primary(Form form) => AtLeast(PrimaryLevel, form);

    private string Sum(SumForm sum)
    {
        var text = new System.Text.StringBuilder();
        for (int k = 0; k < sum.Parts.Count; k++)
        {
            (bool negative, Form part) = sum.Parts[k];
            text.Append(k == 0 ? (negative ? Negation : "") : negative ? Minus : Plus);
            text.Append(AtLeast(ProductLevel, part));
        }

        return text.ToString();
    }

    // A quotient inside a product stands first, so that a*(b/c) never has to be written.
    protected virtual string Product(ProductForm product) => string.Join(Times, product.Factors.Select((f, k) => AtLeast(k == 0 ? ProductLevel : PowerLevel, f)));

    private static int Level(Form form) => form switch
    {
        SumForm => SumLevel,
        ProductForm or QuotientForm => ProductLevel,
        PowerForm => PowerLevel,
        NumberForm { Value.Sign: < 0 } => SumLevel,
        _ => PrimaryLevel,
    };
}

/// <summary>A formula as it is written: the tree that all printers share.</summary>
internal abstract record Form
{
    /// <summary>How many symbols, numbers and signs it holds: what a reader has to take in.</summary>
    public abstract int Length { get; }
}

/// <summary>A whole number; each digit has to be read.</summary>
internal sealed record NumberForm(BigInteger Value) : Form
{
    public override int Length { get; } = BigInteger.Abs(Value).ToString(CultureInfo.InvariantCulture).Length;
}

/// <summary>A parameter or a named sub-expression.</summary>
internal sealed record NameForm(string Name) : Form
{
    public override int Length => 1;
}

/// <summary>A square root.</summary>
internal sealed record RootForm(Form Radicand) : Form
{
    public override int Length => Radicand.Length + 1;
}

/// <summary>exp, cos or sin of something.</summary>
internal sealed record CallForm(string Function, Form Argument) : Form
{
    public override int Length => Argument.Length + 1;
}

/// <summary>A sum; each part with its sign.</summary>
internal sealed record SumForm(IReadOnlyList<(bool Negative, Form Part)> Parts) : Form
{
    public override int Length { get; } = Parts.Sum(p => p.Part.Length + 1);
}

/// <summary>A product of at least two factors.</summary>
internal sealed record ProductForm(IReadOnlyList<Form> Factors) : Form
{
    public override int Length { get; } = Factors.Sum(f => f.Length);
}

/// <summary>A whole power, at least 2.</summary>
internal sealed record PowerForm(Form Base, int Exponent) : Form
{
    public override int Length => Base.Length + 1;
}

/// <summary>A quotient.</summary>
internal sealed record QuotientForm(Form Above, Form Below) : Form
{
    public override int Length => Above.Length + Below.Length + 1;
}

/// <summary>The expression language of model and formula files.</summary>
internal sealed class TextPrinter : FormPrinter
{
    public static TextPrinter Instance { get; } = new();
}

/// <summary>LaTeX for mathematics mode.</summary>
internal sealed class LatexPrinter : FormPrinter
{
    public static LatexPrinter Instance { get; } = new();

    protected override string Times => " ";

    protected override string Product(ProductForm product)
    {
        // A number after a number needs a sign between them.
        var parts = new List<string>();
        for (int k = 0; k < product.Factors.Count; k++)
        {
            string text = AtLeast(k == 0 ? 1 : 2, product.Factors[k]);
            parts.Add(k > 0 && char.IsAsciiDigit(text[0]) ? "\\cdot " + text : text);
        }

        return string.Join(Times, parts);
    }

    protected override string Name(string name)
    {
        (string latex, _, string index, bool isWord) = GreekNames.Split(name);
        string letter = isWord ? $"\\mathrm{{{latex.Replace("_", "\\_", StringComparison.Ordinal)}}}" : latex;
        return index.Length == 0 ? letter : index.Length == 1 ? $"{letter}_{index}" : $"{letter}_{{{index.Replace("_", "\\_", StringComparison.Ordinal)}}}";
    }

    protected override string Brackets(string inner) => $"\\left({inner}\\right)";

    protected override string Root(string radicand) => $"\\sqrt{{{radicand}}}";

    protected override string Call(string function, string argument) => function is "exp" ? $"e^{{{argument}}}" : $"\\{function}{Brackets(argument)}";

    protected override string Power(PowerForm power)
    {
        string exponent = power.Exponent.ToString(CultureInfo.InvariantCulture);
        return $"{Primary(power.Base)}^{(exponent.Length == 1 ? exponent : $"{{{exponent}}}")}";
    }

    protected override string Quotient(QuotientForm quotient) => $"\\frac{{{Print(quotient.Above)}}}{{{Print(quotient.Below)}}}";
}

/// <summary>Presentation MathML, without the outer math element.</summary>
internal sealed class MathMLPrinter : FormPrinter
{
    public static MathMLPrinter Instance { get; } = new();

    protected override string Times => "<mo>&#x2062;</mo>";

    protected override string Plus => "<mo>+</mo>";

    protected override string Minus => "<mo>&#x2212;</mo>";

    protected override string Negation => "<mo>&#x2212;</mo>";

    protected override string Number(BigInteger value) => $"<mn>{value.ToString(CultureInfo.InvariantCulture)}</mn>";

    protected override string Name(string name)
    {
        (_, string character, string index, bool isWord) = GreekNames.Split(name);
        string letter = isWord ? $"<mi mathvariant=\"normal\">{Escape(character)}</mi>" : $"<mi>{Escape(character)}</mi>";
        return index.Length == 0 ? letter : $"<msub>{letter}<mi>{Escape(index)}</mi></msub>";
    }

    protected override string Root(string radicand) => $"<msqrt>{radicand}</msqrt>";

    protected override string Call(string function, string argument) => function is "exp" ? $"<msup><mi>e</mi><mrow>{argument}</mrow></msup>" : $"<mi>{function}</mi><mo>&#x2061;</mo>{Brackets(argument)}";

    protected override string Brackets(string inner) => $"<mrow><mo>(</mo><mrow>{inner}</mrow><mo>)</mo></mrow>";

    protected override string Power(PowerForm power) =>
        $"<msup>{Primary(power.Base)}<mn>{power.Exponent.ToString(CultureInfo.InvariantCulture)}</mn></msup>";

    protected override string Quotient(QuotientForm quotient) =>
        $"<mfrac><mrow>{Print(quotient.Above)}</mrow><mrow>{Print(quotient.Below)}</mrow></mfrac>";

    private static string Escape(string text) => new StringBuilder(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").ToString();
}

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

    protected override string Root(string radicand) => $"Math.Sqrt({radicand})";

    protected override string Call(string function, string argument) => $"Math.{char.ToUpperInvariant(function[0])}{function[1..]}({argument})";

    /// <summary>in is written @in, and pi as the constant that it is.</summary>
    public static string NameOf(string name) => name is "pi" ? "Math.PI" : Keywords.Contains(name) ? "@" + name : name;

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

    protected override string Root(string radicand) => $"(({radicand})**0.5)";

    protected override string Call(string function, string argument) => $"math.{function}({argument})";

    /// <summary>lambda is written lambda_, and pi as the number that it is.</summary>
    public static string NameOf(string name) => name is "pi" ? Math.PI.ToString("R", CultureInfo.InvariantCulture) : Keywords.Contains(name) ? name + "_" : name;

    protected override string Name(string name) => NameOf(name);

    protected override string Power(PowerForm power) => $"{Primary(power.Base)}**{power.Exponent.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>How names of parameters are set in print: Greek letters by their names, the rest as an index.</summary>
internal static class GreekNames
{
    private static readonly (string Name, string Latex, string Character)[] Letters =
    [
        ("epsilon", "\\epsilon", "ε"), ("upsilon", "\\upsilon", "υ"), ("omicron", "o", "ο"),
        ("alpha", "\\alpha", "α"), ("beta", "\\beta", "β"), ("gamma", "\\gamma", "γ"), ("delta", "\\delta", "δ"), ("zeta", "\\zeta", "ζ"),
        ("theta", "\\theta", "θ"), ("iota", "\\iota", "ι"), ("kappa", "\\kappa", "κ"), ("lambda", "\\lambda", "λ"), ("sigma", "\\sigma", "σ"),
        ("omega", "\\omega", "ω"), ("eta", "\\eta", "η"), ("rho", "\\rho", "ρ"), ("tau", "\\tau", "τ"), ("phi", "\\phi", "φ"),
        ("chi", "\\chi", "χ"), ("psi", "\\psi", "ψ"), ("mu", "\\mu", "μ"), ("nu", "\\nu", "ν"), ("xi", "\\xi", "ξ"), ("pi", "\\pi", "π"),
        ("Gamma", "\\Gamma", "Γ"), ("Delta", "\\Delta", "Δ"), ("Theta", "\\Theta", "Θ"), ("Lambda", "\\Lambda", "Λ"), ("Sigma", "\\Sigma", "Σ"),
        ("Upsilon", "\\Upsilon", "Υ"), ("Omega", "\\Omega", "Ω"), ("Phi", "\\Phi", "Φ"), ("Psi", "\\Psi", "Ψ"), ("Xi", "\\Xi", "Ξ"), ("Pi", "\\Pi", "Π"),
    ];

    /// <summary>The letter and the index of a name: Gc is G with index c, omega0 is omega with index 0; other words are upright.</summary>
    public static (string Latex, string Character, string Index, bool IsWord) Split(string name)
    {
        foreach ((string letter, string latex, string character) in Letters)
        {
            if (name.StartsWith(letter, StringComparison.Ordinal) && (name.Length == letter.Length || !char.IsLower(name[letter.Length]) || name.Length == letter.Length + 1))
            {
                return (latex, character, name[letter.Length..].TrimStart('_'), false);
            }

            if (name.StartsWith(character, StringComparison.Ordinal))
            {
                return (latex, character, name[character.Length..].TrimStart('_'), false);
            }
        }

        string rest = name[1..];
        bool isIndex = rest.Length <= 1 || rest[0] == '_' || rest.All(char.IsAsciiDigit);
        return isIndex ? (name[..1], name[..1], rest.TrimStart('_'), false) : (name, name, "", true);
    }
}
