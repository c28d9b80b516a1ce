namespace LindbladVerify.JudgeTrials.Formulas;

/// <summary>Laws of the built-in pair that hold exactly.</summary>
public static class PairLaws
{
    private const string Pair = "pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2 }";

    private static readonly TrialParameter[] Domain =
    [
        new("D", "rad/s", 1, 1e3),
        new("Delta", "rad/s", 1e4, 1e7),
        new("P", "1", 0, 1),
        new("Gc", "1/s", 1e5, 1e8),
        new("G2", "1/s", 1e3, 1e5),
    ];

    /// <summary>A static electron, to all orders in the coupling: the Lorentzian.</summary>
    public static BaseFormula Static { get; } = new("static", Domain, "D^2/2*G2/(G2^2 + Delta^2)", $"{Pair}, noise: polarized, reference: exact")
    {
        Ways = [new("Gc", double.PositiveInfinity), new("G2", double.PositiveInfinity), new("Delta", 0)],
    };

    /// <summary>The symmetric telegraph in leading order of the coupling.</summary>
    public static BaseFormula Symmetric { get; } = new(
        "symmetric",
        Domain,
        "D^2/2*(Gc*(1 - P^2)*Delta^2 + G2*((Gc + G2)^2 + Delta^2))/(((1 - 2*P^2)*Delta^2 + G2*(Gc + G2))^2 + Delta^2*P^2*(Gc + 2*G2)^2)",
        $"{Pair}, noise: symmetric-telegraph, reference: golden-rule")
    {
        Ways = [new("Gc", double.PositiveInfinity), new("Delta", 0), new("P", 1)],
    };

    /// <summary>The electron telegraph in leading order of the coupling.</summary>
    public static BaseFormula Electron { get; } = new(
        "electron",
        Domain,
        "D^2/2*(Gc*(1 - P^2)*Delta^2 + G2*((Gc + G2)^2 + Delta^2))/((Delta^2 + G2*(Gc + G2))^2 + Delta^2*P^2*Gc^2)",
        $"{Pair}, noise: electron-telegraph, reference: golden-rule")
    {
        Ways = [new("Gc", double.PositiveInfinity), new("P", 0), new("G2", double.PositiveInfinity)],
    };

    /// <summary>The electron telegraph to all orders in the coupling.</summary>
    public static BaseFormula ElectronResidence { get; } = new(
        "electron-residence",
        Domain,
        "D^2/2/(Q00 - Gc*S01/(D^2 + Gc*Q11))",
        $"{Pair}, noise: electron-telegraph, reference: exact")
    {
        Helpers =
        [
            ("Gb", "Gc + G2"),
            ("Q00", "G2 + Delta^2*P^2/G2 + Delta^2*(1 - P^2)/Gb"),
            ("Q11", "Gb + Delta^2*(1 - P^2)/G2 + Delta^2*P^2/Gb"),
            ("S01", "Delta^4*P^2*(1 - P^2)*Gc^2/(G2^2*Gb^2)"),
        ],
        Ways = [new("Gc", double.PositiveInfinity), new("Delta", 0)],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BaseFormula> All { get; } = [Static, Symmetric, Electron, ElectronResidence];
}
