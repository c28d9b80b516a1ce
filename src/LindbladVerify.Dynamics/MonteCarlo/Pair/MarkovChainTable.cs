using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.MonteCarlo.Random;
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

/// <summary>
/// Flip probabilities over a time as 64-bit thresholds. A step compares 16 random bits with the leading 16 of the
/// threshold; only when they are equal (once in 65536) does it draw the other 48. The law is thus exact to 2^-64 at the
/// price of 16 bits.
/// </summary>
internal sealed class FlipThresholds<T>
    where T : struct, ILanes<T>
{
    private readonly T trailing01, trailing10, pieces01, pieces10;

    public FlipThresholds(MarkovChainNoise law, double time)
    {
        double loss = -BlochModes.ExpMinusOne(-(law.ExitRate(0) + law.ExitRate(1)) * time);
        (Leading01, trailing01, pieces01) = Split(law.Populations[1] * loss);
        (Leading10, trailing10, pieces10) = Split(law.Populations[0] * loss);
        Minus01 = T.AddBits(Leading01 ^ T.BroadcastBits(ulong.MaxValue), T.BroadcastBits(1));
        Minus10 = T.AddBits(Leading10 ^ T.BroadcastBits(ulong.MaxValue), T.BroadcastBits(1));
    }

    /// <summary>Leading 16 bits of the probability of 0 → 1.</summary>
    public T Leading01 { get; }

    /// <summary>Leading 16 bits of the probability of 1 → 0.</summary>
    public T Leading10 { get; }

    /// <summary>−<see cref="Leading01"/> as a 64-bit integer.</summary>
    public T Minus01 { get; }

    /// <summary>−<see cref="Leading10"/> as a 64-bit integer.</summary>
    public T Minus10 { get; }

    /// <summary>The leading bits (at most 65535) for lanes at their value, in each 16-bit piece: a piece above them does not flip.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pieces(T inOne) => T.Select(inOne, pieces10, pieces01);

    /// <summary>Whether a 16-bit piece equals the leading bits of either probability.</summary>
    public bool AnyUndecided(T pieces)
    {
        T zero = T.BroadcastBits(0);
        return T.AnyPieceAtMost(pieces ^ pieces01, zero) || T.AnyPieceAtMost(pieces ^ pieces10, zero);
    }

    /// <summary>The flips of a step, by 48 further bits where the leading ones are equal to the threshold's.</summary>
    /// <param name="bits">16 bits in each lane.</param>
    /// <param name="key">A key with <see cref="StreamPurpose.Refinement"/>.</param>
    /// <param name="trajectory">Trajectory number of every lane, an integer below 2^48.</param>
    /// <param name="step">Number of the step since time 0.</param>
    /// <param name="inOne">Lanes whose noise has value 1.</param>
    public T Decide(T bits, LaneKey<T> key, T trajectory, long step, T inOne)
    {
        Philox4x32.Block(
            T.BroadcastBits((uint)step), key.StudyPoint, trajectory, T.ShiftRight(trajectory, 32) | key.PurposeWord,
            key, out T word, out _);
        T threshold = T.Select(inOne, Leading10, Leading01), trailing = T.Select(inOne, trailing10, trailing01);
        T below = T.LessThanBits(T.ShiftRight(word, 16), trailing);
        return T.LessThanBits(bits, threshold) | (T.EqualBits(bits, threshold) & below);
    }

    private static (T Leading, T Trailing, T Pieces) Split(double probability)
    {
        double leading = Math.Floor(probability * 65536.0);
        double trailing = Math.Floor(((probability * 65536.0) - leading) * 281474976710656.0);
        ulong piece = Math.Min((ulong)leading, ushort.MaxValue);
        return (T.BroadcastBits((ulong)leading), T.BroadcastBits((ulong)trailing), T.BroadcastBits(piece * 0x0001000100010001));
    }
}
