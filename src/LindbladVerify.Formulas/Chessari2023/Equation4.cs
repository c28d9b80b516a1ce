using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Eq. (4): spectrum F(omega) of the drive f(t) = exp(i Delta ∫P'(s)ds), averaged over the fluctuations P' of the electron polarization.
/// Exact for symmetric telegraph noise. ∫F dω/2π = 1, ∫ω²F dω/2π = ν² = (1 - P²) Delta²; two peaks if and only if ν² &gt; Gc²/2, at ω² = ν² - Gc²/2.
/// </summary>
public sealed class Equation4 : Formula
{
    /// <inheritdoc/>
    public override string Id => "eq4";

    /// <inheritdoc/>
    public override string Suite => "chessari-2023";

    /// <inheritdoc/>
    public override string Title => "Spectrum of the drive by the electron, Eq. (4)";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Paper("Eq. (4)");

    /// <inheritdoc/>
    public override string Variant => "as printed";

    /// <inheritdoc/>
    public override string Expression => "2*Gc*(1-P^2)*Delta^2/((omega^2-(1-P^2)*Delta^2)^2+omega^2*Gc^2)";

    /// <inheritdoc/>
    public override string Unit => "s";

    /// <inheritdoc/>
    public override string Note => "At P = 1 the spectrum is a delta function at omega = 0, which the formula gives as 0 for any other omega.";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        new("Delta", "rad/s", 1e4, 1e8, "Difference A1 - A2 of the hyperfine couplings, for a fully polarized electron."),
        new("P", "1", 0, 0.9993, "Mean electron polarization."),
        new("Gc", "1/s", 1e4, 1e9, "Electron rate 1/tau_c."),
        new("omega", "rad/s", 1e3, 1e9, "Angular frequency."),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        new IdentityClaim("spectrum", "Eq. (4) is the spectrum of the drive by symmetric telegraph noise.", VerdictKind.Exact, SymmetricSpectrum),
        new IdentityClaim("electron-telegraph", "Eq. (4) is the spectrum of the drive by the real electron.", VerdictKind.False, new Reference(Reference.SpectrumQuantity, NoiseNames.ElectronTelegraph, Reference.ExactMethod)),
        new SymmetryClaim("even", "The spectrum is even in frequency.", VerdictKind.Exact, p => p.With("omega", -p["omega"]), "omega -> -omega", _ => 1, SymmetricSpectrum),
        new SymmetryClaim("scaling", "Multiplying all frequencies and rates by a factor divides the spectrum by it.", VerdictKind.Exact, p => PairClaims.Scaled(p, "Delta", "Gc", "omega"), "(Delta, Gc, omega) -> 7.3 (Delta, Gc, omega)", _ => 1 / PairClaims.ScalingFactor, SymmetricSpectrum),
    ];

    /// <inheritdoc/>
    /// <remarks>On a narrow peak the rounding of ν counts, and next to P = 1 that of 1 - P².</remarks>
    public override double RoundingError(ParameterPoint point)
    {
        double unpolarized = 1 - (point["P"] * point["P"]);
        double narrowness = Math.Abs(point["Delta"]) * Math.Sqrt(Math.Max(unpolarized, 0)) / point["Gc"];
        return 3.6e-15 * (1 + (narrowness / Math.Max(unpolarized, 1e-12))) * Math.Abs(Predict(point));
    }

    private static Reference SymmetricSpectrum => new(Reference.SpectrumQuantity, NoiseNames.SymmetricTelegraph, Reference.ExactMethod);

    /// <summary>The spectrum by Eq. (4).</summary>
    /// <param name="hyperfine">Delta for a fully polarized electron, rad/s; any finite number.</param>
    /// <param name="polarization">Mean electron polarization P, from -1 to 1.</param>
    /// <param name="electronRate">Gc = 1/tau_c, 1/s; positive.</param>
    /// <param name="omega">Angular frequency, rad/s; any finite number. Where ν = 0 it must not be 0.</param>
    /// <returns>Two-sided spectral density, s, normalised to ∫F dω/2π = 1. Relative rounding error of order 1e-16 (1 + ν/Gc): on a narrow peak it is set by the rounding of ν.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its domain, or the spectrum is a delta function and omega its place.</exception>
    public static double Spectrum(double hyperfine, double polarization, double electronRate, double omega)
    {
        Require.Finite(hyperfine, nameof(hyperfine));
        Require.Polarization(polarization, nameof(polarization));
        Require.Positive(electronRate, nameof(electronRate));
        Require.Finite(omega, nameof(omega));

        int exponent = Math.ILogB(Math.Max(Math.Abs(hyperfine), Math.Max(electronRate, Math.Abs(omega))));
        double rate = Math.ScaleB(electronRate, -exponent);
        double w = Math.ScaleB(omega, -exponent);
        double nu = Math.ScaleB(Math.Abs(hyperfine), -exponent) * Math.Sqrt((1 - polarization) * (1 + polarization));
        if (nu == 0)
        {
            return omega != 0
                ? 0
                : throw new ArgumentOutOfRangeException(nameof(omega), omega, "omega = 0 is not allowed where (1 - P^2) Delta^2 = 0: the spectrum is a delta function there; it must be another finite number.");
        }

        double detuning = (w - nu) * (w + nu);
        double damping = w * rate;
        return Math.ScaleB(2 * rate * (nu * nu) / ((detuning * detuning) + (damping * damping)), -exponent);
    }

    /// <inheritdoc/>
    public override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Spectrum(point["Delta"], point["P"], point["Gc"], point["omega"]);
    }
}
