using System.Globalization;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.Geometry;

/// <summary>Every combination of the choices that the paper leaves open, held against the numbers that it quotes.</summary>
public static class ConventionScan
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
