using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Eq. (8) with (ω - Delta P)² in place of (ω + Delta P)²: the lineshape of the zero-quantum transition, a Lorentzian at its splitting.
/// The sign does not matter to Eq. (9), because F of Eq. (4) is even; it would for the real electron, whose drive is not.
/// </summary>
public sealed class Equation8 : LineshapeFormula
{
    /// <inheritdoc/>
    public override string Id => "eq8";

    /// <inheritdoc/>
    public override string Title => "Zero-quantum lineshape, Eq. (8) centred at +Delta P";

    /// <inheritdoc/>
    public override string Variant => "repaired";

    /// <inheritdoc/>
    public override string Expression => "2*G2/((omega-Delta*P)^2+G2^2)";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        new IdentityClaim("lorentzian", "Eq. (8) centred at +Delta P is the Fourier transform of the zero-quantum correlator.", VerdictKind.Exact, Computed),
        .. Laws,
    ];

    /// <summary>The lineshape S(ω - Delta P), s.</summary>
    /// <param name="omega">Angular frequency, rad/s; any finite number.</param>
    /// <param name="hyperfine">Delta for a fully polarized electron, rad/s; any finite number.</param>
    /// <param name="polarization">Mean electron polarization P, from -1 to 1.</param>
    /// <param name="broadening">Total zero-quantum broadening G2, 1/s; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its domain or not a number.</exception>
    public static double Lineshape(double omega, double hyperfine, double polarization, double broadening) =>
        Lorentzian(omega, hyperfine, polarization, broadening);

    /// <inheritdoc/>
    public override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Lineshape(point["omega"], point["Delta"], point["P"], point["G2"]);
    }
}
