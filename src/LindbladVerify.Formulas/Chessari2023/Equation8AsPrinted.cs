using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>Eq. (8) as printed: its left side says S(ω - Delta P), its right side is centred at -Delta P.</summary>
public sealed class Equation8AsPrinted : LineshapeFormula
{
    /// <inheritdoc/>
    public override string Id => "eq8.as-printed";

    /// <inheritdoc/>
    public override string Title => "Zero-quantum lineshape, Eq. (8) as printed";

    /// <inheritdoc/>
    public override string Variant => "as printed";

    /// <inheritdoc/>
    public override string Expression => "2*G2/((omega+Delta*P)^2+G2^2)";

    /// <inheritdoc/>
    public override string Note => "Harmless in Eq. (9), where it multiplies an even function of the frequency.";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        new IdentityClaim("lorentzian", "Eq. (8) as printed is the Fourier transform of the zero-quantum correlator.", VerdictKind.False, Computed),
        .. Laws,
    ];

    /// <summary>The right side of Eq. (8) as printed, s.</summary>
    /// <param name="omega">Angular frequency, rad/s; any finite number.</param>
    /// <param name="hyperfine">Delta for a fully polarized electron, rad/s; any finite number.</param>
    /// <param name="polarization">Mean electron polarization P, from -1 to 1.</param>
    /// <param name="broadening">Total zero-quantum broadening G2, 1/s; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its domain or not a number.</exception>
    public static double Lineshape(double omega, double hyperfine, double polarization, double broadening) =>
        Lorentzian(omega, -hyperfine, polarization, broadening);

    /// <inheritdoc/>
    public override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Lineshape(point["omega"], point["Delta"], point["P"], point["G2"]);
    }
}
