using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>The joint states of several finite Markov noises, numbered with the first noise fastest.</summary>
internal sealed class NoiseStates
{
    private readonly int[] strides;

    /// <param name="model">A model whose noises are all finite chains.</param>
    public NoiseStates(OpenSystemModel model)
    {
        Jumps = [.. model.Noise.Select(n => new MarkovJumpTable(n.Process.Chain!))];
        strides = new int[Jumps.Length];
        Number = 1;
        for (int k = 0; k < strides.Length; k++)
        {
            strides[k] = Number;
            Number = checked(Number * Jumps[k].Law.Values.Count);
        }
    }

    /// <summary>Jump tables of the noises.</summary>
    public MarkovJumpTable[] Jumps { get; }

    /// <summary>Number of joint states.</summary>
    public int Number { get; }

    /// <summary>Number of joint states without overflow.</summary>
    public static double Count(OpenSystemModel model) => model.Noise.Aggregate(1.0, (product, n) => product * n.Process.Chain!.Values.Count);

    /// <summary>The joint state of a trajectory.</summary>
    public int Of(ChainWalkers[] walkers, int trajectory)
    {
        int state = 0;
        for (int k = 0; k < walkers.Length; k++)
        {
            state += strides[k] * walkers[k].State(trajectory);
        }

        return state;
    }

    /// <summary>Value of a noise in a joint state.</summary>
    public double Value(int state, int noise) => Jumps[noise].Law.Values[state / strides[noise] % Jumps[noise].Law.Values.Count];
}

/// <summary>
/// Where each trajectory of a block stands in a Markov chain. The path of trajectory n depends on the key and n alone.
/// </summary>
internal sealed class ChainWalkers(MarkovJumpTable jumps, StreamKey key, int capacity)
{
    private readonly RandomStream[] streams = new RandomStream[capacity];
    private readonly int[] states = new int[capacity];
    private readonly double[] remaining = new double[capacity];
    private readonly double[] choices = new double[capacity];

    /// <summary>Begins trajectories first … first + count − 1.</summary>
    public void Start(long first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            streams[i] = new RandomStream(key, first + i);
            states[i] = jumps.Start(streams[i].NextUniform());
            streams[i].NextWord();
            DrawDwell(i);
        }
    }

    /// <summary>State of a trajectory.</summary>
    public int State(int trajectory) => states[trajectory];

    /// <summary>Value of ξ.</summary>
    public double Value(int trajectory) => jumps.Law.Values[states[trajectory]];

    /// <summary>Time to the next jump, s; infinite or not a number where there is none.</summary>
    public double Remaining(int trajectory) => remaining[trajectory];

    /// <summary>Lets time pass without a jump.</summary>
    public void Wait(int trajectory, double time) => remaining[trajectory] -= time;

    /// <summary>Jumps, and draws the next dwell.</summary>
    public void Jump(int trajectory)
    {
        states[trajectory] = jumps.Next(states[trajectory], choices[trajectory]);
        DrawDwell(trajectory);
    }

    private void DrawDwell(int i)
    {
        remaining[i] = streams[i].NextExponential() * jumps.MeanDwell(states[i]);
        choices[i] = streams[i].NextUniform();
    }
}
