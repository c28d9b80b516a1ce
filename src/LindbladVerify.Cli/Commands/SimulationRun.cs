using LindbladVerify.Dynamics.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Cli.Commands;

/// <summary>Solves or samples one loaded model and reports it.</summary>
internal sealed class SimulationRun(LoadedModel loaded, PropagationOptions propagation, EnsembleOptions sampling)
{
    private const int TypicalLadder = 33;
    private readonly TimeGrid grid = TimeGrid.Of(loaded.Times);
    private readonly Operator[] observables = [.. loaded.Observables.Select(o => o.Operator)];

    /// <summary>Noise modes of the exact average.</summary>
    public double ModeCount => loaded.Model.Noise.Where(n => n.Process is not TraceNoise).Aggregate(1.0, (product, n) => product * (n.Process.ExactModeCount ?? TypicalLadder));

    /// <summary>Whether there is anything random to sample: noise, or the jumps of a dissipator.</summary>
    public bool CanSample => HasNoise || loaded.Model.Dissipators.Count > 0;

    /// <summary>Whether the exact average is known in closed form, however many modes the noises have.</summary>
    public bool HasClosedForm => MasterEquationSolver.HasClosedForm(loaded.Model, loaded.Initial, observables);

    private bool HasNoise => loaded.Model.Noise.Any(n => n.Process is not TraceNoise);

    /// <summary>The exact average.</summary>
    public SimulationReport Solve(PropagationMethod method, CancellationToken cancellation)
    {
        var watch = new RunEstimate(refuse: method == PropagationMethod.Auto);
        PropagationResult result = LongWork.Do(
            "solving", cancellation, () => MasterEquationSolver.Solve(loaded.Model, loaded.Initial, observables, grid, propagation with { Method = method, Announce = watch.Show }, cancellation));
        return Report(result.Values, result.Dimension, result.ErrorEstimate) with
        {
            Method = result.Method switch { PropagationMethod.Dense => "dense", PropagationMethod.Krylov => "krylov", _ => "runge-kutta" },
            Reason = result.Reason,
            Backend = result.Backend,
            LadderDepth = result.Statistics.LadderDepth,
            ToleranceReached = result.ToleranceReached,
        };
    }

    /// <summary>The average over noise realisations of the density matrix, or over quantum jumps where there is no noise or it does not fit.</summary>
    public SimulationReport Sample(CancellationToken cancellation)
    {
        if (!CanSample)
        {
            throw new InputException("monte-carlo samples noises and jumps, but the model has neither: choose another method.");
        }

        try
        {
            return HasNoise ? Sampled("monte-carlo", NoiseEnsemble.Solve, cancellation) : Jump(cancellation);
        }
        catch (InsufficientMemoryForPropagationException)
        {
            return Jump(cancellation);
        }
    }

    /// <summary>The average over quantum jumps of state vectors, and over noises along with them.</summary>
    public SimulationReport Jump(CancellationToken cancellation) => Sampled("quantum-jumps", QuantumJumps.Solve, cancellation);

    private SimulationReport Sampled(string method, Sampler sampler, CancellationToken cancellation)
    {
        EnsembleResult result = LongWork.Do(
            "trajectories",
            cancellation,
            report => sampler(loaded.Model, loaded.Initial, observables, grid, sampling, cancellation, new DirectProgress<TrajectoryProgress>(p => report(p.Completed, p.Total, $"{p.Completed / p.Elapsed.TotalSeconds:G3}/s"))));
        return Report(result.Values, result.Dimension, result.StepErrors ?? [.. result.Values.Select(_ => 0.0)]) with
        {
            Method = method,
            Reason = result.Cancelled ? $"{result.Method}; cancelled before all {sampling.Trajectories} trajectories were done" : result.Method,
            Backend = result.Backend,
            StandardErrors = result.StandardErrors,
            Trajectories = result.Trajectories,
            Seed = result.Seed,
            Cancelled = result.Cancelled,
        };
    }

    private delegate EnsembleResult Sampler(
        OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, EnsembleOptions? options, CancellationToken cancellation, IProgress<TrajectoryProgress>? progress);

    private SimulationReport Report(double[][] values, PropagationDimension dimension, IReadOnlyList<double> errors) => new()
    {
        Name = loaded.Name,
        Times = loaded.Times,
        Observables = [.. loaded.Observables.Select((o, k) => (o.Name, values[k]))],
        StandardErrors = null,
        ErrorEstimates = errors,
        Method = string.Empty,
        Reason = string.Empty,
        HilbertDimension = dimension.Hilbert,
        LiouvilleDimension = dimension.Liouville,
        SolvedDimension = dimension.Solved,
        Backend = string.Empty,
        Parameters = loaded.Parameters,
        Notes = loaded.Notes,
    };
}
