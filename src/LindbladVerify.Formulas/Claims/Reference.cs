namespace LindbladVerify.Formulas.Claims;

/// <summary>Names, as data, the numerically computed quantity that a claim holds a formula against. Says nothing of how it is computed.</summary>
/// <param name="Quantity">What is compared: one of the quantities named below.</param>
/// <param name="Noise">One of <see cref="NoiseNames"/>.</param>
/// <param name="Method">"golden-rule" (leading order in the coupling), "exact" (all orders, an integral over time) or "spectral-gap" (all orders, the slow mode).</param>
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

    /// <summary>
    /// Longitudinal transition rate Γ1, 1/s, of a nucleus of Larmor frequency w0 in the field P(t) [Az Iz + Aperp Ix] of the electron:
    /// half the relaxation rate of ⟨Iz⟩. Parameters w0, Az, Aperp (rad/s), P, Gc (1/s).
    /// Method "exact": 1/(2 ∫0^∞ ⟨Iz⟩/⟨Iz⟩(0) dt). Method "spectral-gap": half the decay rate of the longitudinal mode.
    /// </summary>
    public const string LongitudinalRateQuantity = "longitudinal-rate";

    /// <summary>Longitudinal relaxation rate 1/T1, 1/s: twice <see cref="LongitudinalRateQuantity"/>, of the same parameters.</summary>
    public const string LongitudinalRelaxationRateQuantity = "longitudinal-relaxation-rate";

    /// <summary>
    /// Decay rate, 1/s, of the zero-quantum coherence of two spins 1/2 under H = Σk 2 (D1k I1z + D2k I2z) Ikz with two neighbours k = a, b
    /// whose 2 Ikz flip between ±1 with mean p (0 where the point has none) and correlation time tau.
    /// Parameters D1a, D2a, D1b, D2b (rad/s), tau (s), p.
    /// Method "spectral-gap": the slowest mode. Method "exact": 1/∫0^∞ Re C(t) dt.
    /// </summary>
    public const string NeighbourBroadeningQuantity = "neighbour-broadening";

    /// <summary>
    /// One-way transition rate W, 1/s, of a pair with H = ½ delta (I1z - I2z) - ½ D (I1+ I2- + I1- I2+) + 2 (D1a I1z + D2a I2z) Iaz whose only
    /// broadening is the unpolarized neighbour a, flipping with correlation time tau. Parameters D, delta, D1a, D2a (rad/s), tau (s).
    /// Methods "golden-rule" and "exact".
    /// </summary>
    public const string NeighbourFlipFlopRateQuantity = "neighbour-flip-flop-rate";

    /// <summary>
    /// <see cref="FlipFlopRateQuantity"/> with the electron a quantum spin 1/2: H = Delta Sz (I1z - I2z) - ½ D (I1+ I2- + I1- I2+), jumps
    /// √(Gc (1±P)/2) S±, coherence decay G2. Same parameters. Method "exact".
    /// </summary>
    public const string QuantumElectronFlipFlopRateQuantity = "quantum-electron-flip-flop-rate";

    /// <summary>
    /// One-way transition rate W, 1/s, of two nuclei under H = ½ Delta P(t) (I1z - I2z) - ½ D (I1+ I2- + I1- I2+) and the relaxation of Eq. (5),
    /// from the matrix K = T⁻¹ of rates with T_ij = ∫0^∞ ⟨Iiz⟩ dt from the start Ijz. Parameters D, Delta (rad/s), P, Gc, G1a, G1b, G2II (1/s).
    /// Methods "K11" (K11 - 2 G1a), "K12" (-K12), "K21" (-K21), "K22" (K22 - 2 G1b) and "residence-of-difference" (z(0)/(2∫z dt), z = ⟨I1z - I2z⟩).
    /// </summary>
    public const string RelaxingPairRateQuantity = "relaxing-pair-rate";

    /// <summary>
    /// One-way transition rate W = -K12, 1/s, of two nuclei in the transverse field of one electron,
    /// H = w0 (I1z + I2z) + ½ delta (I1z - I2z) - ½ D (I1+ I2- + I1- I2+) + P(t) [A1 I1x + A2 (cos phi I2x + sin phi I2y)], with G2II/2 on I1z - I2z.
    /// Parameters w0, delta, D, A1, A2 (rad/s), phi (rad), P, Gc, G2II (1/s). Method "exact".
    /// </summary>
    public const string CorrelatedRelaxationRateQuantity = "correlated-relaxation-rate";

    /// <summary>
    /// Transfer rate z(0)/(2 ∫0^∞ z dt), 1/s, of z = ⟨I1z - INz⟩ from the start I1z - INz, of N nuclei under
    /// H = P(t) Σ Ai Iiz - ½ Σ Dij (Ii+ Ij- + Ii- Ij+), every zero-quantum coherence decaying at G2.
    /// Parameters A1, A2, … (rad/s), D12, D23, … (rad/s; pairs that are absent do not couple), P, Gc, G2 (1/s). Method "exact".
    /// </summary>
    public const string NetworkTransferRateQuantity = "network-transfer-rate";

    /// <summary>
    /// The golden-rule rates at two electron polarizations, W(Pon)/W(Poff), of nuclei at the distances r and √(r² + a²) with the hyperfine coupling K/r³, over
    /// the number quoted for it. Parameters speedUp, K (rad/s nm³), r, a (nm), Pon, Poff, Gc, G2 (1/s). Method "golden-rule".
    /// </summary>
    public const string SpeedUpQuantity = "fig3-speed-up";

    /// <summary>
    /// The distance at which K/r³ equals the electron rate over the number quoted for it. Parameters radius (nm), K (rad/s nm³), Gc (1/s). Methods "hertz" and "rad/s".
    /// </summary>
    public const string BreakdownRadiusQuantity = "fig3-breakdown-radius";

    /// <summary>|A|/2π in hertz is held against Γc in 1/s.</summary>
    public const string HertzMethod = "hertz";

    /// <summary>|A| in rad/s is held against Γc in 1/s.</summary>
    public const string RadiansMethod = "rad/s";

    /// <summary>W from K11 of a rate matrix.</summary>
    public const string FirstToFirstMethod = "K11";

    /// <summary>W from K12 of a rate matrix.</summary>
    public const string SecondToFirstMethod = "K12";

    /// <summary>W from K21 of a rate matrix.</summary>
    public const string FirstToSecondMethod = "K21";

    /// <summary>W from K22 of a rate matrix.</summary>
    public const string SecondToSecondMethod = "K22";

    /// <summary>Half the inverse residence time of the polarization difference, whatever relaxes it.</summary>
    public const string ResidenceOfDifferenceMethod = "residence-of-difference";

    /// <summary>Leading order in the coupling.</summary>
    public const string GoldenRuleMethod = "golden-rule";

    /// <summary>All orders in the coupling.</summary>
    public const string ExactMethod = "exact";

    /// <summary>All orders, from the decay rate of the slow mode instead of an integral over time.</summary>
    public const string SpectralGapMethod = "spectral-gap";

    /// <summary>The flip-flop rate to leading order in D.</summary>
    /// <param name="noise">One of <see cref="NoiseNames"/>.</param>
    public static Reference GoldenRule(string noise) => new(FlipFlopRateQuantity, noise, GoldenRuleMethod);

    /// <summary>The flip-flop rate to all orders in D, from the residence time.</summary>
    /// <param name="noise">One of <see cref="NoiseNames"/>.</param>
    public static Reference ResidenceTime(string noise) => new(FlipFlopRateQuantity, noise, ExactMethod);

    /// <inheritdoc/>
    public override string ToString() => string.Equals(Noise, NoiseNames.None, StringComparison.Ordinal) ? $"{Quantity}, {Method}" : $"{Quantity} of {Noise}, {Method}";
}
