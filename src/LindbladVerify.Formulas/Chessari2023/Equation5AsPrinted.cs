using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The decay of the zero-quantum coherence by Eq. (5) with the σz = 2(I1z - I2z) printed below Eq. (2): the dissipator
/// (Γ2(II)/2) D(σz) then broadens by 4 Γ2(II).
/// </summary>
public sealed class Equation5AsPrinted : Formula
{
    private static readonly Equation5 Repaired = new();

    /// <inheritdoc/>
    public override string Id => "eq5.as-printed";

    /// <inheritdoc/>
    public override string Suite => Repaired.Suite;

    /// <inheritdoc/>
    public override string Title => "Decay of the zero-quantum coherence under Eq. (5) with the printed σz";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Paper("Eq. (5) with the line below Eq. (2)");

    /// <inheritdoc/>
    public override string Variant => "as printed";

    /// <inheritdoc/>
    public override string Expression => "G1a+G1b+4*G2II";

    /// <inheritdoc/>
    public override string Note => "Eqs. (2), (3) and (8) of the paper all have the broadening Γ2(II), which needs σz = I1z - I2z: see eq5.";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => Repaired.Parameters;

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        new IdentityClaim("coherence-decay", "With σz = 2(I1z - I2z) the zero-quantum coherence decays at the rate of the pair.", VerdictKind.False, new Reference(Reference.ZeroQuantumCoherenceDecayQuantity, NoiseNames.None, Reference.ExactMethod)),
        new SymmetryClaim("scaling", "Multiplying all rates and couplings by a factor multiplies the decay rate by it.", VerdictKind.Exact, p => PairClaims.Scaled(p, "G1a", "G1b", "G2II", "Delta", "J"), "(G1a, G1b, G2II, Delta, J) -> 7.3 (G1a, G1b, G2II, Delta, J)", _ => PairClaims.ScalingFactor),
    ];

    /// <inheritdoc/>
    public override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Equation5.DecayRate(point["G1a"], point["G1b"], 4 * point["G2II"]);
    }
}
