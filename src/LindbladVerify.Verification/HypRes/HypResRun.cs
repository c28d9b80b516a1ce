using LindbladVerify.Dynamics.Diffusion;

namespace LindbladVerify.Verification.HypRes;

/// <summary>A HypRes curve.</summary>
/// <param name="Model">What was computed.</param>
/// <param name="Times">s [m].</param>
/// <param name="Visible">Mean polarization outside r_h: the signal [m].</param>
/// <param name="Hidden">Mean polarization inside r_h [m].</param>
/// <param name="Steps">Time steps taken.</param>
public sealed record HypResRun(HypResModel Model, IReadOnlyList<double> Times, IReadOnlyList<double> Visible, IReadOnlyList<double> Hidden, int Steps)
{
    /// <summary>The visible polarization of largest magnitude that has the sign of the preparation, and its time.</summary>
    public (double Time, double Value) Overshoot
    {
        get
        {
            int sign = Math.Sign(Model.Prepared);
            int best = Enumerable.Range(0, Times.Count).MaxBy(k => sign * Visible[k]);
            return (Times[best], Visible[best]);
        }
    }

    /// <summary>The signal reaches beyond thermal polarization on the side of the preparation.</summary>
    public bool Overshoots => Math.Sign(Model.Prepared) * (Overshoot.Value - Model.Thermal) > 0 && Math.Sign(Overshoot.Value) == Math.Sign(Model.Prepared);

    /// <summary>Solves the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="duration">s, positive.</param>
    /// <param name="points">Times, equally spaced from 0, at least 2.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static HypResRun Compute(HypResModel model, double duration = 1e4, int points = 401, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!(duration > 0) || !double.IsFinite(duration))
        {
            throw new ArgumentException($"The duration must be positive and finite, not {duration:R} s.", nameof(duration));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        double[] times = [.. Enumerable.Range(0, points).Select(k => duration * k / (points - 1))];
        ExchangeSolution solution = new TrBdf2(model.Exchange()).Solve(model.Initial(), times, cancellation: cancellation);
        return new HypResRun(model, times, solution.Observe(model.VisibleMean()), solution.Observe(model.HiddenMean()), solution.Steps);
    }
}
