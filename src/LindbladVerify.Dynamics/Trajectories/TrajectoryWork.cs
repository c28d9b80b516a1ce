using System.Globalization;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>How long trajectories are, counted in steps (Gaussian noise, grids) or flips, and what is too long.</summary>
internal sealed class TrajectoryWork
{
    private const uint LongestTrajectory = uint.MaxValue / 2; // draws per stream
    private readonly PairTrajectoryRequest request;
    private readonly double flipRate;

    public TrajectoryWork(PairTrajectoryRequest request)
    {
        this.request = request;
        CountsSteps = request.GridStep is not null || request.IsGaussian;
        flipRate = request.Process().Chain is { } chain
            ? Enumerable.Range(0, chain.Values.Count).Sum(i => chain.Populations[i] * chain.ExitRate(i)) : 0;
    }

    private bool CountsSteps { get; }

    private string Unit => CountsSteps ? "steps" : "flips";

    /// <summary>Steps or flips of one trajectory, at least 1.</summary>
    public double Events(double time, double timeStep) => Math.Max(1, time * (CountsSteps ? 1 / timeStep : flipRate));

    /// <summary>Refuses trajectories that would overrun the draw counter of their stream.</summary>
    public void RequireLength(double time, double timeStep)
    {
        double events = Events(time, timeStep);
        if (events > LongestTrajectory)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"A trajectory would need {events:E1} {Unit} to reach {time:E2} s, where z has decayed; at most {LongestTrajectory} are supported. "
                + $"The rate is too slow against {(CountsSteps ? "the splitting" : "the noise")} for trajectories: use the exact residence time, or a larger coupling or broadening."));
        }
    }

    /// <summary>Refuses more work than the request allows.</summary>
    /// <param name="time">End of a trajectory, s.</param>
    /// <param name="timeStep">Step, s.</param>
    /// <param name="trajectories">Their number.</param>
    /// <param name="relativeError">Relative standard error expected of them; NaN where it is not known.</param>
    public void Require(double time, double timeStep, double trajectories, double relativeError)
    {
        double events = Events(time, timeStep), work = events * trajectories;
        if (work > request.LargestWork)
        {
            double most = Math.Floor(request.LargestWork / events);
            string within = double.IsNaN(relativeError) || most < 2 ? string.Empty : string.Create(
                CultureInfo.InvariantCulture, $", which give a relative error of about {relativeError * Math.Sqrt(trajectories / most):G2}");
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"This would take about {work:E1} {Unit}: {trajectories:E1} trajectories of {events:E1} {Unit} each. At most {request.LargestWork:E1} are done: "
                + $"{(most >= 2 ? $"ask for at most {most:G3} trajectories{within}" : "use the exact residence time instead")}."));
        }
    }
}
