using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// What half the inverse residence time of I1z - I2z measures when the nuclei relax: W + 2 G1a G1b/(G1a + G1b), the exchange and the harmonic mean
/// of the transition rates (W + Γ1 for equal ones). Follows from K: 1/(2∫z) = det K/ΣK.
/// </summary>
public sealed class RateMatrixResidence : RelaxingPairFormula
{
    /// <inheritdoc/>
    public override string Id => "rate-matrix.residence-of-difference";

    /// <inheritdoc/>
    public override string Title => "Half the inverse residence time of the polarization difference of two nuclei that relax";

    /// <inheritdoc/>
    public override string Expression => 
        "W+2*G1a*G1b/(G1a+G1b), W = D^2/2/(Q00-Gm*Q01^2/(D^2+Gm*Q11)), Gm = 2/(1/(Gc+2*G1a)+1/(Gc+2*G1b)), G2 = G1a+G1b+G2II, Q00 = G2+(Delta*P)^2/G2+nu^2/Gb, Q01 = nu*(Delta*P/G2-Delta*P/Gb), Q11 = Gb+nu^2/G2+(Delta*P)^2/Gb, nu = Delta*sqrt(1-P^2), Gb = Gc+G2";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Identity("harmonic-mean", "Half the inverse residence time of the difference is W plus the harmonic mean of the longitudinal transition rates.", VerdictKind.Exact, From(Reference.ResidenceOfDifferenceMethod)),
        .. Laws(From(Reference.ResidenceOfDifferenceMethod)),
    ];

    private protected override double Rate(in PairTerms terms, double longitudinalRate1, double longitudinalRate2, double electronRate)
    {
        double sum = longitudinalRate1 + longitudinalRate2;
        double mean = sum > 0 ? 2 * longitudinalRate1 * (longitudinalRate2 / sum) : 0;
        return Exchange(terms, longitudinalRate1, longitudinalRate2, electronRate) + mean;
    }
}
