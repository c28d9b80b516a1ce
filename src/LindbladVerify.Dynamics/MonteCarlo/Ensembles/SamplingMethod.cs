using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>A way to average over trajectories instead of solving for the average: it says when it applies and why not, and it samples.</summary>
/// <remarks><see cref="All"/> is the one list of them. Its standard error is known before it begins, its run time only after a pilot.</remarks>
internal abstract class SamplingMethod
{
    private protected SamplingMethod(string name, string summary)
    {
        Name = name;
        Summary = summary;
    }

    /// <summary>Paths of the noises, with the density matrix carried along each.</summary>
    public static SamplingMethod MonteCarlo { get; } = new NoisePaths();

    /// <summary>Quantum jumps of state vectors, and paths of the noises along with them.</summary>
    public static SamplingMethod QuantumJumps { get; } = new JumpPaths();

    /// <summary>All of them, the first that applies being preferred.</summary>
    public static IReadOnlyList<SamplingMethod> All { get; } = [MonteCarlo, QuantumJumps];

    /// <summary>The name in commands and files.</summary>
    public string Name { get; }

    /// <summary>What it does and what it is for, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>The method of a name; null where there is none.</summary>
    /// <param name="name">A <see cref="Name"/>.</param>
    public static SamplingMethod? Named(string name) => All.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.Ordinal));

    /// <summary>The first that applies to a model; null where none does.</summary>
    /// <param name="model">The model.</param>
    public static SamplingMethod? Of(OpenSystemModel model) => All.FirstOrDefault(m => m.Refusal(model) is null);

    /// <summary>The largest standard error of an expectation value whose single trajectories do not leave |O|·|ρ(0)|, relative to that.</summary>
    /// <param name="trajectories">Their number, from 2.</param>
    public static double LargestStandardError(long trajectories) => 1 / Math.Sqrt(trajectories);

    /// <summary>Why there is nothing to sample in a model; null where there is.</summary>
    /// <param name="model">The model.</param>
    public abstract string? Refusal(OpenSystemModel model);

    /// <summary>Ensemble means with their standard errors.</summary>
    /// <param name="model">The model.</param>
    /// <param name="initial">ρ(0), [d, d], Hermitian.</param>
    /// <param name="observables">Hermitian operators [d, d].</param>
    /// <param name="grid">Output times.</param>
    /// <param name="options">Number of trajectories, seed and limits.</param>
    /// <param name="cancellation">Cancels; blocks that were complete are kept and reported.</param>
    /// <param name="progress">Reported after every block.</param>
    /// <exception cref="ArgumentException">A dimension differs, an operator is not Hermitian, an option is out of range, or the method cannot follow a noise.</exception>
    /// <exception cref="InsufficientMemoryForPropagationException">The run needs more memory than allowed.</exception>
    public abstract EnsembleResult Solve(
        OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, EnsembleOptions? options = null,
        CancellationToken cancellation = default, IProgress<TrajectoryProgress>? progress = null);

    private static string? Unfollowed(OpenSystemModel model) =>
        model.Drives.Any(d => d.IsDissipative) ? "a rate depends on time or may be negative, which trajectories do not follow"
        : model.Noise.Any(n => n.Process is { Chain: null, Gaussian: null, Path: null }) ? "noises jump together or have an envelope, which trajectories do not follow"
        : null;

    private sealed class NoisePaths() : SamplingMethod("monte-carlo", "Paths of the noises, with the density matrix carried along each; quantum jumps where there is no noise or it does not fit.")
    {
        public override string? Refusal(OpenSystemModel model) => model.Noise.Any(n => n.Process.Path is null) ? Unfollowed(model) : "the model has no random noise";

        public override EnsembleResult Solve(
            OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, EnsembleOptions? options = null, CancellationToken cancellation = default, IProgress<TrajectoryProgress>? progress = null) =>
            NoiseEnsemble.Solve(model, initial, observables, grid, options, cancellation, progress);
    }

    private sealed class JumpPaths() : SamplingMethod("quantum-jumps", "Quantum jumps of state vectors, and paths of the noises along with them: for Hilbert spaces whose density matrices do not fit.")
    {
        public override string? Refusal(OpenSystemModel model) =>
            Unfollowed(model) ?? (model.Dissipators.Count > 0 || MonteCarlo.Refusal(model) is null ? null : "the model has neither noise nor dissipators");

        public override EnsembleResult Solve(
            OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, EnsembleOptions? options = null, CancellationToken cancellation = default, IProgress<TrajectoryProgress>? progress = null) =>
            Ensembles.QuantumJumps.Solve(model, initial, observables, grid, options, cancellation, progress);
    }
}
