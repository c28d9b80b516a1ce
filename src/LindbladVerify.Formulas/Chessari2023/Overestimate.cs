using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The closed form of the real electron times 1 + e, where e is the excess of Eq. (9) over it, itself in closed form. Equal to Eq. (9),
/// and so to the golden rule of the symmetric telegraph noise; e is a quotient of sums of squares, so Eq. (9) never underestimates.
/// </summary>
public sealed class Overestimate : PairFormula
{
    /// <inheritdoc/>
    public override string Id => "excess";

    /// <inheritdoc/>
    public override string Title => "Electron closed form times the excess of Eq. (9)";

    /// <inheritdoc/>
    public override Source Source => Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression =>
        "W*(1+4*P^2*(1-P^2)*Delta^4/(((1-2*P^2)*Delta^2+G2*(Gc+G2))^2+Delta^2*P^2*(Gc+2*G2)^2)), W = D^2/2*(Gc*(1-P^2)*Delta^2+G2*((Gc+G2)^2+Delta^2))/((Delta^2+G2*(Gc+G2))^2+Delta^2*P^2*Gc^2)";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Identity("symmetric-telegraph", "The closed form of the real electron times one plus the excess is the golden-rule rate for symmetric telegraph noise.", VerdictKind.Exact, Reference.GoldenRule(SymmetricTelegraph)),
        PairClaims.NeverBelow("never-negative", "The excess is nowhere negative.", Reference.GoldenRule(ElectronTelegraph)),
        .. PairClaims.Laws(Reference.GoldenRule(SymmetricTelegraph)),
    ];

    /// <summary>Eq. (9), as the electron closed form times one plus <see cref="Excess"/>.</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/*[not(self::summary)]"/>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        return ElectronClosedForm.Rate(dipolar, hyperfine, polarization, electronRate, broadening)
            * (1 + Excess(hyperfine, polarization, electronRate, broadening));
    }

    /// <summary>W_9/W_electron - 1 = 4P²(1-P²)Delta⁴/{[(1-2P²)Delta²+G2(Gc+G2)]² + Delta²P²(Gc+2G2)²}, without subtracting the rates. Dimensionless, not negative.</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/param|/exception"/>
    public static double Excess(double hyperfine, double polarization, double electronRate, double broadening)
    {
        PairTerms t = new(0, hyperfine, polarization, electronRate, broadening);
        double detuning = (t.Crossing * t.Delta2) + (t.G2 * t.GBar);
        double width = t.MeanSplitting * (t.G2 + t.GBar);
        return 4 * t.P * t.P * t.Nu2 * t.Delta2 / ((detuning * detuning) + (width * width));
    }

    /// <inheritdoc/>
    protected override double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        Rate(dipolar, hyperfine, polarization, electronRate, broadening);
}
