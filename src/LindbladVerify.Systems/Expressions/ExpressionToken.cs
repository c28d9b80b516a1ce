using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.Expressions;

/// <summary>One word of an expression.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ExpressionToken(ExpressionTokenKind Kind, string Text, double Value, SourcePosition Position)
{
    public bool Is(string sign) => Kind == ExpressionTokenKind.Sign && string.Equals(Text, sign, StringComparison.Ordinal);

    public bool IsName(string name) => Kind == ExpressionTokenKind.Name && string.Equals(Text, name, StringComparison.Ordinal);

    public override string ToString() => Kind == ExpressionTokenKind.End ? "the end" : $"'{ExpressionTokens.Shorten(Text)}'";
}
