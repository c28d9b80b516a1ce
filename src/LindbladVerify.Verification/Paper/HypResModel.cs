using System.Globalization;
using LindbladVerify.Dynamics.Diffusion;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.Paper;

/// <summary>
/// The hyperpolarization resurgence experiment on one electron's sphere: hidden spins inside r_h start polarized, visible spins outside start
/// saturated, and polarization diffuses outward with D(r; P) while it relaxes to its thermal value.
/// </summary>
/// <remarks>
/// ∂p/∂t = r⁻² ∂_r(r² D ∂_r p) - (2Γ1(r) + 1/T1)(p - p_B) - k(r)(p - p_DNP) between the innermost nucleus and r_MV, both walls reflecting.
/// Γ1 is Eq. (6) averaged over directions, p_B the Boltzmann polarization, k the rate of a DNP source inside r_h.
/// Experiment: Q. Stern et al., Sci. Adv. 7, eabf5735 (2021), doi:10.1126/sciadv.abf5735; Fig. 2 of Chessari et al. (2023).
/// </remarks>
internal sealed record HypResModel
{
    /// <summary>What turns distances into couplings.</summary>
    public Conventions Conventions { get; init; } = ConventionSets.S1;

    /// <summary>Name of the electron noise.</summary>
    public string Noise { get; init; } = "electron-telegraph";

    /// <summary>Formula or definition of the rate, as <see cref="DiffusionModel.Method"/>.</summary>
    public string Method { get; init; } = "golden-rule";

    /// <summary>Electron polarization P during detection; 0.9993 without microwaves.</summary>
    public double Polarization { get; init; } = DiffusionFamily.ThermalPolarization;

    /// <summary>Polarization of the hidden spins at the start; its sign is that of the preparation.</summary>
    public double Prepared { get; init; } = 0.7;

    /// <summary>Distance of the innermost nucleus, nm; the paper's breakdown radius.</summary>
    public double InnerRadius { get; init; } = 0.34;

    /// <summary>Magnetic field, T.</summary>
    public double Field { get; init; } = 7.05;

    /// <summary>Temperature, K.</summary>
    public double Temperature { get; init; } = 1.2;

    /// <summary>T1 of nuclei far from any electron, s; infinite for none.</summary>
    public double BulkRelaxationTime { get; init; } = 2e4;

    /// <summary>Whether nuclei relax by Eq. (6).</summary>
    public bool ParamagneticRelaxation { get; init; } = true;

    /// <summary>Rate k of the DNP source inside r_h, 1/s; 0 for microwaves off.</summary>
    public double DnpRate { get; init; }

    /// <summary>Polarization that the DNP source drives to.</summary>
    public double DnpPolarization { get; init; } = -0.7;

    /// <summary>Number of shells.</summary>
    public int Shells { get; init; } = 400;

    /// <summary>Thermal polarization of the nuclei.</summary>
    public double Thermal => BoltzmannPolarization.Proton(Field, Temperature);

    /// <summary>The diffusion model.</summary>
    public DiffusionModel Diffusion => new(Conventions, ElectronNoise.Parse(Noise), Method);

    /// <summary>The equations of all shells, with relaxation and source.</summary>
    /// <exception cref="ArgumentException">A setting is outside its range; the message names it.</exception>
    public RadialExchange Exchange()
    {
        Check();
        RadialGrid grid = Grid();
        double larmor = PhysicalConstants.ProtonGyromagneticRatio.Value * Field;
        double[] inside = grid.InsideFraction(Conventions.HiddenRadius);
        double[] relaxation = new double[grid.Count];
        double[] source = new double[grid.Count];
        for (int i = 0; i < grid.Count; i++)
        {
            double paramagnetic = ParamagneticRelaxation ? 2 * RelaxationFromGeometry.ShellLongitudinalRate(grid.Centres[i], Polarization, Conventions.ElectronRate, larmor) : 0;
            relaxation[i] = paramagnetic + (1 / BulkRelaxationTime);
            source[i] = DnpRate * inside[i];
        }

        return new RadialExchange(
            grid,
            Coefficient,
            [.. relaxation.Zip(source, (a, b) => a + b)],
            [.. relaxation.Zip(source, (a, b) => (a * Thermal) + (b * DnpPolarization))]);
    }

    /// <summary>The equations of all shells with diffusion alone.</summary>
    /// <exception cref="ArgumentException">A setting is outside its range; the message names it.</exception>
    public RadialExchange DiffusionAlone()
    {
        Check();
        return new RadialExchange(Grid(), Coefficient);
    }

    /// <summary>Hidden spins prepared, visible spins saturated [shells]; the shell at r_h is shared by volume.</summary>
    public double[] Initial() => [.. Grid().InsideFraction(Conventions.HiddenRadius).Select(f => f * Prepared)];

    /// <summary>Weights of the mean over the visible spins [shells]: volume outside r_h over its sum.</summary>
    public double[] VisibleMean() => Mean(inside: false);

    /// <summary>Weights of the mean over the hidden spins [shells].</summary>
    public double[] HiddenMean() => Mean(inside: true);

    private RadialGrid Grid() => RadialGrid.Uniform(InnerRadius, Conventions.MeanVolumeRadius, Shells);

    private double Coefficient(double r) => Diffusion.Coefficient(r, Polarization);

    private double[] Mean(bool inside)
    {
        RadialGrid grid = Grid();
        double[] volumes = [.. grid.InsideFraction(Conventions.HiddenRadius).Select((f, i) => grid.Volumes[i] * (inside ? f : 1 - f))];
        double total = volumes.Sum();
        return [.. volumes.Select(v => v / total)];
    }

    private void Check()
    {
        Require(Math.Abs(Polarization) <= 1, nameof(Polarization), Polarization, "from -1 to 1");
        Require(Math.Abs(Prepared) <= 1, nameof(Prepared), Prepared, "from -1 to 1");
        Require(InnerRadius > 0 && InnerRadius < Conventions.HiddenRadius, nameof(InnerRadius), InnerRadius, string.Create(CultureInfo.InvariantCulture, $"positive and below r_h = {Conventions.HiddenRadius:R} nm"));
        Require(Conventions.HiddenRadius < Conventions.MeanVolumeRadius, nameof(Conventions.HiddenRadius), Conventions.HiddenRadius, string.Create(CultureInfo.InvariantCulture, $"below r_MV = {Conventions.MeanVolumeRadius:R} nm"));
        Require(Field > 0 && double.IsFinite(Field), nameof(Field), Field, "positive, T");
        Require(Temperature > 0 && double.IsFinite(Temperature), nameof(Temperature), Temperature, "positive, K");
        Require(BulkRelaxationTime > 0, nameof(BulkRelaxationTime), BulkRelaxationTime, "positive, s, or infinite");
        Require(DnpRate >= 0 && double.IsFinite(DnpRate), nameof(DnpRate), DnpRate, "zero or positive, 1/s");
        Require(Math.Abs(DnpPolarization) <= 1, nameof(DnpPolarization), DnpPolarization, "from -1 to 1");
        Require(Shells is >= 8 and <= 1_000_000, nameof(Shells), Shells, "from 8 to 1000000");
    }

    private static void Require(bool holds, string name, double value, string allowed)
    {
        if (!holds)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} = {value:R} is not allowed: it must be {allowed}."), name);
        }
    }
}

/// <summary>A number of <see cref="HypResModel"/> that files and commands can set.</summary>
/// <param name="Key">Name in files, for example "bulkRelaxationTime"; on the command line "--bulk-relaxation-time".</param>
/// <param name="Unit">Unit, "1" for a pure number.</param>
/// <param name="Meaning">One line.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">The model with it changed.</param>
internal sealed record HypResSetting(string Key, string Unit, string Meaning, Func<HypResModel, double> Get, Func<HypResModel, double, HypResModel> Set)
{
    /// <summary>All numbers, in order of display.</summary>
    public static IReadOnlyList<HypResSetting> All { get; } =
    [
        new("polarization", "1", "Electron polarization P during detection; 0.9993 is microwaves off.", m => m.Polarization, (m, v) => m with { Polarization = v }),
        new("prepared", "1", "Polarization of the hidden spins at the start.", m => m.Prepared, (m, v) => m with { Prepared = v }),
        new("innerRadius", "nm", "Distance of the innermost nucleus.", m => m.InnerRadius, (m, v) => m with { InnerRadius = v }),
        new("field", "T", "Magnetic field.", m => m.Field, (m, v) => m with { Field = v }),
        new("temperature", "K", "Temperature.", m => m.Temperature, (m, v) => m with { Temperature = v }),
        new("bulkRelaxationTime", "s", "T1 of nuclei far from any electron.", m => m.BulkRelaxationTime, (m, v) => m with { BulkRelaxationTime = v }),
        new("paramagneticRelaxation", "1", "1: nuclei relax by Eq. (6); 0: they do not.", m => m.ParamagneticRelaxation ? 1 : 0, (m, v) => m with { ParamagneticRelaxation = Flag(v) }),
        new("dnpRate", "1/s", "Rate of the DNP source inside r_h; 0 is microwaves off.", m => m.DnpRate, (m, v) => m with { DnpRate = v }),
        new("dnpPolarization", "1", "Polarization that the DNP source drives to.", m => m.DnpPolarization, (m, v) => m with { DnpPolarization = v }),
        new("shells", "1", "Number of shells.", m => m.Shells, (m, v) => m with { Shells = Whole(v) }),
    ];

    /// <summary>The name on the command line.</summary>
    public string Option => "--" + string.Concat(Key.Select(c => char.IsAsciiLetterUpper(c) ? "-" + char.ToLowerInvariant(c) : c.ToString()));

    private static bool Flag(double value) =>
        value is 0 or 1 ? value == 1 : throw new ArgumentException($"paramagneticRelaxation must be 0 or 1, not {value:R}.", nameof(value));

    private static int Whole(double value) =>
        value == Math.Floor(value) && value is >= 8 and <= 1_000_000 ? (int)value : throw new ArgumentException($"shells must be a whole number from 8 to 1000000, not {value:R}.", nameof(value));
}

/// <summary>A HypRes curve.</summary>
/// <param name="Model">What was computed.</param>
/// <param name="Times">s [m].</param>
/// <param name="Visible">Mean polarization outside r_h: the signal [m].</param>
/// <param name="Hidden">Mean polarization inside r_h [m].</param>
/// <param name="Steps">Time steps taken.</param>
internal sealed record HypResRun(HypResModel Model, IReadOnlyList<double> Times, IReadOnlyList<double> Visible, IReadOnlyList<double> Hidden, int Steps)
{
    /// <summary>The visible polarization of largest magnitude that has the sign of the preparation, and its time.</summary>
    public (double Time, double Value) Overshoot
    {
        get
        {
            int sign = Math.Sign(Model.Prepared);
            int best = Enumerable.Range(0, Times.Count).MaxBy(k => sign * Visible[k]);
            return (Times[best], Visible[best]);
        }
    }

    /// <summary>The signal reaches beyond thermal polarization on the side of the preparation.</summary>
    public bool Overshoots => Math.Sign(Model.Prepared) * (Overshoot.Value - Model.Thermal) > 0 && Math.Sign(Overshoot.Value) == Math.Sign(Model.Prepared);

    /// <summary>Solves the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="duration">s, positive.</param>
    /// <param name="points">Times, equally spaced from 0, at least 2.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static HypResRun Compute(HypResModel model, double duration = 1e4, int points = 401, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!(duration > 0) || !double.IsFinite(duration))
        {
            throw new ArgumentException($"The duration must be positive and finite, not {duration:R} s.", nameof(duration));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        double[] times = [.. Enumerable.Range(0, points).Select(k => duration * k / (points - 1))];
        ExchangeSolution solution = new TrBdf2(model.Exchange()).Solve(model.Initial(), times, cancellation: cancellation);
        return new HypResRun(model, times, solution.Observe(model.VisibleMean()), solution.Observe(model.HiddenMean()), solution.Steps);
    }
}
