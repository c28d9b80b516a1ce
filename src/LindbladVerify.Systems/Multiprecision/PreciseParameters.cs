using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>Values of the names of a model at a point, to a precision; and the numbers that were found unfit for use at it.</summary>
internal sealed class PreciseParameters
{
    private readonly Dictionary<string, Ball> values = new(StringComparer.Ordinal);

    public PreciseParameters(int bits) => Bits = bits;

    /// <summary>Working precision.</summary>
    public int Bits { get; }

    /// <summary>Values by name.</summary>
    public IReadOnlyDictionary<string, Ball> Values => values;

    /// <summary>Whether something could not be told with these digits.</summary>
    public bool NeedsDigits { get; set; }

    /// <summary>Gives a name its value.</summary>
    public void Set(string name, Ball value) => values[name] = value;

    /// <summary>The value of an expression; 0 where the digits do not suffice, which is noted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The expression has no real value here.</exception>
    public Ball Value(Expression expression)
    {
        PreciseValue value = PreciseArithmetic.Evaluate(expression, values, Bits);
        if (value.Number is { } number)
        {
            return number;
        }

        if (!value.NeedsDigits)
        {
            throw Refused($"'{expression}' has no real value here (a division by zero, or the root or logarithm of a negative number).");
        }

        NeedsDigits = true;
        return Ball.Exact(BigFloat.Zero);
    }

    /// <summary>The whole number that an expression is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none, or too large.</exception>
    public int WholeNumber(Expression expression)
    {
        Ball value = Value(expression);
        BigFloat nearest = BigFloat.Scaled((value.Value + BigFloat.Of(0.5)).Floor(), 0, 0);
        return new Ball(value.Value - nearest, value.Error).MayBeZero && BigFloat.Abs(nearest) < BigFloat.Of(1_000_000L)
            ? (int)(double)nearest
            : throw Refused($"'{expression}' must be a whole number.");
    }

    /// <summary>An exception of the kind that a model's own checks lead to.</summary>
    public static ArgumentOutOfRangeException Refused(string message) => new(message, (Exception?)null);
}
