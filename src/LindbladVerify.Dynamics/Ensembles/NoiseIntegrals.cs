using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>Makes the integrals of a model's noises and drives for one worker; what all workers share is made once.</summary>
internal sealed class NoiseIntegrals<T>
    where T : struct, ILanes<T>
{
    private readonly Func<int, INoiseIntegral>[] factories;

    /// <param name="model">The model.</param>
    /// <param name="grid">The steps.</param>
    /// <param name="key">Streams; noise k reads source k.</param>
    public NoiseIntegrals(OpenSystemModel model, StepGrid grid, StreamKey key)
    {
        factories = [.. model.Noise.Select((n, k) => Factory(n.Process, grid, key with { Source = k })), .. model.Drives.Select(d => Factory(d, grid))];
    }

    /// <summary>Integrals of every noise, then of every drive.</summary>
    public INoiseIntegral[] Create(int capacity) => Array.ConvertAll(factories, f => f(capacity));

    private static Func<int, INoiseIntegral> Factory(NoiseProcess process, StepGrid grid, StreamKey key)
    {
        if (process.Gaussian is { } gaussian)
        {
            return capacity => new OrnsteinUhlenbeckIntegral<T>(gaussian, key, capacity);
        }

        if (process.Chain is { } chain)
        {
            MarkovJumpTable jumps = new(chain);
            return capacity => new MarkovChainIntegral(jumps, key, capacity);
        }

        TabulatedIntegrals recorded = TabulatedIntegrals.Of(process.Path ?? throw new NotSupportedException($"Trajectories of {process.GetType().Name} are not known."), grid);
        return _ => recorded;
    }

    private static Func<int, INoiseIntegral> Factory(Drive drive, StepGrid grid)
    {
        TabulatedIntegrals integrals = TabulatedIntegrals.Of(drive, grid);
        return _ => integrals;
    }
}
