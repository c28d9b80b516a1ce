using System.Globalization;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.Paper;

/// <summary>Every combination of the choices that the paper leaves open, held against the numbers that it quotes.</summary>
internal static class ConventionScan
{
    private static readonly (string Name, double Value)[] Broadenings =
        [("11e3 1/s", 11e3), ("22e3 1/s", 22e3), ("2π·11e3 1/s", 2 * Math.PI * 11e3), ("2π·22e3 1/s", 4 * Math.PI * 11e3)];

    private static readonly (string Name, double Value)[] ElectronRates = [("2e6 1/s", 2e6), ("2π·2e6 1/s", 4e6 * Math.PI)];

    private static readonly ElectronNoise[] Noises = [ElectronNoise.SymmetricTelegraph, ElectronNoise.ElectronTelegraph, ElectronNoise.OrnsteinUhlenbeck];

    /// <summary>The named sets, each with Eq. (9)'s noise and with the real electron.</summary>
    public static IReadOnlyList<ConventionRow> Named() =>
        [.. ConventionSets.All.SelectMany(c => Noises.Select(n => Row(c, n)))];

    /// <summary>All combinations, those that reproduce most of the quoted numbers first, then by the distance of the speed-up from 17.</summary>
    /// <param name="cancellation">Stops between two combinations.</param>
    public static IReadOnlyList<ConventionRow> All(CancellationToken cancellation = default)
    {
        (Conventions Conventions, ElectronNoise Noise)[] work = [.. Combinations().SelectMany(c => Noises.Select(n => (c, n)))];
        var rows = new ConventionRow[work.Length];
        Parallel.For(0, work.Length, new ParallelOptions { CancellationToken = cancellation }, k => rows[k] = Row(work[k].Conventions, work[k].Noise));
        return [.. rows.OrderByDescending(r => r.Fits).ThenBy(r => Math.Abs(Math.Log(r.SpeedUp / 17))).ThenBy(r => r.Conventions.Name, StringComparer.Ordinal)];
    }

    /// <summary>What the scan says about the number 17, in one sentence.</summary>
    public static string Summary(IReadOnlyList<ConventionRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int fits = rows.Count(r => r.FitsSpeedUp);
        int all = rows.Count(r => r.Fits == 3);
        double low = rows.Min(r => r.SpeedUp);
        double high = rows.Max(r => r.SpeedUp);
        double chance = rows.Count * Math.Log(17.5 / 16.5) / Math.Log(high / low);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{rows.Count} combinations give speed-ups from {low:G3} to {high:G3}; {fits} of them round to 17, where numbers spread evenly over that range on a logarithmic scale would give {chance:F0}. 17 alone pins nothing. {all} combinations reproduce 17, 0.34 nm and 100 kHz together.");
    }

    private static ConventionRow Row(Conventions conventions, ElectronNoise noise) => new(
        conventions,
        noise.Name,
        new DiffusionModel(conventions, noise).SpeedUp(conventions.HiddenRadius, 0.5, 0.9993),
        (conventions with { BreakdownUnit = AngularUnit.Hertz }).BreakdownRadius,
        (conventions with { BreakdownUnit = AngularUnit.RadiansPerSecond }).BreakdownRadius,
        conventions.Hyperfine(conventions.HiddenRadius) / (2 * Math.PI),
        conventions.MeanVolumeRadius);

    private static IEnumerable<Conventions> Combinations() =>
        from unit in Enum.GetValues<AngularUnit>()
        from spin in new[] { 1.0, 0.5 }
        from average in Enum.GetValues<HyperfineAverage>()
        from place in Enum.GetValues<SecondNucleus>()
        from broadening in Broadenings
        from rate in ElectronRates
        select new Conventions
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"A in {(unit == AngularUnit.Hertz ? "Hz" : "rad/s")}, ×{spin:R}, {Word(average)}, second nucleus {(place == SecondNucleus.Radial ? "at r+a" : "sideways")}, Γ2 = {broadening.Name}, Γc = {rate.Name}"),
            HyperfineUnit = unit,
            SpinFactor = spin,
            HyperfineAverage = average,
            SecondNucleus = place,
            Broadening = broadening.Value,
            ElectronRate = rate.Value,
        };

    private static string Word(HyperfineAverage average) => average switch
    {
        HyperfineAverage.None => "no angular factor",
        HyperfineAverage.MeanMagnitude => "mean |A|",
        HyperfineAverage.RootMeanSquare => "rms A",
        HyperfineAverage.RootMeanSquareDifference => "rms Δ",
        _ => "mean W",
    };
}

/// <summary>What one set of conventions says of the numbers that the paper quotes.</summary>
/// <param name="Conventions">The set.</param>
/// <param name="Noise">Name of the electron noise.</param>
/// <param name="SpeedUp">W(0.5)/W(0.9993) at r_h; quoted 17.</param>
/// <param name="BreakdownRadius">Where Γc in 1/s equals |A|/2π in hertz, nm; quoted 0.34.</param>
/// <param name="AngularBreakdownRadius">Where Γc in 1/s equals |A| in rad/s, nm.</param>
/// <param name="HiddenCoupling">|A|/2π at r_h, Hz; quoted 100 kHz.</param>
/// <param name="MeanVolumeRadius">r_MV, nm; not quoted in the text, a line in the figure near 2 nm.</param>
internal sealed record ConventionRow(Conventions Conventions, string Noise, double SpeedUp, double BreakdownRadius, double AngularBreakdownRadius, double HiddenCoupling, double MeanVolumeRadius)
{
    /// <summary>The speed-up rounds to 17.</summary>
    public bool FitsSpeedUp => Math.Abs(SpeedUp - 17) <= 0.5;

    /// <summary>One of the two breakdown radii rounds to 0.34 nm.</summary>
    public bool FitsBreakdown => Math.Abs(BreakdownRadius - 0.34) <= 0.005 || Math.Abs(AngularBreakdownRadius - 0.34) <= 0.005;

    /// <summary>The coupling at r_h is 100 kHz to the one digit that is quoted.</summary>
    public bool FitsHiddenCoupling => HiddenCoupling is >= 95e3 and < 150e3;

    /// <summary>How many of the three quoted numbers come out.</summary>
    public int Fits => (FitsSpeedUp ? 1 : 0) + (FitsBreakdown ? 1 : 0) + (FitsHiddenCoupling ? 1 : 0);
}

/// <summary>Grids of numbers.</summary>
internal static class Grid
{
    /// <summary>Equally spaced numbers with both ends.</summary>
    public static double[] Linear(double low, double high, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        return [.. Enumerable.Range(0, count).Select(k => low + ((high - low) * k / (count - 1)))];
    }
}

/// <summary>W of Eq. (9) over W of the real electron, over distance and polarization.</summary>
/// <param name="Conventions">What turned distances into couplings.</param>
/// <param name="Distances">r, nm [n].</param>
/// <param name="Polarizations">P [m].</param>
/// <param name="Ratios">[m, n]: Ratios[j, i] at (Distances[i], Polarizations[j]); at least 1.</param>
internal sealed record RatioMap(Conventions Conventions, IReadOnlyList<double> Distances, IReadOnlyList<double> Polarizations, double[,] Ratios)
{
    /// <summary>The map from 0.2 to 1.6 nm and from P = 0 to 1.</summary>
    /// <param name="conventions">What turns distances into couplings.</param>
    /// <param name="points">Distances and polarizations, each; at least 2.</param>
    public static RatioMap Compute(Conventions conventions, int points = 161)
    {
        var surrogate = new DiffusionModel(conventions, ElectronNoise.SymmetricTelegraph);
        var electron = new DiffusionModel(conventions, ElectronNoise.ElectronTelegraph);
        double[] r = Grid.Linear(DiffusionFamily.Nearest, 1.6, points);
        double[] p = Grid.Linear(0, 1, points);
        double[,] ratios = new double[p.Length, r.Length];
        Parallel.For(0, p.Length, j =>
        {
            for (int i = 0; i < r.Length; i++)
            {
                ratios[j, i] = surrogate.Rate(r[i], p[j]) / electron.Rate(r[i], p[j]);
            }
        });
        return new RatioMap(conventions, r, p, ratios);
    }
}

/// <summary>What Fig. 3(b) shows: D(r) by Eq. (9) and by its slow- and fast-electron forms, repaired and as printed.</summary>
/// <param name="Conventions">What turned distances into couplings.</param>
/// <param name="Exact">Eq. (9).</param>
/// <param name="Slow">Eq. (10) with √(1 - P²).</param>
/// <param name="Fast">Eq. (11) with 1/Γc.</param>
/// <param name="SlowAsPrinted">Eq. (10) as printed.</param>
/// <param name="FastAsPrinted">Eq. (11) as printed.</param>
/// <param name="Electron">The electron that flips between +1 and -1.</param>
internal sealed record LimitForms(
    Conventions Conventions,
    DiffusionCurve Exact,
    DiffusionCurve Slow,
    DiffusionCurve Fast,
    DiffusionCurve SlowAsPrinted,
    DiffusionCurve FastAsPrinted,
    DiffusionCurve Electron)
{
    /// <summary>All forms at one polarization; the paper has 0.7.</summary>
    /// <param name="conventions">What turns distances into couplings.</param>
    /// <param name="polarization">P, from 0 to 1.</param>
    /// <param name="points">Number of distances, at least 2.</param>
    public static LimitForms Compute(Conventions conventions, double polarization = 0.7, int points = 241)
    {
        ArgumentNullException.ThrowIfNull(conventions);
        double[] r = Grid.Linear(DiffusionFamily.Nearest, 1.1 * conventions.MeanVolumeRadius, points);
        DiffusionCurve Curve(string method, ElectronNoise noise) => DiffusionCurve.Of(new DiffusionModel(conventions, noise, method), polarization, r);
        ElectronNoise surrogate = ElectronNoise.SymmetricTelegraph;
        return new LimitForms(
            conventions,
            Curve("eq9", surrogate),
            Curve("eq10", surrogate),
            Curve("eq11", surrogate),
            Curve("eq10-as-printed", surrogate),
            Curve("eq11-as-printed", surrogate),
            Curve("golden-rule", ElectronNoise.ElectronTelegraph));
    }
}
