using LindbladVerify.Dynamics.Random;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>Draws single noise paths from their exact laws, for inspection, saving and replay.</summary>
public static class NoisePathSampler
{
    /// <summary>A path of a finite chain, jump by jump, from its stationary law.</summary>
    /// <param name="law">The chain.</param>
    /// <param name="duration">End of the path, s.</param>
    /// <param name="key">Stream; equal keys and trajectories give equal paths.</param>
    /// <param name="trajectory">Trajectory number.</param>
    /// <remarks>A chain of three or more values gives the very path that <see cref="PairTrajectories"/> follows under this key
    /// up to its first output time; two-valued noise there orders its draws by value, so its paths have the same law but other bits.</remarks>
    public static NoisePath Sample(MarkovChainNoise law, double duration, StreamKey key, long trajectory)
    {
        ArgumentNullException.ThrowIfNull(law);
        RequireDuration(duration);
        RandomStream stream = new(key, trajectory);
        MarkovJumpTable jumps = new(law);
        int state = jumps.Start(stream.NextUniform());
        stream.NextWord();
        List<double> times = [0], values = [law.Values[state]];
        double remaining = duration;
        while (true)
        {
            double wait = stream.NextExponential() * jumps.MeanDwell(state);
            double choice = stream.NextUniform();
            if (!(wait < remaining))
            {
                break;
            }

            remaining -= wait;
            state = jumps.Next(state, choice);
            if (duration - remaining > times[^1])
            {
                times.Add(duration - remaining);
                values.Add(law.Values[state]);
            }
            else
            {
                values[^1] = law.Values[state]; // a dwell below the resolution of the clock
            }
        }

        if (duration > times[^1])
        {
            times.Add(duration);
            values.Add(law.Values[state]);
        }

        return NoisePath.Create(times, values, PathInterpolation.Step);
    }

    /// <summary>A stationary Ornstein–Uhlenbeck path on a uniform grid, with its exact integrals between the points.</summary>
    /// <param name="mean">Mean.</param>
    /// <param name="standardDeviation">Stationary standard deviation, not negative.</param>
    /// <param name="relaxationRate">Relaxation rate, 1/s, not negative.</param>
    /// <param name="timeStep">Spacing, s.</param>
    /// <param name="steps">Number of intervals.</param>
    /// <param name="key">Stream.</param>
    /// <param name="trajectory">Trajectory number.</param>
    /// <remarks>This is the very path that <see cref="PairTrajectories"/> follows under this key with this step up to rounding.</remarks>
    public static NoisePath SampleOrnsteinUhlenbeck(
        double mean, double standardDeviation, double relaxationRate, double timeStep, int steps, StreamKey key, long trajectory)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(standardDeviation);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        OrnsteinUhlenbeckStep step = new(relaxationRate, timeStep);
        RandomStream stream = new(key, trajectory);
        double u = stream.NextNormal();
        stream.NextNormal();
        stream.NextWord();
        double[] times = new double[steps + 1], values = new double[steps + 1], integrals = new double[steps + 1];
        values[0] = mean + (standardDeviation * u);
        for (int k = 1; k <= steps; k++)
        {
            double n1 = stream.NextNormal(), n2 = stream.NextNormal();
            times[k] = k * timeStep;
            integrals[k] = (mean * timeStep) + (standardDeviation * ((step.Mean * u) + (step.Shared * n1) + (step.Own * n2)));
            u = (step.Decay * u) + (step.Spread * n1);
            values[k] = mean + (standardDeviation * u);
        }

        return NoisePath.CreateIntegrated(times, values, integrals);
    }

    private static void RequireDuration(double duration)
    {
        if (!(duration > 0 && double.IsFinite(duration)))
        {
            throw new ArgumentException($"duration = {duration} is not allowed; it must be a positive time in s.", nameof(duration));
        }
    }
}
