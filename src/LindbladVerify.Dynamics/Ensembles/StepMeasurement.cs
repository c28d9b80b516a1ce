using LindbladVerify.Dynamics.Trajectories;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>What a pilot found at one step.</summary>
/// <param name="Bounds">Bound on the bias of each observable at the fine step, the largest over the times.</param>
/// <param name="Allowed">Bias that each observable may have.</param>
/// <param name="Step">The fine step, s.</param>
internal sealed record StepMeasurement(double[] Bounds, double[] Allowed, double Step)
{
    private const double BiasShare = 0.1;
    private const double Floor = 1e-7;

    /// <summary>
    /// Reads moments with sample values [time][fine of every observable, then coarse minus fine]: a third of the difference is the
    /// bias of the fine step. Allowed is a tenth of the standard error expected of the run, or 1e-7 of the largest possible value.
    /// </summary>
    public static StepMeasurement Of(MomentAccumulator moments, int observables, long trajectories, double[] scales, double step)
    {
        double[] bounds = new double[observables], errors = new double[observables];
        for (int i = 0; i < moments.Dimension; i++)
        {
            int o = i % observables;
            if (i / observables % 2 == 0)
            {
                errors[o] = Math.Max(errors[o], Math.Sqrt(Math.Max(0, moments.Covariance(i, i)) / trajectories));
            }
            else
            {
                double spread = 2 * Math.Sqrt(Math.Max(0, moments.CovarianceOfMean(i, i)));
                bounds[o] = Math.Max(bounds[o], (Math.Abs(moments.Mean[i]) + spread) / 3);
            }
        }

        double[] allowed = [.. Enumerable.Range(0, observables).Select(o => Math.Max(BiasShare * errors[o], Floor * scales[o]))];
        return new StepMeasurement(bounds, allowed, step);
    }
}
