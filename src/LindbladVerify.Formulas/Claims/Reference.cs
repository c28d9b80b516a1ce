namespace LindbladVerify.Formulas.Claims;

/// <summary>Names, as data, the numerically computed quantity that a claim holds a formula against. Says nothing of how it is computed.</summary>
/// <param name="Quantity">What is compared: "flip-flop-rate", "spectrum", "lineshape", "coherence-decay", …</param>
/// <param name="Noise">"symmetric-telegraph", "electron-telegraph", "ornstein-uhlenbeck", "fluctuators:N", or "none".</param>
/// <param name="Method">"golden-rule" (leading order in the coupling) or "exact" (all orders).</param>
public sealed record Reference(string Quantity, string Noise, string Method)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Quantity} of {Noise}, {Method}";
}
