using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Dynamics.Ensembles;

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
