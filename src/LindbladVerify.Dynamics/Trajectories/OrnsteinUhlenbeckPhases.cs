using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.Random;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// Draws the phase Δ∫ξ dt of each step together with the noise at its end, ξ = mean + σ u, from their exact joint law;
/// mirrored: ξ = mean − σ u.
/// </summary>
internal readonly struct OrnsteinUhlenbeckPhases<T>
    where T : struct, ILanes<T>
{
    private readonly T decay, spread, mean, shared, own, drift;

    public OrnsteinUhlenbeckPhases(OrnsteinUhlenbeckNoise law, double hyperfine, double timeStep, bool mirrored)
    {
        OrnsteinUhlenbeckStep step = new(law.Rate, timeStep);
        double scale = hyperfine * (mirrored ? -law.StandardDeviation : law.StandardDeviation);
        (decay, spread) = (T.Broadcast(step.Decay), T.Broadcast(step.Spread));
        (mean, shared, own) = (T.Broadcast(scale * step.Mean), T.Broadcast(scale * step.Shared), T.Broadcast(scale * step.Own));
        drift = T.Broadcast(hyperfine * law.Mean * timeStep);
    }

    /// <summary>Moves u over one step with two standard normals and returns the phase in rad.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Next(T first, T second, ref T u)
    {
        T phase = T.Fma(mean, u, T.Fma(shared, first, T.Fma(own, second, drift)));
        u = T.Fma(decay, u, spread * first);
        return phase;
    }
}
