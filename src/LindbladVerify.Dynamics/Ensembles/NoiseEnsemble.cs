using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>
/// Expectation values averaged over sampled paths of classical noise: dρ/dt = L(ξ(t)) ρ is solved along every path, in the real
/// basis of product operators that the observables see. Paths come from the exact laws of the noises.
/// </summary>
/// <remarks>
/// The same seed gives the same bits for any number of threads on the same dense kernels: trajectories are random streams of
/// their own, and partial sums over fixed blocks are merged in a fixed order. Memory does not grow with the number of trajectories.
/// </remarks>
public static class NoiseEnsemble
{
    /// <summary>Ensemble means with their standard errors.</summary>
    /// <param name="model">The model. Every noise has the law of a finite Markov chain or of an Ornstein–Uhlenbeck process, or is a recorded path; drives are followed as well.</param>
    /// <param name="initial">ρ(0), or a difference of states, [d, d], Hermitian.</param>
    /// <param name="observables">Hermitian operators [d, d].</param>
    /// <param name="grid">Output times.</param>
    /// <param name="options">Number of trajectories, seed, method and limits.</param>
    /// <param name="cancellation">Cancels; blocks that were complete are kept and reported.</param>
    /// <param name="progress">Reported after every block, from worker threads but never concurrently.</param>
    /// <exception cref="ArgumentException">A dimension differs, an operator is not Hermitian, an option is out of range, or the method cannot follow a noise.</exception>
    /// <exception cref="InsufficientMemoryForPropagationException">The run needs more memory than allowed; the message says how much.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before anything was complete.</exception>
    public static EnsembleResult Solve(
        OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, EnsembleOptions? options = null,
        CancellationToken cancellation = default, IProgress<TrajectoryProgress>? progress = null)
    {
        options ??= new EnsembleOptions();
        options.Validate();
        Validate(model, initial, observables, options);
        return LaneWidths.Resolve(LaneWidth.Auto) switch
        {
            LaneWidth.Vector512 => new EnsembleRun<Lanes512>(model, initial, observables, grid, options, cancellation, progress).Solve(),
            LaneWidth.Vector256 => new EnsembleRun<Lanes256>(model, initial, observables, grid, options, cancellation, progress).Solve(),
            _ => new EnsembleRun<ScalarLane>(model, initial, observables, grid, options, cancellation, progress).Solve(),
        };
    }

    private static void Validate(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, EnsembleOptions options)
    {
        EnsembleArguments.Check(model, initial, observables);
        if (options.Method == EnsembleMethod.FlipByFlip)
        {
            int other = model.Noise.ToList().FindIndex(n => n.Process.Chain is null);
            if (other >= 0 || model.Drives.Count > 0)
            {
                throw new ArgumentException(
                    $"Method = FlipByFlip needs noises with finitely many values, but {(other >= 0 ? $"noise {other} is of type {model.Noise[other].Process.GetType().Name}" : "the model has a drive")}; allowed here are Auto and Splitting.",
                    nameof(options));
            }
        }
    }
}
