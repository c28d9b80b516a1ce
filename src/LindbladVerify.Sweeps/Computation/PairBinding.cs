using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>The built-in pair at a point.</summary>
/// <param name="Dipolar">D, rad/s.</param>
/// <param name="Hyperfine">Δ, rad/s.</param>
/// <param name="Polarization">P.</param>
/// <param name="ElectronRate">Γc, 1/s.</param>
/// <param name="Broadening">Γ2, 1/s.</param>
/// <param name="Noise">The noise of the electron.</param>
internal sealed record PairBinding(SlotProgram Dipolar, SlotProgram Hyperfine, SlotProgram Polarization, SlotProgram ElectronRate, SlotProgram Broadening, ElectronNoise Noise)
{
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public NuclearPair At(double[] slots) =>
        new(Dipolar.At(slots), Hyperfine.At(slots), Polarization.At(slots), ElectronRate.At(slots), Broadening.At(slots));
}
