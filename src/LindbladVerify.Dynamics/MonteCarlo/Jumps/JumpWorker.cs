using System.Numerics;
using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>The state vectors of a block of trajectories and the random numbers of their jumps; owned by one thread.</summary>
internal sealed class JumpWorker
{
    private readonly JumpSystem system;
    private readonly StreamKey key;
    private readonly Complex[][] states;
    private readonly RandomStream[] streams;
    private readonly double[] thresholds;
    private readonly double[] weights;
    private readonly double[] samples;
    private readonly Complex[] after;
    private readonly Complex[] spare;

    /// <param name="system">The model.</param>
    /// <param name="key">Streams of initial states, jump times and jump channels.</param>
    /// <param name="capacity">Largest block.</param>
    public JumpWorker(JumpSystem system, StreamKey key, int capacity)
    {
        this.system = system;
        this.key = key;
        states = [.. Enumerable.Range(0, capacity).Select(_ => new Complex[system.Dimension])];
        streams = new RandomStream[capacity];
        thresholds = new double[capacity];
        weights = new double[system.Jumps.Length];
        samples = new double[Math.Max(1, system.Observables.Length) * capacity];
        after = new Complex[system.Dimension];
        spare = new Complex[system.Rotations.Length > 0 ? system.Dimension : 0];
    }

    /// <summary>Vectors that a worker holds beside those of its trajectories.</summary>
    public const int Vectors = 2;

    /// <summary>Begins trajectories first … first + count − 1 with drawn initial states.</summary>
    public void Begin(InitialMixture initial, long first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            streams[i] = new RandomStream(key, first + i);
            initial.Draw(ref streams[i], states[i]);
            thresholds[i] = DrawThreshold(i);
        }
    }

    /// <summary>Lets a trajectory pass a time at constant noise, with all jumps on the way.</summary>
    public void Advance(int trajectory, INoJumpMotion motion, ReadOnlySpan<double> values, double time)
    {
        while (time > 0)
        {
            time -= motion.Advance(states[trajectory], values, time, thresholds[trajectory], out bool jumps);
            if (!jumps)
            {
                return;
            }

            Jump(trajectory);
        }
    }

    /// <summary>Rotates trajectories 0 … count − 1.</summary>
    public void Rotate(int rotation, int count)
    {
        for (int i = 0; i < count; i++)
        {
            system.Rotate(rotation, states[i], after, spare);
        }
    }

    /// <summary>Expectation values of trajectories 0 … count − 1, one row per observable, <c>capacity</c> apart.</summary>
    public double[] Measure(int count)
    {
        for (int i = 0; i < count; i++)
        {
            double norm = StateVectors.SquaredNorm(states[i]);
            for (int o = 0; o < system.Observables.Length; o++)
            {
                samples[(o * states.Length) + i] = system.Observables[o].Expectation(states[i]) / norm;
            }
        }

        return samples;
    }

    /// <summary>Chooses a channel by its rate and applies it. Where no channel acts, rounding alone reached the threshold.</summary>
    private void Jump(int i)
    {
        double total = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            system.Jumps[k].Operator.Apply(1, states[i], after, add: false);
            weights[k] = total += system.Jumps[k].Rate * StateVectors.SquaredNorm(after);
        }

        if (total > 0)
        {
            double uniform = streams[i].NextUniform() * total;
            int channel = 0;
            while (channel < weights.Length - 1 && uniform > weights[channel])
            {
                channel++;
            }

            system.Jumps[channel].Operator.Apply(1, states[i], after, add: false);
            after.CopyTo(states[i], 0);
        }

        StateVectors.Scale(1 / Math.Sqrt(StateVectors.SquaredNorm(states[i])), states[i]);
        thresholds[i] = DrawThreshold(i);
    }

    private double DrawThreshold(int i) => system.Jumps.Length == 0 ? 0 : streams[i].NextUniform();
}
