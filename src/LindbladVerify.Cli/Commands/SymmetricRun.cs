using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Permutation;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Cli.Commands;

/// <summary>The course over time of a model of many identical sites, on what their permutations leave of Liouville space.</summary>
internal static class SymmetricRun
{
    /// <summary>Joint states below which the invariant block of product operators is quick enough.</summary>
    private const int FewestStates = 64;

    /// <summary>Joint states up to which the invariant block is explored to see whether it is smaller.</summary>
    private const int MostCompared = 4096;

    /// <summary>Most equations in place of an exploration.</summary>
    private const int MostUncompared = 20_000;

    /// <summary>The equations of a file; null where it is solved as it is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="overrides">Values in place of those of the file.</param>
    /// <param name="whole">An option or method that needs operators of the whole space; null for none.</param>
    /// <exception cref="ModelFileException">The sites have too many joint states, and no symmetry helps.</exception>
    public static SymmetricModel? Find(ModelFile file, IReadOnlyDictionary<string, double> overrides, string? whole)
    {
        if (file.Oversize is { } oversize)
        {
            try
            {
                return whole is null
                    ? SymmetricModel.Of(file, overrides)
                    : throw new ManySitesException($"{whole} needs operators of all of them");
            }
            catch (ManySitesException e)
            {
                throw new ModelFileException(oversize.File, oversize.Line, oversize.Column, $"{oversize.Reason}; this model is not solved by permutations, since {e.Message}", e) { IsSize = true };
            }
        }

        if (whole is not null || file.Space.Dimension < FewestStates)
        {
            return null;
        }

        try
        {
            var symmetric = SymmetricModel.Of(file, overrides);
            bool isSmaller = file.Space.Dimension <= MostCompared ? IsBlockLarger(file.Bind(overrides), symmetric.System.Dimension) : symmetric.System.Dimension <= MostUncompared;
            return isSmaller ? symmetric : null;
        }
        catch (Exception e) when (e is ManySitesException or ModelFileException)
        {
            // What is wrong with the file is said where it is bound as a whole.
            return null;
        }
    }

    /// <summary>Whether the observables of a model couple to more product operators than these.</summary>
    private static bool IsBlockLarger(LoadedModel loaded, int equations)
    {
        try
        {
            _ = InvariantBlock.Of(loaded.Model, [.. loaded.Observables.Select(o => o.Operator)], equations);
            return false;
        }
        catch (BlockTooLargeException)
        {
            return true;
        }
    }

    /// <summary>What every method says of the equations.</summary>
    public static SimulationPlan Explain(SymmetricModel model, PropagationMethod method, PropagationOptions options)
    {
        PropagationPlan plan = MasterEquationSolver.Explain(model.System, TimeGrid.Of(model.Times), options with { Method = method });
        return new SimulationPlan(model.Name, plan.Equations, plan.LadderDepth,
        [
            .. plan.Methods.Select(m => new PlannedMethod(m.Method.Name, m.Refusal, m.Estimate?.Seconds, m.Estimate?.Bytes, m.Accuracy, m.IsChosen)),
            .. SamplingMethod.All.Select(m => new PlannedMethod(m.Name, "the equations of identical sites are not sampled", null, null, null, false)),
        ]);
    }

    /// <summary>Solves them.</summary>
    public static SimulationReport Solve(SymmetricModel model, PropagationMethod method, PropagationOptions options, CancellationToken cancellation)
    {
        var watch = new RunEstimate(refuse: method == PropagationMethod.Auto);
        PropagationResult result = LongWork.Do(
            "solving", cancellation, () => MasterEquationSolver.Solve(model.System, TimeGrid.Of(model.Times), options with { Method = method, Announce = watch.Show }, cancellation));
        double start = VectorKernels.Norm(model.System.Initial);
        return new SimulationReport
        {
            Name = model.Name,
            Times = model.Times,
            Observables = [.. model.Observables.Select((name, k) => (name, result.Values[k]))],
            StandardErrors = null,
            ErrorEstimates = result.ErrorEstimate,
            Method = result.Method.Name,
            Reason = result.Reason,
            HilbertDimension = model.States,
            LiouvilleDimension = result.Dimension.Liouville,
            SolvedDimension = result.Dimension.Solved,
            Backend = result.Backend,
            Parameters = model.Parameters,
            Notes = model.Notes,
            ToleranceReached = result.ErrorEstimate.Index().All(e => e.Item <= options.Tolerance * VectorKernels.Norm(model.System.Observables[e.Index]) * start),
        };
    }
}
