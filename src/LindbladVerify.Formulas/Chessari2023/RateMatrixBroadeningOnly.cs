using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The paper's use of Eq. (5): longitudinal relaxation enters the flip-flop rate through the broadening G2 = G1a + G1b + G2II alone.
/// What it leaves out, the decay of the noise-weighted polarization at Gc + 2 G1 instead of Gc, is of second order in D and first in Γ1/Γc.
/// </summary>
public sealed class RateMatrixBroadeningOnly : RelaxingPairFormula
{
    /// <inheritdoc/>
    public override string Id => "rate-matrix.broadening-only";

    /// <inheritdoc/>
    public override string Title => "Flip-flop rate of two nuclei that also relax, relaxation taken as broadening alone";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/2/(Q00-Gc*Q01^2/(D^2+Gc*Q11)), G2 = G1a+G1b+G2II, Q00 = G2+(Delta*P)^2/G2+nu^2/Gb, Q01 = nu*(Delta*P/G2-Delta*P/Gb), Q11 = Gb+nu^2/G2+(Delta*P)^2/Gb, nu = Delta*sqrt(1-P^2), Gb = Gc+G2";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        new LimitClaim("slow-relaxation", "For nuclei that relax slowly against the electron rate, relaxation acts on W through the broadening alone.", VerdictKind.Asymptotic, From(Reference.SecondToFirstMethod), (p, e) => Start(p, e, 1), StartText + ", G1a = G1a0 epsilon, G1b = G1b0 epsilon", 1),
        new LimitClaim("weak-coupling", "For a weak dipolar coupling, relaxation acts on W through the broadening alone, however fast.", VerdictKind.Asymptotic, From(Reference.SecondToFirstMethod), (p, e) => Start(p, 1, e), StartText + ", D = D0 epsilon", 2),
        .. Laws(From(Reference.SecondToFirstMethod)),
    ];

    private static string StartText => "From a start with comparable rates: X -> 1e4 (X/1e4)^(1/5) for X = Delta, Gc, G2II, 1e3 (X/1e3)^(1/5) for X = G1a, G1b, P -> 0.1 + 0.8 P, D -> 3e3";

    private static ParameterPoint Start(ParameterPoint p, double relaxation, double coupling) =>
        p.With("Delta", Drawn(p["Delta"], 1e4)).With("Gc", Drawn(p["Gc"], 1e4)).With("G2II", Drawn(p["G2II"], 1e4))
            .With("G1a", Drawn(p["G1a"], 1e3) * relaxation).With("G1b", Drawn(p["G1b"], 1e3) * relaxation)
            .With("P", 0.1 + (0.8 * Math.Abs(p["P"]))).With("D", 3e3 * coupling);

    private static double Drawn(double value, double towards) => towards * Math.Pow(Math.Abs(value) / towards, 0.2);

    private protected override double Rate(in PairTerms terms, double longitudinalRate1, double longitudinalRate2, double electronRate) =>
        TwoStateResidenceTime.Rate(terms, -terms.MeanSplitting, -terms.Delta2);
}
