using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>A finite Markov chain, followed jump by jump: the integral over a step is exact.</summary>
internal sealed class MarkovChainIntegral(MarkovJumpTable jumps, StreamKey key, int capacity) : INoiseIntegral
{
    private readonly ChainWalkers walkers = new(jumps, key, capacity);
    private int count;

    public void Start(long first, int count)
    {
        this.count = count;
        walkers.Start(first, count);
    }

    public void Next(long step, double length, Span<double> integrals)
    {
        for (int i = 0; i < count; i++)
        {
            double left = length, sum = 0;
            while (walkers.Remaining(i) < left)
            {
                double dwell = walkers.Remaining(i);
                sum += walkers.Value(i) * dwell;
                left -= dwell;
                walkers.Jump(i);
            }

            walkers.Wait(i, left);
            integrals[i] = sum + (walkers.Value(i) * left);
        }
    }
}
