using System.Runtime.InteropServices;

namespace LindbladVerify.Formulas.Geometry;

/// <summary>The couplings and rates of a nuclear pair near an electron, as the pair formulas take them.</summary>
/// <param name="Dipolar">D12, rad/s.</param>
/// <param name="Hyperfine">Δ = A1 - A2 for a fully polarised electron, rad/s.</param>
/// <param name="ElectronRate">Γc, 1/s.</param>
/// <param name="Broadening">Γ2, 1/s.</param>
/// <param name="Weight">Its share of an average over directions; 1 where there is no such average.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PairCouplings(double Dipolar, double Hyperfine, double ElectronRate, double Broadening, double Weight);
