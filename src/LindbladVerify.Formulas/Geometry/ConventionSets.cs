namespace LindbladVerify.Formulas.Geometry;

/// <summary>The named sets of conventions.</summary>
public static class ConventionSets
{
    /// <summary>
    /// The default: the single set that fits most of the numbers that the paper quotes. A = K/r³ without angular factor, second nucleus at
    /// √(r² + a²), Γ2 = 11e3 1/s, Γc = 2e6 1/s. The paper states none of these choices.
    /// </summary>
    public static Conventions S1 { get; } = new() { Name = "S1" };

    /// <summary>S1 with the broadening read as a linewidth in hertz: Γ2 = 2π · 11e3 1/s.</summary>
    public static Conventions AngularBroadening { get; } = S1 with { Name = "S1-angular-broadening", Broadening = 2 * Math.PI * 11e3 };

    /// <summary>
    /// S1 with D12 in hertz taken for rad/s: every rate, every D and no ratio of them is smaller by 4π². Hidden and visible spins even out in some
    /// 10³ s at P = 0.9993, as in the experiment, where S1 itself needs some 30 s.
    /// </summary>
    public static Conventions DipolarInHertz { get; } = S1 with { Name = "S1-dipolar-hertz", DipolarUnit = AngularUnit.Hertz };

    /// <summary>
    /// Point dipoles as they are: Sz = ½, T_zz and D12 of every direction, W averaged over directions, Γ2 = π times the full linewidth
    /// 2 · 11 kHz of a Lorentzian line, |A| in rad/s against Γc.
    /// </summary>
    public static Conventions PointDipoles { get; } = new()
    {
        Name = "point-dipoles",
        SpinFactor = 0.5,
        HyperfineAverage = HyperfineAverage.Rate,
        Broadening = 2 * Math.PI * 11e3,
        BreakdownUnit = AngularUnit.RadiansPerSecond,
        QuadratureDegree = 29,
    };

    /// <summary>All named sets, the default first.</summary>
    public static IReadOnlyList<Conventions> All { get; } = [S1, AngularBroadening, DipolarInHertz, PointDipoles];

    /// <summary>The set with a name.</summary>
    /// <exception cref="ArgumentException">There is no such set.</exception>
    public static Conventions Find(string name) =>
        All.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There are no conventions '{name}'; there are {string.Join(", ", All.Select(c => c.Name))}.", nameof(name));
}
