using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// What Eq. (5) is used for: under its relaxation superoperator the zero-quantum coherence |αβ⟩⟨βα| decays at G2 = Γ1,1 + Γ1,2 + Γ2(II), exactly,
/// whatever the splitting of the levels and the longitudinal coupling of the spins.
/// </summary>
public sealed class Equation5 : Formula
{
    /// <inheritdoc/>
    public override string Id => "eq5";

    /// <inheritdoc/>
    public override string Suite => "chessari-2023";

    /// <inheritdoc/>
    public override string Title => "Decay of the zero-quantum coherence under Eq. (5)";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Paper("Eq. (5) and the text below Eq. (8)");

    /// <inheritdoc/>
    public override string Variant => "repaired";

    /// <inheritdoc/>
    public override string Expression => "G1a+G1b+G2II";

    /// <inheritdoc/>
    public override string Note =>
        "Holds with σz = I1z - I2z (eigenvalues ±1 on |αβ⟩, |βα⟩); with the 2(I1z - I2z) printed below Eq. (2) the last term would be 4 Γ2(II). "
        + "The dissipator must be XρX† - ½{X†X, ρ}: as printed, X†ρX, a single term does not keep the trace; the sum over I+ and I- hides it.";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        new("G1a", "1/s", 1, 1e4, "Transition rate Γ1,1 of the first spin; its 1/T1 is 2 Γ1,1."),
        new("G1b", "1/s", 1, 1e4, "Transition rate Γ1,2 of the second spin."),
        new("G2II", "1/s", 1e3, 1e6, "Pure zero-quantum broadening Γ2(II)."),
        new("Delta", "rad/s", 1e2, 1e6, "Splitting of |αβ⟩ and |βα⟩; must not matter."),
        new("J", "rad/s", 1e2, 1e6, "Longitudinal coupling J I1z I2z; must not matter."),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        new IdentityClaim("coherence-decay", "The zero-quantum coherence decays at Γ1,1 + Γ1,2 + Γ2(II).", VerdictKind.Exact, Computed),
        new SymmetryClaim("exchange", "Exchanging the spins changes nothing.", VerdictKind.Exact, p => p.With("G1a", p["G1b"]).With("G1b", p["G1a"]), "G1a <-> G1b", _ => 1, Computed),
        new SymmetryClaim("scaling", "Multiplying all rates and couplings by a factor multiplies the decay rate by it.", VerdictKind.Exact, p => PairClaims.Scaled(p, "G1a", "G1b", "G2II", "Delta", "J"), "(G1a, G1b, G2II, Delta, J) -> 7.3 (G1a, G1b, G2II, Delta, J)", _ => PairClaims.ScalingFactor, Computed),
    ];

    private static Reference Computed => new(Reference.ZeroQuantumCoherenceDecayQuantity, NoiseNames.None, Reference.ExactMethod);

    /// <summary>The decay rate of the zero-quantum coherence, 1/s.</summary>
    /// <param name="longitudinalRate1">Transition rate Γ1,1 of the first spin, 1/s; not negative.</param>
    /// <param name="longitudinalRate2">Transition rate Γ1,2 of the second spin, 1/s; not negative.</param>
    /// <param name="pureBroadening">Γ2(II), 1/s; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is negative or not finite.</exception>
    public static double DecayRate(double longitudinalRate1, double longitudinalRate2, double pureBroadening)
    {
        Require.NotNegative(longitudinalRate1, nameof(longitudinalRate1));
        Require.NotNegative(longitudinalRate2, nameof(longitudinalRate2));
        Require.NotNegative(pureBroadening, nameof(pureBroadening));
        return longitudinalRate1 + longitudinalRate2 + pureBroadening;
    }

    /// <inheritdoc/>
    public override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return DecayRate(point["G1a"], point["G1b"], point["G2II"]);
    }
}
