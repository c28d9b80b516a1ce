using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>The jump chain of a finite Markov noise as tables: start, mean dwell and successor of every state.</summary>
internal sealed class MarkovJumpTable
{
    private readonly double[] meanDwell;
    private readonly int[][] successors;
    private readonly double[][] cumulative;

    public MarkovJumpTable(MarkovChainNoise law)
    {
        int n = law.Values.Count;
        Law = law;
        meanDwell = [.. Enumerable.Range(0, n).Select(i => 1 / law.ExitRate(i))];
        successors = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Where(j => j != i && law.Rate(i, j) > 0).ToArray())];
        cumulative = [.. successors.Select((list, i) => RunningSum(list.Select(j => law.Rate(i, j) / law.ExitRate(i))))];
    }

    /// <summary>The chain.</summary>
    public MarkovChainNoise Law { get; }

    /// <summary>Mean time in a state, s; infinite where it is never left.</summary>
    public double MeanDwell(int state) => meanDwell[state];

    /// <summary>A state from the stationary law.</summary>
    public int Start(double uniform)
    {
        IReadOnlyList<double> law = Law.Populations;
        int state = 0;
        for (double sum = law[0]; state < law.Count - 1 && uniform > sum; sum += law[++state])
        {
        }

        return state;
    }

    /// <summary>The state after the next jump; only for states that are left.</summary>
    public int Next(int state, double uniform)
    {
        double[] sums = cumulative[state];
        int k = 0;
        while (k < sums.Length - 1 && uniform > sums[k])
        {
            k++;
        }

        return successors[state][k];
    }

    private static double[] RunningSum(IEnumerable<double> terms)
    {
        double sum = 0;
        return [.. terms.Select(t => sum += t)];
    }
}
