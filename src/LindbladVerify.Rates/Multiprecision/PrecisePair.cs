using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>The parameters of a nuclear pair in many digits.</summary>
/// <param name="Dipolar">D, rad/s.</param>
/// <param name="Hyperfine">Δ, rad/s.</param>
/// <param name="Polarization">P, in [-1, 1].</param>
/// <param name="ElectronRate">Γc, 1/s, positive.</param>
/// <param name="Broadening">Γ2, 1/s, positive.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PrecisePair(Ball Dipolar, Ball Hyperfine, Ball Polarization, Ball ElectronRate, Ball Broadening)
{
    /// <summary>Throws where a parameter is certainly outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is.</exception>
    internal void Require()
    {
        Refuse(!ElectronRate.MayBeZero && ElectronRate.Value.Sign > 0, "The electron rate must be positive, in 1/s.");
        Refuse(!Broadening.MayBeZero && Broadening.Value.Sign > 0, "The broadening must be positive, in 1/s.");
        Refuse(BigFloat.Abs(Polarization.Value) - Polarization.Error <= BigFloat.One, "A polarisation must lie in [-1, 1].");

        static void Refuse(bool holds, string message)
        {
            if (!holds)
            {
                throw new ArgumentOutOfRangeException(message, (Exception?)null);
            }
        }
    }
}
