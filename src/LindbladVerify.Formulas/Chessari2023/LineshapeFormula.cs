using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// A Lorentzian lineshape of the zero-quantum transition, as the Fourier transform ∫ e^{-iωt} C(t) dt of the correlator C(t) = e^{i Delta P t - G2|t|}.
/// In this convention, that of Eq. (3) with H = ½ Delta P σz, the line stands at ω = +Delta P.
/// </summary>
public abstract class LineshapeFormula : Formula
{
    private static readonly Parameter[] Common =
    [
        new("omega", "rad/s", 1e4, 1e8, "Angular frequency."),
        new("Delta", "rad/s", 1e4, 1e8, "Difference A1 - A2 of the hyperfine couplings, for a fully polarized electron."),
        new("P", "1", 0, 1, "Mean electron polarization."),
        new("G2", "1/s", 1e3, 1e6, "Total zero-quantum broadening."),
    ];

    /// <inheritdoc/>
    public override string Suite => "chessari-2023";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Paper("Eq. (8)");

    /// <inheritdoc/>
    public override string Unit => "s";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => Common;

    /// <summary>The Fourier transform that the lineshape is held against.</summary>
    protected static Reference Computed => new(Reference.LineshapeQuantity, NoiseNames.None, Reference.ExactMethod);

    /// <summary>Two laws of every such lineshape.</summary>
    protected static IEnumerable<Claim> Laws =>
    [
        new SymmetryClaim("mirror", "Reversing frequency and polarization together changes nothing.", VerdictKind.Exact, p => p.With("omega", -p["omega"]).With("P", -p["P"]), "(omega, P) -> -(omega, P)", _ => 1, Computed),
        new SymmetryClaim("scaling", "Multiplying all frequencies and rates by a factor divides the lineshape by it.", VerdictKind.Exact, p => PairClaims.Scaled(p, "omega", "Delta", "G2"), "(omega, Delta, G2) -> 7.3 (omega, Delta, G2)", _ => 1 / PairClaims.ScalingFactor, Computed),
    ];

    /// <summary>2 G2/((omega - centre)² + G2²), with the centre given as hyperfine times polarization and the difference rounded once.</summary>
    internal static double Lorentzian(double omega, double hyperfine, double polarization, double broadening)
    {
        Require.Finite(omega, nameof(omega));
        Require.Finite(hyperfine, nameof(hyperfine));
        Require.Polarization(polarization, nameof(polarization));
        Require.Positive(broadening, nameof(broadening));
        double offset = Math.FusedMultiplyAdd(-hyperfine, polarization, omega);
        int exponent = Math.ILogB(Math.Max(Math.Abs(offset), broadening));
        return Math.ScaleB(2 * PairTerms.Lorentzian(Math.ScaleB(broadening, -exponent), Math.ScaleB(offset, -exponent)), -exponent);
    }
}
