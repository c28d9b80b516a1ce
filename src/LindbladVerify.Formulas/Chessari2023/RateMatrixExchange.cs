using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The flip-flop rate beside longitudinal relaxation, to all orders in D: the residence-time rate of the electron telegraph with the broadening
/// G2 = G1a + G1b + G2II of Eq. (5), in which Gc where it damps the noise-weighted polarization becomes the harmonic mean of Gc + 2 G1a and Gc + 2 G1b.
/// Every entry of the rate matrix holds this W; half the inverse residence time of I1z - I2z does not.
/// </summary>
public sealed class RateMatrixExchange : RelaxingPairFormula
{
    /// <inheritdoc/>
    public override string Id => "rate-matrix";

    /// <inheritdoc/>
    public override string Title => "Flip-flop rate of two nuclei that also relax, from the matrix of rates";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/2/(Q00-Gm*Q01^2/(D^2+Gm*Q11)), Gm = 2/(1/(Gc+2*G1a)+1/(Gc+2*G1b)), G2 = G1a+G1b+G2II, Q00 = G2+(Delta*P)^2/G2+nu^2/Gb, Q01 = nu*(Delta*P/G2-Delta*P/Gb), Q11 = Gb+nu^2/G2+(Delta*P)^2/Gb, nu = Delta*sqrt(1-P^2), Gb = Gc+G2";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Identity("first-diagonal", "W is K11 of the rate matrix less the relaxation 2 Γ1,1 of the first nucleus.", VerdictKind.Exact, From(Reference.FirstToFirstMethod)),
        PairClaims.Identity("first-off-diagonal", "W is -K12 of the rate matrix.", VerdictKind.Exact, From(Reference.SecondToFirstMethod)),
        PairClaims.Identity("second-off-diagonal", "W is -K21 of the rate matrix.", VerdictKind.Exact, From(Reference.FirstToSecondMethod)),
        PairClaims.Identity("second-diagonal", "W is K22 of the rate matrix less the relaxation 2 Γ1,2 of the second nucleus.", VerdictKind.Exact, From(Reference.SecondToSecondMethod)),
        PairClaims.Identity("residence-of-difference", "W is half the inverse residence time of the polarization difference, although the nuclei relax.", VerdictKind.False, From(Reference.ResidenceOfDifferenceMethod)),
        .. Laws(From(Reference.SecondToFirstMethod)),
    ];

    private protected override double Rate(in PairTerms terms, double longitudinalRate1, double longitudinalRate2, double electronRate) =>
        Exchange(terms, longitudinalRate1, longitudinalRate2, electronRate);
}
