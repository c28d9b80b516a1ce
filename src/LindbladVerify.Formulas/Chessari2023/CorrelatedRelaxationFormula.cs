using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The flip-flop rate of two nuclei whose longitudinal relaxation comes from the transverse hyperfine field of one electron: their relaxation is
/// correlated. Γ1,i by Eq. (6) with A1, A2 for the two pseudosecular couplings, phi the angle between the fields; the splitting is shifted by the
/// difference of the second-order shifts ½ Ai² [P²/w0 + (1-P²) w0/(w0² + Gc²)].
/// </summary>
public abstract class CorrelatedRelaxationFormula : Formula
{
    private static readonly Parameter[] Common =
    [
        new("w0", "rad/s", 1e5, 1e6, "Nuclear Larmor frequency."),
        new("delta", "rad/s", 1, 1e3, "Splitting of the nuclei without the electron."),
        new("D", "rad/s", 1, 10, "Dipolar coupling D12 of the two nuclei."),
        new("A1", "rad/s", 1e2, 3e3, "Pseudosecular hyperfine coupling of the first nucleus."),
        new("A2", "rad/s", 1e2, 3e3, "Pseudosecular hyperfine coupling of the second nucleus."),
        new("phi", "rad", 0, 6.283185307179586, "Angle between the transverse hyperfine fields at the two nuclei."),
        new("P", "1", 0, 0.9, "Mean electron polarization."),
        new("Gc", "1/s", 1e5, 1e7, "Electron rate 1/tau_c: decay rate of the correlation of the electron polarization."),
        new("G2II", "1/s", 1, 1e3, "Pure zero-quantum broadening Γ2(II)."),
    ];

    /// <inheritdoc/>
    public override string Suite => "chessari-2023";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => Common;

    /// <summary>W from the full model.</summary>
    protected static Reference Computed => new(Reference.CorrelatedRelaxationRateQuantity, NoiseNames.ElectronTelegraph, Reference.ExactMethod);

    /// <summary>Relaxation becomes slow against everything else; the fields in phase, so that the leading error has one sign.</summary>
    private protected static LimitPath SlowRelaxation { get; } = new(
        (p, e) => Start(p).With("phi", 0).With("A1", Drawn(p["A1"], 3e3) * e).With("A2", Drawn(p["A2"], 3e3) * e),
        StartText + ", phi = 0, A1 = A10 epsilon, A2 = A20 epsilon");

    /// <summary>Relaxation, pure broadening, splitting and coupling become slow together against the Larmor frequency and the electron.</summary>
    private protected static LimitPath ProportionalRelaxation { get; } = new(
        (p, e) =>
        {
            ParameterPoint s = Start(p);
            double slow = e * e;
            return s.With("A1", Drawn(p["A1"], 3e3) * e).With("A2", Drawn(p["A2"], 3e3) * e).With("delta", s["delta"] * slow).With("D", s["D"] * slow).With("G2II", s["G2II"] * slow);
        },
        StartText + ", A1 = A10 epsilon, A2 = A20 epsilon, delta = delta0 epsilon^2, D = D0 epsilon^2, G2II = G2II0 epsilon^2");

    /// <summary>The law that every such rate obeys.</summary>
    protected static IEnumerable<Claim> Laws =>
    [
        new SymmetryClaim("scaling", "Multiplying every frequency and rate by a factor multiplies W by it.", VerdictKind.Exact, p => PairClaims.Scaled(p, "w0", "delta", "D", "A1", "A2", "Gc", "G2II"), "all frequencies and rates -> 7.3 times", _ => PairClaims.ScalingFactor, Computed),
    ];

    private static string StartText => "From a start with w0 = 1e5, Gc -> 1e5 (Gc/1e5)^(1/5), delta, D, G2II -> 100 (X/100)^(1/5), Ai -> 3e3 (Ai/3e3)^(1/5)";

    /// <inheritdoc/>
    public sealed override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        double larmor = point["w0"], splitting = point["delta"], dipolar = point["D"], polarization = point["P"], electronRate = point["Gc"], pureBroadening = point["G2II"];
        Require.Positive(larmor, nameof(larmor));
        Require.Finite(splitting, nameof(splitting));
        Require.Finite(dipolar, nameof(dipolar));
        Require.Polarization(polarization, nameof(polarization));
        Require.Positive(electronRate, nameof(electronRate));
        Require.Positive(pureBroadening, nameof(pureBroadening));
        double first = LongitudinalRate(larmor, point["A1"], polarization, electronRate);
        double second = LongitudinalRate(larmor, point["A2"], polarization, electronRate);
        double shifted = splitting + Shift(larmor, point["A1"], polarization, electronRate) - Shift(larmor, point["A2"], polarization, electronRate);
        return dipolar * dipolar / 2 * Response(shifted, pureBroadening, first, second, point["phi"]);
    }

    /// <summary>Γ1 by Eq. (6).</summary>
    internal static double LongitudinalRate(double larmor, double pseudosecular, double polarization, double electronRate) =>
        pseudosecular * pseudosecular * (1 - polarization) * (1 + polarization) * electronRate / ((electronRate * electronRate) + (larmor * larmor)) / 2;

    /// <summary>What multiplies D²/2, s.</summary>
    /// <param name="splitting">The splitting with its shift, rad/s.</param>
    /// <param name="pureBroadening">Γ2(II), 1/s.</param>
    /// <param name="first">Γ1,1, 1/s.</param>
    /// <param name="second">Γ1,2, 1/s.</param>
    /// <param name="angle">phi, rad.</param>
    protected abstract double Response(double splitting, double pureBroadening, double first, double second, double angle);

    private static double Shift(double larmor, double pseudosecular, double polarization, double electronRate) =>
        pseudosecular * pseudosecular / 2 * ((polarization * polarization / larmor) + ((1 - polarization) * (1 + polarization) * larmor / ((larmor * larmor) + (electronRate * electronRate))));

    private static ParameterPoint Start(ParameterPoint p) =>
        p.With("w0", 1e5).With("Gc", Drawn(p["Gc"], 1e5)).With("delta", Drawn(p["delta"], 100)).With("D", Drawn(p["D"], 100)).With("G2II", Drawn(p["G2II"], 100));

    private static double Drawn(double value, double towards) => towards * Math.Pow(Math.Abs(value) / towards, 0.2);
}
