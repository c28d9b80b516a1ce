using LindbladVerify.Verification.Surveys;

namespace LindbladVerify.Reporting.Results;

/// <summary>What `rate` found at one point.</summary>
/// <param name="Dipolar">D12, rad/s.</param>
/// <param name="Hyperfine">Δ, rad/s.</param>
/// <param name="Polarization">P.</param>
/// <param name="ElectronRate">Γc, 1/s.</param>
/// <param name="Broadening">Γ2, 1/s.</param>
/// <param name="Noise">Name of the noise.</param>
/// <param name="Rows">One row per method.</param>
/// <param name="RateExists">Whether one rate describes the decay.</param>
/// <param name="Reason">Why.</param>
/// <param name="Notes">Conversions made at the edge and the like.</param>
public sealed record RateReport(
    double Dipolar,
    double Hyperfine,
    double Polarization,
    double ElectronRate,
    double Broadening,
    string Noise,
    IReadOnlyList<RateRow> Rows,
    bool RateExists,
    string Reason,
    IReadOnlyList<string> Notes);
