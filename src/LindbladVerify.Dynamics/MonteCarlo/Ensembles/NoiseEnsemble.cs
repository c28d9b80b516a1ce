using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

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
        var unrolled = UnrolledSequence.Of(model);
        return LaneWidths.Resolve(LaneWidth.Auto) switch
        {
            LaneWidth.Vector512 => new EnsembleRun<Lanes512>(unrolled, initial, observables, grid, options, cancellation, progress).Solve(),
            LaneWidth.Vector256 => new EnsembleRun<Lanes256>(unrolled, initial, observables, grid, options, cancellation, progress).Solve(),
            LaneWidth.Vector128 => new EnsembleRun<Lanes128>(unrolled, initial, observables, grid, options, cancellation, progress).Solve(),
            _ => new EnsembleRun<ScalarLane>(unrolled, initial, observables, grid, options, cancellation, progress).Solve(),
        };
    }

    private static void Validate(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, EnsembleOptions options)
    {
        EnsembleArguments.Check(model, initial, observables);
        if (options.Method == EnsembleMethod.FlipByFlip)
        {
            int other = model.Noise.ToList().FindIndex(n => n.Process.Chain is null);
            if (other >= 0 || model.Drives.Count > 0 || model.Sequence?.Pulses.Count > 0)
            {
                throw new ArgumentException(
                    $"Method = FlipByFlip needs noises with finitely many values, but {(other >= 0 ? $"noise {other} is of type {model.Noise[other].Process.GetType().Name}" : "the model has a drive or a finite pulse")}; allowed here are Auto and Splitting.",
                    nameof(options));
            }
        }
    }
}

/// <summary>How many trajectories to run, and how.</summary>
public sealed record EnsembleOptions
{
    /// <summary>Number of trajectories, from 2 to 2^40.</summary>
    public long Trajectories { get; init; } = 4096;

    /// <summary>Seed of all random streams.</summary>
    public ulong Seed { get; init; }

    /// <summary>Number of this point within a study; points do not share random numbers.</summary>
    public uint StudyPoint { get; init; }

    /// <summary>How noise is followed.</summary>
    public EnsembleMethod Method { get; init; } = EnsembleMethod.Auto;

    /// <summary>Longest time step of methods that have one, s; empty to have a pilot run choose it, so that its bias stays a
    /// tenth of the expected standard error.</summary>
    public double? TimeStep { get; init; }

    /// <summary>Worker threads; 0 for one per processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Dense kernels; null for the fastest ones found. Equal kernels give equal bits.</summary>
    public IDenseKernels? Kernels { get; init; }

    /// <summary>Memory that the run may take, bytes; null for what the process has left.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Checks every field.</summary>
    /// <exception cref="ArgumentException">A field is out of its range; the message names field, value and range.</exception>
    public void Validate()
    {
        Require(Trajectories is > 1 and <= 1L << 40, nameof(Trajectories), Trajectories, "an integer from 2 to 2^40");
        Require(TimeStep is null or (> 0 and < double.PositiveInfinity), nameof(TimeStep), TimeStep ?? 0, "a positive time in s");
        Require(Threads >= 0, nameof(Threads), Threads, "0 or a positive number");
        Require(MemoryLimit is null or > 0, nameof(MemoryLimit), MemoryLimit ?? 0, "a positive number of bytes");
    }

    private static void Require(bool condition, string field, double value, string allowed)
    {
        if (!condition)
        {
            throw new ArgumentException(FormattableString.Invariant($"{field} = {value} is not allowed; it must be {allowed}."), field);
        }
    }
}

/// <summary>How trajectories of classical noise are followed.</summary>
public enum EnsembleMethod
{
    /// <summary>From flip to flip where every noise takes finitely many values, else by splitting.</summary>
    Auto,

    /// <summary>Exactly from one flip of a noise to the next. Every noise must be a finite Markov chain.</summary>
    FlipByFlip,

    /// <summary>
    /// Strang splitting: half a step without noise, the exact rotation by the exactly drawn ∫ξ dt of the step, half a step
    /// without noise. Any noise; the bias of a mean falls with the square of the step.
    /// </summary>
    Splitting,
}

/// <summary>Ensemble means of expectation values over time.</summary>
/// <param name="Grid">The times.</param>
/// <param name="Values">Means, [observable][time].</param>
/// <param name="StandardErrors">Their standard errors from the scatter of the trajectories, not below the rounding of the means, [observable][time].</param>
/// <param name="Trajectories">Trajectories behind the means; fewer than asked for if the run was cancelled.</param>
/// <param name="Seed">Seed that reproduces them.</param>
/// <param name="Method">One sentence: how the trajectories were followed, and why so.</param>
/// <param name="Dimension">Sizes before and after the reduction.</param>
/// <param name="Backend">What carried the dense kernels.</param>
public sealed record EnsembleResult(
    TimeGrid Grid,
    double[][] Values,
    double[][] StandardErrors,
    long Trajectories,
    ulong Seed,
    string Method,
    PropagationDimension Dimension,
    string Backend)
{
    /// <summary>Longest time step, s; empty where there is none.</summary>
    public double? TimeStep { get; init; }

    /// <summary>
    /// Estimated bias of the means by the time step, [observable]: the largest over the times, measured by the pilot on paths
    /// shared by a step and its half. Empty without a step or when the step was given.
    /// </summary>
    public double[]? StepErrors { get; init; }

    /// <summary>Trajectories of the pilot; none of them is part of the means.</summary>
    public long PilotTrajectories { get; init; }

    /// <summary>Whether the run was cancelled.</summary>
    public bool Cancelled { get; init; }
}

/// <summary>What every ensemble checks before it starts.</summary>
internal static class EnsembleArguments
{
    /// <summary>Checks dimensions and hermiticity.</summary>
    /// <exception cref="ArgumentException">Something does not fit; the message says what.</exception>
    public static void Check(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables)
    {
        if (initial.Dimension != model.Dimension || !initial.IsHermitian())
        {
            throw new ArgumentException($"The initial state must be Hermitian of dimension {model.Dimension}; it has dimension {initial.Dimension}.", nameof(initial));
        }

        Check(model, observables);
    }

    /// <summary>Checks the observables and the number of noises.</summary>
    /// <exception cref="ArgumentException">Something does not fit; the message says what.</exception>
    public static void Check(OpenSystemModel model, IReadOnlyList<Operator> observables)
    {
        if (observables.Count == 0)
        {
            throw new ArgumentException("There is no observable; an ensemble needs at least one.", nameof(observables));
        }

        for (int k = 0; k < observables.Count; k++)
        {
            if (observables[k].Dimension != model.Dimension || !observables[k].IsHermitian())
            {
                throw new ArgumentException($"Observable {k} must be Hermitian of dimension {model.Dimension}; it has dimension {observables[k].Dimension}.", nameof(observables));
            }
        }

        if (model.Noise.Count >= StreamKey.MaximumSources)
        {
            throw new ArgumentException($"The model has {model.Noise.Count} noises; at most {StreamKey.MaximumSources - 1} are allowed.", nameof(model));
        }
    }

    /// <summary>|O| in the Frobenius norm divided by √d, the root mean square of its eigenvalues, for every observable.</summary>
    public static double[] Norms(IReadOnlyList<Operator> observables) => [.. observables.Select(o => Frobenius(o) / Math.Sqrt(o.Dimension))];

    /// <summary>|O|·|ρ(0)| in Frobenius norms for every observable: the largest value that it could have.</summary>
    public static double[] Scales(Operator initial, IReadOnlyList<Operator> observables)
    {
        double start = Frobenius(initial);
        return [.. observables.Select(o => Frobenius(o) * start)];
    }

    private static double Frobenius(Operator a)
    {
        double sum = 0;
        foreach (System.Numerics.Complex value in a.Matrix.Values)
        {
            sum += (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
        }

        return Math.Sqrt(sum);
    }
}
