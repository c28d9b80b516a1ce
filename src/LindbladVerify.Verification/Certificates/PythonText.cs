using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Certificates;

/// <summary>Expressions as Python, every number as the decimal fraction that it reads as.</summary>
internal static class PythonText
{
    private static readonly HashSet<string> Reserved = new(
        ["False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"],
        StringComparer.Ordinal);

    /// <summary>The expression, fully bracketed.</summary>
    /// <exception cref="NotAlgebraicException">A part has no place in a certificate.</exception>
    public static string Of(Expression expression) => expression switch
    {
        NumberExpression number => $"_q('{number.Digits}')",
        NameExpression name => Name(name.Name),
        MemberExpression member => $"{Name(member.Site)}.{member.Operator}{(member.Children.Count > 0 ? $"({Of(member.Children[0])})" : string.Empty)}",
        NegationExpression negation => $"(-{Of(negation.Operand)})",
        BinaryExpression binary => $"({Of(binary.Left)} {Sign(binary.Operator)} {Of(binary.Right)})",
        CallExpression { Function: "sqrt" or "exp" or "log" or "sin" or "cos" or "tanh" } call => $"{call.Function}({Of(call.Children[0])})",
        _ => throw new NotAlgebraicException($"'{expression}' has no place in a certificate."),
    };

    /// <summary>A name that is none of Python's words.</summary>
    public static string Name(string name) => Reserved.Contains(name) ? name + "_" : name;

    /// <summary>A text in quotes.</summary>
    public static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Sign(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        _ => "**",
    };
}
