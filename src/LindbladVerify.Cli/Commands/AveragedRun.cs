using LindbladVerify.Reporting.Results;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Cli.Commands;

/// <summary>The mean of a simulation over the static distributions of its model file: every point is solved as a model of its own.</summary>
internal static class AveragedRun
{
    /// <summary>Solves at all points of rules that are refined until nothing changes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="overrides">Values in place of those of the file.</param>
    /// <param name="tolerance">A change that does not matter, relative to the largest value.</param>
    /// <param name="solve">Solves one model.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static SimulationReport Solve(ModelFile file, IReadOnlyDictionary<string, double> overrides, double tolerance, Func<LoadedModel, SimulationReport> solve, CancellationToken cancellation)
    {
        SimulationReport? first = null;
        bool isReached = true;
        StaticMean mean = StaticAverage.Of(
            file,
            overrides,
            tolerance,
            (loaded, _) =>
            {
                SimulationReport own = solve(loaded);
                first ??= own;
                isReached &= own.ToleranceReached;
                return ([.. own.Observables.SelectMany(o => o.Values)], [.. own.Observables.SelectMany((o, k) => o.Values.Select(_ => own.ErrorEstimates[k]))]);
            },
            cancellation);
        int times = first!.Times.Count;
        int observables = first.Observables.Count;
        string converged = mean.IsConverged ? "converged" : "not converged to the tolerance";
        return first with
        {
            Observables = [.. first.Observables.Select((o, k) => (o.Name, mean.Values[(k * times)..((k + 1) * times)]))],
            ErrorEstimates = [.. Enumerable.Range(0, observables).Select(k => mean.Errors[(k * times)..((k + 1) * times)].DefaultIfEmpty(0).Max())],
            Reason = FormattableString.Invariant($"mean over {mean.Points} points of {string.Join(", ", file.Average.Parameters)}, {converged}; the first of them: {first.Reason}"),
            ToleranceReached = isReached && mean.IsConverged,
            Parameters = first.Parameters.Where(p => !file.Average.Parameters.Contains(p.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal),
        };
    }
}
