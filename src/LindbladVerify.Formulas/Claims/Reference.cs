namespace LindbladVerify.Formulas.Claims;

/// <summary>Names, as data, the numerically computed quantity that a claim holds a formula against. Says nothing of how it is computed.</summary>
/// <param name="Quantity">What is compared: one of <see cref="FlipFlopRateQuantity"/>, <see cref="SpectrumQuantity"/>, <see cref="LineshapeQuantity"/>, <see cref="ZeroQuantumCoherenceDecayQuantity"/>.</param>
/// <param name="Noise">One of <see cref="NoiseNames"/>.</param>
/// <param name="Method">"golden-rule" (leading order in the coupling) or "exact" (all orders).</param>
public sealed record Reference(string Quantity, string Noise, string Method)
{
    /// <summary>
    /// One-way transition rate W between |αβ⟩ and |βα⟩, 1/s, of H = ½ Delta P(t) σz - ½ D σx with coherence decay G2.
    /// Parameters D, Delta (rad/s), P, Gc, G2 (1/s).
    /// Method "golden-rule": (D²/2) Re ∫0^∞ exp(-G2 t) ⟨exp(i∫Delta P)⟩ dt. Method "exact": 1/(2 ∫0^∞ ⟨z⟩ dt).
    /// </summary>
    public const string FlipFlopRateQuantity = "flip-flop-rate";

    /// <summary>
    /// Two-sided spectrum F(omega) = ∫ exp(-i omega t) ⟨f(t) f*(0)⟩ dt, in s, of the drive f(t) = exp(i Delta ∫ (P(s) - P) ds).
    /// Parameters Delta (rad/s), P, Gc (1/s), omega (rad/s).
    /// </summary>
    public const string SpectrumQuantity = "spectrum";

    /// <summary>
    /// Lineshape ∫ exp(-i omega t) C(t) dt, in s, of the zero-quantum correlator C(t) = exp(i Delta P t - G2 |t|).
    /// Parameters omega, Delta (rad/s), P, G2 (1/s).
    /// </summary>
    public const string LineshapeQuantity = "lineshape";

    /// <summary>
    /// Decay rate, 1/s, of |⟨αβ|ρ|βα⟩| of two spins 1/2 under H = ½ Delta (I1z - I2z) + J I1z I2z and the dissipators
    /// G1a [D(I1+) + D(I1-)] + G1b [D(I2+) + D(I2-)] + (G2II/2) D(I1z - I2z), D(X)ρ = XρX† - ½{X†X, ρ}.
    /// Parameters G1a, G1b, G2II (1/s), Delta, J (rad/s).
    /// </summary>
    public const string ZeroQuantumCoherenceDecayQuantity = "zero-quantum-coherence-decay";

    /// <summary>Leading order in the coupling.</summary>
    public const string GoldenRuleMethod = "golden-rule";

    /// <summary>All orders in the coupling.</summary>
    public const string ExactMethod = "exact";

    /// <summary>The flip-flop rate to leading order in D.</summary>
    /// <param name="noise">One of <see cref="NoiseNames"/>.</param>
    public static Reference GoldenRule(string noise) => new(FlipFlopRateQuantity, noise, GoldenRuleMethod);

    /// <summary>The flip-flop rate to all orders in D, from the residence time.</summary>
    /// <param name="noise">One of <see cref="NoiseNames"/>.</param>
    public static Reference ResidenceTime(string noise) => new(FlipFlopRateQuantity, noise, ExactMethod);

    /// <inheritdoc/>
    public override string ToString() => string.Equals(Noise, NoiseNames.None, StringComparison.Ordinal) ? $"{Quantity}, {Method}" : $"{Quantity} of {Noise}, {Method}";
}
