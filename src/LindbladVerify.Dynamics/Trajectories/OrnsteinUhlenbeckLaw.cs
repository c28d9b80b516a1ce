using System.Runtime.InteropServices;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>A stationary Gaussian Markov process: mean, standard deviation, relaxation rate (1/s).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OrnsteinUhlenbeckLaw(double Mean, double StandardDeviation, double Rate)
{
    /// <summary>Mean P, variance 1 − P², rate Γc.</summary>
    public static OrnsteinUhlenbeckLaw Of(double polarization, double electronRate) =>
        new(polarization, Math.Sqrt(Math.Max(0, (1 - polarization) * (1 + polarization))), electronRate);
}
