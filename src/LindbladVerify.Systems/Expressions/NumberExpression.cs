using System.Globalization;

namespace LindbladVerify.Systems.Expressions;

/// <summary>A number.</summary>
public sealed record NumberExpression : Expression
{
    private const int MostDigits = 1000;

    /// <summary>A finite number.</summary>
    /// <exception cref="ExpressionException">The value is not finite.</exception>
    /// <param name="value">The number.</param>
    /// <param name="position">Where it stood.</param>
    /// <param name="digits">How it was written, where it was; the shortest text that reads back as the number otherwise.</param>
    public NumberExpression(double value, SourcePosition position = default, string? digits = null)
        : base(position, [])
    {
        Value = double.IsFinite(value) ? value : throw new ExpressionException(position, "a number must be finite");
        Digits = digits is { Length: <= MostDigits } && value != 0 ? digits : value.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>The value, rounded to a double.</summary>
    public double Value { get; }

    /// <summary>The decimal digits: what the number is exactly.</summary>
    public string Digits { get; }

    /// <inheritdoc/>
    public bool Equals(NumberExpression? other) => other is not null && Value.Equals(other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => this;
}
