using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Cli.Commands;

/// <summary>Solves or samples one loaded model and reports it.</summary>
internal sealed class SimulationRun(LoadedModel loaded, PropagationOptions propagation, EnsembleOptions sampling)
{
    private const int TypicalLadder = 33;

    /// <summary>Above this number of noise modes the exact average is not tried.</summary>
    private const double MostModes = 1e5;

    private readonly TimeGrid grid = TimeGrid.Of(loaded.Times);
    private readonly Operator[] observables = [.. loaded.Observables.Select(o => o.Operator)];

    /// <summary>Whether there is anything random to sample: noise, or the jumps of a dissipator.</summary>
    private bool CanSample => Sampler is not null;

    /// <summary>The preferred way to sample; null where nothing is random.</summary>
    private SamplingMethod? Sampler => SamplingMethod.Of(loaded.Model);

    /// <summary>Whether the noises have too many modes for the exact average, so that it is sampled at once.</summary>
    private bool HasTooManyModes =>
        loaded.Model.Noise.Where(n => n.Process.Path is null).Aggregate(1.0, (product, n) => product * (n.Process.ExactModeCount ?? TypicalLadder)) > MostModes
        && !MasterEquationSolver.HasClosedForm(loaded.Model, loaded.Initial, observables);

    /// <summary>What every method says of the model, and which is taken.</summary>
    public SimulationPlan Explain(string method)
    {
        PropagationOptions options = propagation with { Method = PropagationMethod.Named(method) ?? PropagationMethod.Auto };
        bool isAuto = options.Method == PropagationMethod.Auto;
        bool tooMany = isAuto && CanSample && HasTooManyModes;
        PropagationPlan plan = tooMany
            ? PropagationPlan.None("the noises have too many joint modes for an exact average")
            : MasterEquationSolver.Explain(loaded.Model, loaded.Initial, observables, grid, options);
        bool isHopeless = plan.Methods.FirstOrDefault(m => m.IsChosen)?.Estimate is { } estimate && RunEstimate.IsHopeless(estimate);
        SamplingMethod? sampler = SamplingMethod.Named(method) ?? (isAuto && (plan.Chosen is null || isHopeless) ? Sampler : null);
        return new SimulationPlan(loaded.Name, plan.Equations, plan.LadderDepth,
        [
            .. plan.Methods.Select(m => new PlannedMethod(m.Method.Name, m.Refusal, m.Estimate?.Seconds, m.Estimate?.Bytes, m.Accuracy, m.IsChosen && sampler is null)),
            .. SamplingMethod.All.Select(m => new PlannedMethod(
                m.Name, m.Refusal(loaded.Model), null, null, m.Refusal(loaded.Model) is null ? SamplingMethod.LargestStandardError(sampling.Trajectories) : null, m == sampler)),
        ]);
    }

    /// <summary>By a method of propagation; the automatic choice samples where an exact average is out of reach.</summary>
    public SimulationReport Solve(PropagationMethod method, CancellationToken cancellation)
    {
        if (method != PropagationMethod.Auto || !CanSample)
        {
            return Exact(method, cancellation);
        }

        if (HasTooManyModes)
        {
            return Sample(SamplingMethod.MonteCarlo, cancellation);
        }

        try
        {
            return Exact(method, cancellation);
        }
        catch (Exception e) when (e is InsufficientMemoryForPropagationException or SizeException)
        {
            Console.Error.WriteLine($"lindblad-verify: {e.Message} It is sampled instead.");
            return Sample(SamplingMethod.MonteCarlo, cancellation);
        }
    }

    /// <summary>The exact average.</summary>
    public SimulationReport Exact(PropagationMethod method, CancellationToken cancellation)
    {
        var watch = new RunEstimate(refuse: method == PropagationMethod.Auto);
        PropagationResult result = LongWork.Do(
            "solving", cancellation, () => MasterEquationSolver.Solve(loaded.Model, loaded.Initial, observables, grid, propagation with { Method = method, Announce = watch.Show }, cancellation));
        return Report(result.Values, result.Dimension, result.ErrorEstimate) with
        {
            Method = result.Method.Name,
            Reason = result.Reason,
            Backend = result.Backend,
            LadderDepth = result.Statistics.LadderDepth,
            ToleranceReached = result.ToleranceReached,
        };
    }

    /// <summary>By trajectories; where there is no noise or the density matrix does not fit, monte-carlo follows quantum jumps.</summary>
    public SimulationReport Sample(SamplingMethod method, CancellationToken cancellation)
    {
        if (method != SamplingMethod.MonteCarlo)
        {
            return Sampled(method, cancellation);
        }

        if (!CanSample)
        {
            bool isStill = loaded.Model.Noise.Count == 0 && loaded.Model.Dissipators.Count == 0 && loaded.Model.Drives.Count == 0;
            throw new InputException(isStill
                ? "monte-carlo samples noises and jumps, but the model has neither: choose another method."
                : $"monte-carlo does not apply: {SamplingMethod.QuantumJumps.Refusal(loaded.Model)}; choose another method.");
        }

        try
        {
            return Sampled(Sampler!, cancellation);
        }
        catch (InsufficientMemoryForPropagationException) when (Sampler == SamplingMethod.MonteCarlo)
        {
            return Sampled(SamplingMethod.QuantumJumps, cancellation);
        }
    }

    private SimulationReport Sampled(SamplingMethod method, CancellationToken cancellation)
    {
        if (method.Refusal(loaded.Model) is { } reason && Sampler is null)
        {
            throw new InputException($"{method.Name} does not apply: {reason}; choose another method.");
        }

        EnsembleResult result = LongWork.Do(
            "trajectories",
            cancellation,
            report => method.Solve(loaded.Model, loaded.Initial, observables, grid, sampling, cancellation, new DirectProgress<TrajectoryProgress>(p => report(p.Completed, p.Total, $"{p.Completed / p.Elapsed.TotalSeconds:G3}/s"))));
        return Report(result.Values, result.Dimension, result.StepErrors ?? [.. result.Values.Select(_ => 0.0)]) with
        {
            Method = method.Name,
            Reason = result.Cancelled ? $"{result.Method}; cancelled before all {sampling.Trajectories} trajectories were done" : result.Method,
            Backend = result.Backend,
            StandardErrors = result.StandardErrors,
            Trajectories = result.Trajectories,
            Seed = result.Seed,
            Cancelled = result.Cancelled,
        };
    }

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
