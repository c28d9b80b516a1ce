using System.Globalization;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>One Lindblad term rate · (L ρ L† - {L†L, ρ}/2). The rate is separate from the operator: no silent square roots.</summary>
public sealed record Dissipator
{
    /// <summary>A jump operator with its rate.</summary>
    /// <param name="jumpOperator">L, [d, d].</param>
    /// <param name="rate">1/s, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    public Dissipator(Operator jumpOperator, double rate)
    {
        if (!(rate >= 0) || double.IsInfinity(rate))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, $"A dissipator's rate must be finite and not negative, not {rate.ToString("R", CultureInfo.InvariantCulture)}.");
        }

        JumpOperator = jumpOperator;
        Rate = rate;
    }

    /// <summary>L.</summary>
    public Operator JumpOperator { get; }

    /// <summary>1/s.</summary>
    public double Rate { get; }
}
