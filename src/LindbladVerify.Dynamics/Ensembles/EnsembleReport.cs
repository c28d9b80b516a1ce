using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Dynamics.Trajectories;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>Turns moments with sample values [time][observable] into a result.</summary>
internal static class EnsembleReport
{
    /// <summary>The result, without what belongs to a time step.</summary>
    public static EnsembleResult Of(
        MomentAccumulator moments, TimeGrid grid, int observables, EnsembleOptions options, string method, PropagationDimension dimension, string backend)
    {
        double[][] values = new double[observables][], errors = new double[observables][];
        for (int o = 0; o < observables; o++)
        {
            values[o] = [.. Enumerable.Range(0, grid.Count).Select(t => moments.Mean[(t * observables) + o])];
            errors[o] = [.. Enumerable.Range(0, grid.Count).Select(t => Math.Sqrt(Math.Max(0, moments.CovarianceOfMean((t * observables) + o, (t * observables) + o))))];
        }

        return new EnsembleResult(grid, values, errors, moments.Count, options.Seed, method, dimension, backend)
        {
            Cancelled = moments.Count < options.Trajectories,
        };
    }
}
