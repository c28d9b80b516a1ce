using System.Globalization;
using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.Expressions;

/// <summary>Cuts an expression into words.</summary>
/// <remarks>
/// A general-purpose lexer (that of C#, say) knows comments, suffixes, hexadecimal digits, text, escapes and directives, each of
/// which would have to be found and refused: in "a//b" it drops b without a word. Here only what is listed gets through.
/// </remarks>
internal static class ExpressionTokens
{
    public const int LongestText = 20_000;

    private static readonly string[] Signs = ["<=", ">=", "==", "!=", "&&", "||", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", ".", "<", ">"];

    private static readonly Dictionary<char, string> Hints = new()
    {
        ['='] = "comparisons are < <= > >= == !=",
        ['{'] = "use round brackets",
        ['"'] = "there is no text in expressions",
        ['\''] = "there is no text in expressions",
        ['−'] = "write - for the minus sign",
        ['·'] = "write * for the product",
        ['×'] = "write * for the product",
        ['⊗'] = "write * for the tensor product",
        ['²'] = "write ^2 for the square",
        ['†'] = "the adjoint of .m is .p, that of .a is .ad",
        ['|'] = "conditions are joined by 'and', 'or'",
        ['&'] = "conditions are joined by 'and', 'or'",
    };

    /// <summary>The words, with an end mark.</summary>
    public static List<ExpressionToken> Of(string text)
    {
        if (text.Length > LongestText)
        {
            throw new ExpressionException(SourcePosition.Start, $"the expression has {text.Length} characters; at most {LongestText} are allowed");
        }

        var tokens = new List<ExpressionToken>();
        int line = 1;
        int lineStart = 0;
        int at = 0;
        while (at < text.Length)
        {
            var position = new SourcePosition(line, at - lineStart + 1);
            char c = text[at];
            if (c is ' ' or '\t' or '\r' or '\n')
            {
                at++;
                (line, lineStart) = c == '\n' ? (line + 1, at) : (line, lineStart);
                continue;
            }

            ExpressionToken token = Next(text, at, position);
            tokens.Add(token);
            at += token.Text.Length;
        }

        tokens.Add(new ExpressionToken(ExpressionTokenKind.End, "", 0, new SourcePosition(line, at - lineStart + 1)));
        return tokens;
    }

    /// <summary>A piece of foreign text fit for a message of one line.</summary>
    public static string Shorten(string text)
    {
        const int Longest = 40;
        string shown = text.Length > Longest ? text[..Longest] + "…" : text;
        return string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF' ? '\uFFFD' : c));
    }

    private static ExpressionToken Next(string text, int at, SourcePosition position)
    {
        if (IsDigit(text, at) || (text[at] == '.' && IsDigit(text, at + 1)))
        {
            return Number(text, at, position);
        }

        if (IsNameStart(text[at]))
        {
            return new ExpressionToken(ExpressionTokenKind.Name, text[at..EndOfName(text, at)], 0, position);
        }

        string? sign = Array.Find(Signs, s => string.CompareOrdinal(text, at, s, 0, s.Length) == 0);
        if (sign is not null)
        {
            return new ExpressionToken(ExpressionTokenKind.Sign, sign, 0, position);
        }

        string hint = Hints.TryGetValue(text[at], out string? known) ? known : "an expression has numbers, names, + - * / ^ ( ) and functions";
        throw new ExpressionException(position, $"'{Shorten(text[at].ToString())}' is not allowed; {hint}");
    }

    private static ExpressionToken Number(string text, int at, SourcePosition position)
    {
        int end = EndOfDigits(text, at);
        if (end < text.Length && text[end] == '.')
        {
            end = EndOfDigits(text, end + 1);
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            int digits = end + 1 < text.Length && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            end = IsDigit(text, digits) ? EndOfDigits(text, digits) : end;
        }

        if (end < text.Length && IsNamePart(text[end]))
        {
            int word = EndOfName(text, end);
            throw new ExpressionException(position, $"'{Shorten(text[at..word])}' is neither a number nor a name; write * between a number and a name");
        }

        double value = double.Parse(text.AsSpan(at, end - at), NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value)
            ? new ExpressionToken(ExpressionTokenKind.Number, text[at..end], value, position)
            : throw new ExpressionException(position, $"the number {Shorten(text[at..end])} is too large; the largest is 1.797e308");
    }

    private static bool IsDigit(string text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static bool IsNameStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsNamePart(char c) => c == '_' || char.IsLetter(c) || char.IsAsciiDigit(c);

    private static int EndOfDigits(string text, int at)
    {
        while (IsDigit(text, at))
        {
            at++;
        }

        return at;
    }

    private static int EndOfName(string text, int at)
    {
        while (at < text.Length && IsNamePart(text[at]))
        {
            at++;
        }

        return at;
    }
}

/// <summary>One word of an expression.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ExpressionToken(ExpressionTokenKind Kind, string Text, double Value, SourcePosition Position)
{
    public bool Is(string sign) => Kind == ExpressionTokenKind.Sign && string.Equals(Text, sign, StringComparison.Ordinal);

    public bool IsName(string name) => Kind == ExpressionTokenKind.Name && string.Equals(Text, name, StringComparison.Ordinal);

    public override string ToString() => Kind == ExpressionTokenKind.End ? "the end" : $"'{ExpressionTokens.Shorten(Text)}'";
}

/// <summary>Kinds of words of the language.</summary>
internal enum ExpressionTokenKind
{
    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A name.</summary>
    Name,

    /// <summary>An operator sign, parenthesis, comma or point.</summary>
    Sign,

    /// <summary>The end of the text.</summary>
    End,
}

/// <summary>Where a piece of text stands, both counted from 1.</summary>
/// <remarks>All positions count as equal, so that two expressions are equal when they say the same, wherever they stand.</remarks>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SourcePosition(int Line, int Column)
{
    /// <summary>The start of a text.</summary>
    public static SourcePosition Start { get; } = new(1, 1);

    /// <inheritdoc/>
    public bool Equals(SourcePosition other) => true;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}

/// <summary>An expression that cannot be read or evaluated; the message is one line.</summary>
/// <param name="position">Where in the expression, from 1.</param>
/// <param name="reason">What is wrong and what is allowed, without the position.</param>
internal sealed class ExpressionException(SourcePosition position, string reason)
    : FormatException(string.Create(CultureInfo.InvariantCulture, $"line {position.Line}, column {position.Column}: {reason}"))
{
    /// <summary>Where in the expression, from 1.</summary>
    public SourcePosition Position { get; } = position;

    /// <summary>Whether the expression is right and its value too large for memory or time.</summary>
    public bool IsSize { get; init; }

    /// <summary>The message without the position.</summary>
    public string Reason { get; } = reason;
}
