namespace LindbladVerify.Verification.HypRes;

/// <summary>A number of <see cref="HypResModel"/> that files and commands can set.</summary>
/// <param name="Key">Name in files, for example "bulkRelaxationTime"; on the command line "--bulk-relaxation-time".</param>
/// <param name="Unit">Unit, "1" for a pure number.</param>
/// <param name="Meaning">One line.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">The model with it changed.</param>
public sealed record HypResSetting(string Key, string Unit, string Meaning, Func<HypResModel, double> Get, Func<HypResModel, double, HypResModel> Set)
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
