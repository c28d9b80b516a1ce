using System.Numerics;

namespace LindbladVerify.Dynamics.Ensembles.Jumps;

/// <summary>Motion between jumps at constant noise. Keeps scratch space, so one instance serves one thread.</summary>
internal interface INoJumpMotion
{
    /// <summary>Moves ψ until its squared norm has fallen to a threshold, at most for a given time.</summary>
    /// <param name="state">ψ, [d]; not normalised afterwards.</param>
    /// <param name="values">ξ_k of every noise, then of every drive.</param>
    /// <param name="time">Longest time, s.</param>
    /// <param name="threshold">Squared norm at which a jump happens.</param>
    /// <param name="jumps">Whether the threshold was reached.</param>
    /// <returns>The time that passed, s.</returns>
    double Advance(Complex[] state, ReadOnlySpan<double> values, double time, double threshold, out bool jumps);
}
