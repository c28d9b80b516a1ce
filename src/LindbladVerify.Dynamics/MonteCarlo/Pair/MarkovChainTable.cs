using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// The constants of every state of a chain, one row per state in pinned memory for gathers:
/// λ, a, ±|b| (negative for a real pair), mean dwell, integral weights, mode basis, its inverse, noise value, then per possible
/// successor its cumulative probability and its row offset.
/// </summary>
internal sealed unsafe class MarkovChainTable
{
    public const int RealRate = 0, PairRate = 1, PairFrequency = 2, MeanDwell = 3, Weights = 4, Basis = 7, Inverse = 16, Value = 25, Successors = 26;
    private readonly double[] table;

    public MarkovChainTable(MarkovChainNoise law, double hyperfine, double dipolar, double broadening)
    {
        int n = law.Values.Count;
        List<int>[] successors = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Where(j => law.Rate(i, j) > 0).ToList())];
        MaximumSuccessors = Math.Max(1, successors.Max(list => list.Count));
        Stride = Successors + (2 * MaximumSuccessors);
        table = GC.AllocateArray<double>(n * Stride, pinned: true);
        for (int i = 0; i < n; i++)
        {
            BlochModes modes = new(hyperfine * law.Values[i], dipolar, broadening);
            AnyOverdamped |= !modes.Oscillates;
            WriteModes(modes, 1 / law.ExitRate(i), table.AsSpan(i * Stride, Stride));
            table[(i * Stride) + Value] = law.Values[i];
            WriteSuccessors(law, i, successors[i], table.AsSpan((i * Stride) + Successors));
        }

        double sum = 0;
        Cumulative = [.. law.Populations.Select(p => sum += p)];
        Cumulative[^1] = 1;
    }

    /// <summary>Doubles per state.</summary>
    public int Stride { get; }

    public int MaximumSuccessors { get; }

    /// <summary>Whether some state has three real modes.</summary>
    public bool AnyOverdamped { get; }

    /// <summary>Cumulative stationary law.</summary>
    public double[] Cumulative { get; }

    /// <summary>First entry; the array is pinned for its lifetime.</summary>
    public double* Origin => (double*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref table[0]);

    private static void WriteModes(BlochModes modes, double dwell, Span<double> row)
    {
        (row[RealRate], row[PairRate]) = (modes.RealRate, modes.PairRate);
        row[PairFrequency] = modes.Oscillates ? modes.PairFrequency : -modes.PairFrequency;
        row[MeanDwell] = dwell;
        (row[Weights], row[Weights + 1], row[Weights + 2]) = modes.IntegralWeights();
        for (int k = 0; k < 9; k++)
        {
            row[Basis + k] = modes.Basis[k / 3, k % 3];
            row[Inverse + k] = modes.Inverse[k / 3, k % 3];
        }
    }

    private void WriteSuccessors(MarkovChainNoise law, int state, List<int> successors, Span<double> row)
    {
        double sum = 0;
        for (int k = 0; k < MaximumSuccessors; k++)
        {
            int target = k < successors.Count ? successors[k] : successors.Count > 0 ? successors[^1] : state;
            sum += k < successors.Count ? law.Rate(state, target) / law.ExitRate(state) : 0;
            row[2 * k] = k >= successors.Count - 1 ? 1 : sum;
            row[(2 * k) + 1] = BitConverter.UInt64BitsToDouble((ulong)(target * Stride));
        }
    }
}

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
