using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;

namespace LindbladVerify.Dynamics.Ensembles;

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
