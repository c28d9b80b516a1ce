using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Dynamics.Trajectories;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>Estimates what a run will allocate, and refuses what does not fit. None of it grows with the number of trajectories.</summary>
internal static class MemoryNeed
{
    /// <summary>The limit of the options, or what the process has left.</summary>
    public static MemoryBudget Budget(EnsembleOptions options) => MemoryBudget.Of(new PropagationOptions { MemoryLimit = options.MemoryLimit });

    /// <summary>Refuses a splitting run that does not fit.</summary>
    /// <exception cref="InsufficientMemoryForPropagationException">It needs more than there is.</exception>
    public static void RequireSplitting(EnsembleSystem system, CommutingRotations[] groups, StepGrid grid, EnsembleOptions options, int motions, int outputs)
    {
        int block = EnsembleRunner.BlockSize(system.Order, options.Trajectories);
        double frequencies = groups.Select(g => g.Frequencies.Count).DefaultIfEmpty().Max();
        double state = SplittingState.Memory(system.Order, block, frequencies) + (8.0 * block * (system.Observables + (10 * system.Model.Noise.Count)));
        double tables = sizeof(double) * (double)grid.Total * (system.Model.Drives.Count + system.Model.Noise.Count(n => n.Process.Path is not null));
        double bytes = motions * (SplittingMotion<Random.ScalarLane>.Memory(system, groups, grid) + (EnsembleRunner.Workers(options.Threads) * state))
            + tables + Moments(system, outputs, motions, options);
        Budget(options).Require(bytes, FormattableString.Invariant($"Noise trajectories of {system.Order} equations at {outputs} times"));
    }

    /// <summary>Bytes of the moments of every observable at every time, in all blocks that wait.</summary>
    public static double Moments(EnsembleSystem system, int times, int copies, EnsembleOptions options) =>
        EnsembleRunner.Memory((double)copies * system.Observables * times, options.Threads);
}
