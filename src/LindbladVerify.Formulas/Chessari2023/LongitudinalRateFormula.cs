using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// A longitudinal transition rate Γ1 of one nucleus beside a fluctuating electron, H(t) = w0 Iz + P(t) [Az Iz + ½ (A+ I- + A- I+)]
/// with A± = Aperp exp(±iφ). ⟨Iz⟩ relaxes at 1/T1 = 2 Γ1.
/// </summary>
public abstract class LongitudinalRateFormula : Formula
{
    private static readonly Parameter[] Common =
    [
        new("w0", "rad/s", 1e8, 1e10, "Nuclear Larmor frequency."),
        new("Az", "rad/s", 1e3, 1e7, "Secular hyperfine coupling, for a fully polarized electron."),
        new("Aperp", "rad/s", 1e3, 1e7, "Pseudosecular hyperfine coupling √(A+ A-), for a fully polarized electron."),
        new("P", "1", 0, 0.9999, "Mean electron polarization; at P = 1 nothing relaxes."),
        new("Gc", "1/s", 1e4, 1e12, "Electron rate 1/tau_c: decay rate of the correlation of the electron polarization."),
    ];

    /// <inheritdoc/>
    public override string Suite => "chessari-2023";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => Common;

    /// <summary>The rate from the residence time, ½ ⟨Iz⟩(0)/∫⟨Iz⟩dt.</summary>
    /// <param name="noise">One of <see cref="NoiseNames"/>.</param>
    protected static Reference ResidenceTime(string noise = NoiseNames.ElectronTelegraph) => new(Reference.LongitudinalRateQuantity, noise, Reference.ExactMethod);

    /// <summary>Half the decay rate of the longitudinal mode under the electron telegraph.</summary>
    protected static Reference LongitudinalMode => new(Reference.LongitudinalRateQuantity, NoiseNames.ElectronTelegraph, Reference.SpectralGapMethod);

    /// <summary>Laws that every such rate obeys.</summary>
    protected static IEnumerable<Claim> Laws =>
    [
        new SymmetryClaim("electron-inversion", "Inverting the electron polarization and the secular coupling together changes nothing.", VerdictKind.Exact, p => p.With("P", -p["P"]).With("Az", -p["Az"]), "(P, Az) -> -(P, Az)", _ => 1, ResidenceTime()),
        new SymmetryClaim("pseudosecular-sign", "The rate does not depend on the sign of the pseudosecular coupling.", VerdictKind.Exact, p => p.With("Aperp", -p["Aperp"]), "Aperp -> -Aperp", _ => 1, ResidenceTime()),
        new SymmetryClaim("scaling", "Multiplying every frequency and rate by a factor multiplies the rate by it.", VerdictKind.Exact, p => PairClaims.Scaled(p, "w0", "Az", "Aperp", "Gc"), "(w0, Az, Aperp, Gc) -> 7.3 (w0, Az, Aperp, Gc)", _ => PairClaims.ScalingFactor, ResidenceTime()),
    ];

    /// <inheritdoc/>
    public sealed override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        double larmor = point["w0"], secular = point["Az"], pseudosecular = point["Aperp"], polarization = point["P"], electronRate = point["Gc"];
        Require.Finite(larmor, nameof(larmor));
        Require.Finite(secular, nameof(secular));
        Require.Finite(pseudosecular, nameof(pseudosecular));
        Require.Polarization(polarization, nameof(polarization));
        Require.Positive(electronRate, nameof(electronRate));

        // A power of two near the largest frequency: fourth powers neither overflow nor lose accuracy, and the division is exact.
        int exponent = Math.ILogB(Math.Max(Math.Max(Math.Abs(larmor), electronRate), Math.Max(Math.Abs(secular), Math.Abs(pseudosecular))));
        double relaxation = RelaxationRate(Math.ScaleB(larmor, -exponent), Math.ScaleB(secular, -exponent), Math.ScaleB(pseudosecular, -exponent), polarization, Math.ScaleB(electronRate, -exponent));
        return Math.ScaleB(relaxation / 2, exponent);
    }

    /// <summary>1/T1 = 2 Γ1 in units in which the largest frequency is near 1.</summary>
    /// <param name="larmor">w0.</param>
    /// <param name="secular">Az.</param>
    /// <param name="pseudosecular">Aperp.</param>
    /// <param name="polarization">P, from -1 to 1.</param>
    /// <param name="electronRate">Gc, positive.</param>
    protected abstract double RelaxationRate(double larmor, double secular, double pseudosecular, double polarization, double electronRate);

    /// <summary>(1 - P²) without cancellation at |P| = 1.</summary>
    private protected static double Variance(double polarization) => (1 - polarization) * (1 + polarization);
}
