using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Dynamics.Trajectories;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>Turns moments with sample values [time][observable] into a result.</summary>
internal static class EnsembleReport
{
    /// <summary>Rounding of a mean in units of the largest value that its observable could have: a few operations on numbers of that size.</summary>
    private const double RelativeRounding = 2e-15;

    /// <summary>Scatter below this part of the scale is rounding along the trajectories.</summary>
    private const double RoundingOfTrajectories = 1e-12;

    /// <summary>The result, without what belongs to a time step.</summary>
    /// <param name="moments">Sample values [time][observable].</param>
    /// <param name="grid">The times.</param>
    /// <param name="scales">Largest possible value of each observable: no standard error is below its rounding.</param>
    /// <param name="jumps">Whether trajectories differ by rare events: where after the start none differs from the others, an event that one
    /// more of them might have seen bounds what is known.</param>
    /// <param name="options">The request.</param>
    /// <param name="method">How trajectories were followed.</param>
    /// <param name="dimension">Sizes.</param>
    /// <param name="backend">What carried the dense kernels.</param>
    public static EnsembleResult Of(
        MomentAccumulator moments, TimeGrid grid, double[] scales, bool jumps, EnsembleOptions options, string method, PropagationDimension dimension, string backend)
    {
        int observables = scales.Length;
        double[][] values = new double[observables][], errors = new double[observables][];
        for (int o = 0; o < observables; o++)
        {
            values[o] = [.. Enumerable.Range(0, grid.Count).Select(t => moments.Mean[(t * observables) + o])];
            errors[o] = [.. Enumerable.Range(0, grid.Count).Select(t => Error(moments, (t * observables) + o, scales[o], jumps && grid.Times[t] > 0))];
        }

        return new EnsembleResult(grid, values, errors, moments.Count, options.Seed, method, dimension, backend)
        {
            Cancelled = moments.Count < options.Trajectories,
        };
    }

    private static double Error(MomentAccumulator moments, int i, double scale, bool mayMiss)
    {
        double scatter = Math.Sqrt(Math.Max(0, moments.Covariance(i, i))), rounding = RelativeRounding * scale;
        double missed = mayMiss && scatter <= RoundingOfTrajectories * scale ? scale / moments.Count : 0;
        return double.Hypot(double.Hypot(scatter / Math.Sqrt(moments.Count), rounding), missed);
    }
}
