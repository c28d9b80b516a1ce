using System.Globalization;

namespace LindbladVerify.Formulas.Geometry;

/// <summary>
/// What a number in nanometres leaves open: units, averages and places that turn a distance into the couplings of the pair model.
/// A record, so that one convention is changed with <c>with</c>; <see cref="ConventionSets"/> names the sets.
/// </summary>
internal sealed record Conventions
{
    /// <summary>Name of the set.</summary>
    public required string Name { get; init; }

    /// <summary>The number that the formulas get for A and Δ: rad/s, or hertz taken for rad/s.</summary>
    public AngularUnit HyperfineUnit { get; init; } = AngularUnit.RadiansPerSecond;

    /// <summary>What multiplies the secular element T_zz of the hyperfine tensor in the shift by a fully polarised electron: 1/2 since Sz = ½ for P = 1, or 1.</summary>
    public double SpinFactor { get; init; } = 1;

    /// <summary>Average of the hyperfine couplings over directions.</summary>
    public HyperfineAverage HyperfineAverage { get; init; } = HyperfineAverage.None;

    /// <summary>The number that the formulas get for D12: rad/s, or hertz taken for rad/s, which makes every rate smaller by 4π².</summary>
    public AngularUnit DipolarUnit { get; init; } = AngularUnit.RadiansPerSecond;

    /// <summary>Average of the nuclear dipolar coupling over directions; not used where W itself is averaged.</summary>
    public DipolarAverage DipolarAverage { get; init; } = DipolarAverage.RootMeanSquare;

    /// <summary>Where the second nucleus sits.</summary>
    public SecondNucleus SecondNucleus { get; init; } = SecondNucleus.Perpendicular;

    /// <summary>Γ2, 1/s. The paper has Γ2 ≈ δν/2 ≈ 11 kHz.</summary>
    public double Broadening { get; init; } = 11e3;

    /// <summary>Γc, 1/s. The paper has 1/Γc = 0.5 µs.</summary>
    public double ElectronRate { get; init; } = 2e6;

    /// <summary>The number of A that is held against Γc in the condition Γc &lt; |A| of the grey region.</summary>
    public AngularUnit BreakdownUnit { get; init; } = AngularUnit.Hertz;

    /// <summary>Internuclear distance a, nm.</summary>
    public double Separation { get; init; } = 0.66;

    /// <summary>Radius r_h of the reservoir of hidden spins, nm.</summary>
    public double HiddenRadius { get; init; } = 0.9;

    /// <summary>Electron concentration, mol/L.</summary>
    public double Concentration { get; init; } = 0.05;

    /// <summary>Degree of the Lebedev rule for averages over directions.</summary>
    public int QuadratureDegree { get; init; } = 17;

    /// <summary>r_MV, nm.</summary>
    public double MeanVolumeRadius => MeanVolume.Radius(Concentration);

    /// <summary>The factor of K/r³ in the root-mean-square or otherwise averaged coupling of one nucleus.</summary>
    private double AngularFactor => HyperfineAverage switch
    {
        HyperfineAverage.None => 1,
        HyperfineAverage.MeanMagnitude => 4 / (3 * Math.Sqrt(3)),
        _ => Math.Sqrt(0.8),
    };

    /// <summary>|A| of a nucleus at a distance for a fully polarised electron, rad/s (never in hertz, whatever <see cref="HyperfineUnit"/> says).</summary>
    /// <param name="distance">r, nm, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The distance is not positive.</exception>
    public double Hyperfine(double distance)
    {
        Require.Positive(distance, nameof(distance));
        return SpinFactor * AngularFactor * PhysicalConstants.ElectronProton / (distance * distance * distance);
    }

    /// <summary>The distance at which |A|, counted in <see cref="BreakdownUnit"/>, equals Γc: the edge of the grey region of Fig. 3, nm.</summary>
    public double BreakdownRadius => Math.Cbrt(Hyperfine(1) / Turns(BreakdownUnit) / ElectronRate);

    /// <summary>D12 of the pair, counted in <see cref="DipolarUnit"/>; its root mean square where W itself is averaged.</summary>
    public double Dipolar
    {
        get
        {
            double d = PhysicalConstants.ProtonProton / (Separation * Separation * Separation) / Turns(DipolarUnit);
            return (HyperfineAverage == HyperfineAverage.Rate ? DipolarAverage.RootMeanSquare : DipolarAverage) switch
            {
                DipolarAverage.None => d,
                DipolarAverage.MeanMagnitude => 2 / (3 * Math.Sqrt(3)) * d,
                _ => d / Math.Sqrt(5),
            };
        }
    }

    /// <summary>The pairs whose rates, weighted, give the rate at a distance: one, or one per direction where W itself is averaged.</summary>
    /// <param name="distance">Distance r of the inner nucleus from the electron, nm, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The distance is not positive.</exception>
    public IReadOnlyList<PairCouplings> PairsAt(double distance)
    {
        Require.Positive(distance, nameof(distance));
        double scale = SpinFactor / Turns(HyperfineUnit);
        switch (HyperfineAverage)
        {
            case HyperfineAverage.Rate:
                return [.. Directions(distance).Select(p => new PairCouplings(p.Dipolar / Turns(DipolarUnit), scale * p.Difference, ElectronRate, Broadening, p.Weight))];
            case HyperfineAverage.RootMeanSquareDifference:
                double square = Directions(distance).Sum(p => p.Weight * p.Difference * p.Difference);
                return [new PairCouplings(Dipolar, scale * Math.Sqrt(square), ElectronRate, Broadening, 1)];
            default:
                double outer = SecondNucleus == SecondNucleus.Radial ? distance + Separation : Math.Sqrt((distance * distance) + (Separation * Separation));
                double difference = (Hyperfine(distance) - Hyperfine(outer)) / Turns(HyperfineUnit);
                return [new PairCouplings(Dipolar, difference, ElectronRate, Broadening, 1)];
        }
    }

    /// <summary>
    /// The couplings of two nuclei at given places: point dipoles with their directions where <see cref="HyperfineAverage"/> is
    /// <see cref="HyperfineAverage.Rate"/> or <see cref="HyperfineAverage.RootMeanSquareDifference"/>, else the averaged couplings at their distances.
    /// </summary>
    /// <param name="first">Position, nm; the electron is at the origin.</param>
    /// <param name="second">Position, nm.</param>
    /// <exception cref="ArgumentOutOfRangeException">A nucleus sits on the electron or on the other nucleus.</exception>
    public PairCouplings PairOf(Position first, Position second)
    {
        Position displacement = second - first;
        double hyperfine = SpinFactor / Turns(HyperfineUnit);
        if (HyperfineAverage is HyperfineAverage.Rate or HyperfineAverage.RootMeanSquareDifference)
        {
            (double difference, double dipolar, _) = Between(first, displacement, 1);
            return new PairCouplings(dipolar / Turns(DipolarUnit), hyperfine * difference, ElectronRate, Broadening, 1);
        }

        double separation = displacement.Length;
        Require.Positive(separation, nameof(separation));
        double scale = Separation / separation;
        return new PairCouplings(Dipolar * scale * scale * scale, (Hyperfine(first.Length) - Hyperfine(second.Length)) / Turns(HyperfineUnit), ElectronRate, Broadening, 1);
    }

    /// <summary>The conventions in words, as they are printed with every result.</summary>
    public IReadOnlyList<(string Convention, string Choice)> Describe() => ConventionWords.Of(this);

    private static double Turns(AngularUnit unit) => unit == AngularUnit.Hertz ? 2 * Math.PI : 1;

    /// <summary>T_zz difference and D12 of every direction of the pair: of the ray on a Lebedev rule, and of the second nucleus around it.</summary>
    private IEnumerable<(double Difference, double Dipolar, double Weight)> Directions(double distance)
    {
        // Around the ray n angles average trigonometric polynomials up to degree n - 1 exactly; the square of a coupling has degree 4.
        int angles = Math.Max(6, QuadratureDegree / 2);
        foreach (SphericalPoint point in LebedevRule.OfDegree(QuadratureDegree).Points)
        {
            Position first = distance * point.Direction;
            if (SecondNucleus == SecondNucleus.Radial)
            {
                yield return Between(first, Separation * point.Direction, point.Weight);
                continue;
            }

            (Position u, Position v) = point.Direction.Orthogonals();
            for (int k = 0; k < angles; k++)
            {
                (double sin, double cos) = Math.SinCos(2 * Math.PI * (k + 0.5) / angles);
                yield return Between(first, Separation * ((cos * u) + (sin * v)), point.Weight / angles);
            }
        }
    }

    private static (double Difference, double Dipolar, double Weight) Between(Position first, Position displacement, double weight) =>
    (
        HyperfineTensor.Of(first).Secular - HyperfineTensor.Of(first + displacement).Secular,
        NuclearDipolarTensor.Of(displacement).FlipFlop,
        weight);
}

/// <summary>The named sets of conventions.</summary>
internal static class ConventionSets
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

/// <summary>Conventions in words.</summary>
internal static class ConventionWords
{
    public static IReadOnlyList<(string Convention, string Choice)> Of(Conventions c) =>
    [
        ("conventions", c.Name),
        ("A, Δ in the formulas", c.HyperfineUnit == AngularUnit.Hertz ? "hertz taken for rad/s" : "rad/s"),
        ("A of one nucleus", Text($"{(c.SpinFactor == 1 ? string.Empty : $"{c.SpinFactor:R} · ")}{Average(c.HyperfineAverage)}")),
        ("D12", (c.HyperfineAverage == HyperfineAverage.Rate ? "d (1 - 3cos²θ)/2 of each direction" : Dipolar(c.DipolarAverage)) + (c.DipolarUnit == AngularUnit.Hertz ? ", hertz taken for rad/s" : ", rad/s")),
        ("second nucleus", c.SecondNucleus == SecondNucleus.Radial ? "at r + a" : "at √(r² + a²)"),
        ("Γ2", Text($"{c.Broadening:R} 1/s")),
        ("Γc", Text($"{c.ElectronRate:R} 1/s")),
        ("grey region", Text($"Γc < |A|{(c.BreakdownUnit == AngularUnit.Hertz ? "/2π (hertz against 1/s)" : " (rad/s against 1/s)")}: r < {c.BreakdownRadius:F3} nm")),
        ("a", Text($"{c.Separation:R} nm")),
        ("r_h", Text($"{c.HiddenRadius:R} nm")),
        ("r_MV", Text($"{c.MeanVolumeRadius:F3} nm at {c.Concentration:R} mol/L")),
    ];

    private static string Average(HyperfineAverage average) => average switch
    {
        HyperfineAverage.None => "K/r³, no angular factor",
        HyperfineAverage.MeanMagnitude => "K/r³ ⟨|3cos²θ - 1|⟩",
        HyperfineAverage.RootMeanSquare => "K/r³ √⟨(3cos²θ - 1)²⟩",
        HyperfineAverage.RootMeanSquareDifference => "K (3cos²θ - 1)/r³, Δ = √⟨(A1 - A2)²⟩",
        _ => "K (3cos²θ - 1)/r³, W averaged over directions",
    };

    private static string Dipolar(DipolarAverage average) => average switch
    {
        DipolarAverage.None => "d = (μ0/4π)γ²ħ/a³, no angular factor",
        DipolarAverage.MeanMagnitude => "⟨|d (1 - 3cos²θ)/2|⟩ = 2d/(3√3)",
        _ => "√⟨(d (1 - 3cos²θ)/2)²⟩ = d/√5",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Which number stands for a coupling.</summary>
internal enum AngularUnit
{
    /// <summary>The angular frequency, rad/s.</summary>
    RadiansPerSecond,

    /// <summary>The frequency in hertz: the angular frequency divided by 2π.</summary>
    Hertz,
}

/// <summary>Where the second nucleus of a pair sits when the first is at distance r from the electron and the two are a apart.</summary>
internal enum SecondNucleus
{
    /// <summary>Sideways, at √(r² + a²).</summary>
    Perpendicular,

    /// <summary>Further out on the same ray, at r + a.</summary>
    Radial,
}
