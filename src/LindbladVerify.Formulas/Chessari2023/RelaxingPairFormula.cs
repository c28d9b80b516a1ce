using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// A flip-flop rate of two nuclei that relax longitudinally at the same time, under the electron telegraph and the superoperator of Eq. (5).
/// The residence times T_ij = ∫⟨Iiz⟩dt from the start Ijz fix the matrix of rates K = T⁻¹ = [[2 G1a + W, -W], [-W, 2 G1b + W]].
/// </summary>
public abstract class RelaxingPairFormula : Formula
{
    private static readonly Parameter[] Common =
    [
        new("D", "rad/s", 1e2, 1e3, "Dipolar coupling D12 of the two nuclei."),
        new("Delta", "rad/s", 1e4, 1e6, "Difference A1 - A2 of the hyperfine couplings, for a fully polarized electron."),
        new("P", "1", 0, 1, "Mean electron polarization."),
        new("Gc", "1/s", 1e4, 1e8, "Electron rate 1/tau_c: decay rate of the correlation of the electron polarization."),
        new("G1a", "1/s", 1e-2, 1e2, "Transition rate Γ1,1 of the first nucleus; its 1/T1 is 2 Γ1,1."),
        new("G1b", "1/s", 1e-2, 1e2, "Transition rate Γ1,2 of the second nucleus."),
        new("G2II", "1/s", 1e4, 1e5, "Pure zero-quantum broadening Γ2(II)."),
    ];

    /// <inheritdoc/>
    public override string Suite => "chessari-2023";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => Common;

    /// <summary>W as read off one entry of the rate matrix, or from the residence time of the difference.</summary>
    /// <param name="method">For example <see cref="Reference.SecondToFirstMethod"/>.</param>
    protected static Reference From(string method) => new(Reference.RelaxingPairRateQuantity, NoiseNames.ElectronTelegraph, method);

    /// <summary>Laws that every such rate obeys.</summary>
    /// <param name="reference">The computed rate.</param>
    protected static IEnumerable<Claim> Laws(Reference reference) =>
    [
        new SymmetryClaim("exchange", "Exchanging the nuclei changes nothing.", VerdictKind.Exact, p => p.With("G1a", p["G1b"]).With("G1b", p["G1a"]).With("Delta", -p["Delta"]), "G1a <-> G1b, Delta -> -Delta", _ => 1, reference),
        new SymmetryClaim("scaling", "Multiplying every coupling and rate by a factor multiplies the rate by it.", VerdictKind.Exact, p => PairClaims.Scaled(p, "D", "Delta", "Gc", "G1a", "G1b", "G2II"), "all rates and couplings -> 7.3 times", _ => PairClaims.ScalingFactor, reference),
    ];

    /// <inheritdoc/>
    public sealed override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        double longitudinalRate1 = point["G1a"], longitudinalRate2 = point["G1b"], pureBroadening = point["G2II"];
        double broadening = Equation5.DecayRate(longitudinalRate1, longitudinalRate2, pureBroadening);
        PairTerms terms = new(point["D"], point["Delta"], point["P"], point["Gc"], broadening, electronMayBeStatic: false);
        return Rate(terms, longitudinalRate1, longitudinalRate2, point["Gc"]);
    }

    /// <summary>The rate in 1/s.</summary>
    private protected abstract double Rate(in PairTerms terms, double longitudinalRate1, double longitudinalRate2, double electronRate);

    /// <summary>W at any coupling: the residence-time rate in which the noise-weighted polarization difference decays at the harmonic mean of Gc + 2 G1a and Gc + 2 G1b.</summary>
    private protected static double Exchange(in PairTerms terms, double longitudinalRate1, double longitudinalRate2, double electronRate)
    {
        double inverse = (0.5 / (electronRate + (2 * longitudinalRate1))) + (0.5 / (electronRate + (2 * longitudinalRate2)));
        return TwoStateResidenceTime.Rate(terms, -terms.MeanSplitting, -terms.Delta2, 1 / (inverse * electronRate));
    }
}
