using System.Globalization;

namespace LindbladVerify.Systems.Expressions;

/// <summary>An expression that cannot be read or evaluated; the message is one line.</summary>
/// <param name="position">Where in the expression, from 1.</param>
/// <param name="reason">What is wrong and what is allowed, without the position.</param>
public sealed class ExpressionException(SourcePosition position, string reason)
    : FormatException(string.Create(CultureInfo.InvariantCulture, $"line {position.Line}, column {position.Column}: {reason}"))
{
    /// <summary>Where in the expression, from 1.</summary>
    public SourcePosition Position { get; } = position;

    /// <summary>Whether the expression is right and its value too large for memory or time.</summary>
    public bool IsSize { get; init; }

    /// <summary>The message without the position.</summary>
    public string Reason { get; } = reason;
}
