using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.Random;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// Two-valued noise sampled on a time grid: the value at the middle of each step, drawn with the exact transition
/// probabilities of the process, holds for the whole step; the motion within a step is exact and ∫z dt the trapezium sum.
/// Flips are thereby moved to step boundaries. Averaged over paths this is the Strang splitting of (flips, motion), so
/// ensemble means carry an error of order h², even powers only. The exact
/// <see cref="TelegraphFlipKernel{T, TPair0, TPair1}"/> needs no grid; this one is for many steps per flip and for
/// comparison with grid programs.
/// </summary>
internal sealed unsafe class TelegraphGridKernel<T, TMotion> : ITrajectoryKernel
    where T : struct, ILanes<T>
    where TMotion : struct, IGridMotion
{
    private const int PiecesPerWord = 4;
    private const int StepsPerBlock = 2 * PiecesPerWord;
    private readonly StepGrid grid;
    private readonly StreamKey key;
    private readonly double probability1;
    private readonly LaneConstants<T>[] propagators;
    private readonly FlipThresholds<T>[] firstFlips, innerFlips;

    public TelegraphGridKernel(MarkovChainNoise law, BlochModes modes0, BlochModes modes1, StepGrid grid, StreamKey key)
    {
        this.grid = grid;
        this.key = key;
        probability1 = law.Populations[1];
        propagators = Array.ConvertAll(grid.Steps, h => new LaneConstants<T>(
            TMotion.Constants(modes0.Propagator(h).Propagator, modes1.Propagator(h).Propagator)));
        innerFlips = Array.ConvertAll(grid.Steps, h => new FlipThresholds<T>(law, h));

        // From the middle of the last step of one interval to the middle of the first of the next.
        firstFlips = new FlipThresholds<T>[grid.Steps.Length];
        for (int k = 0; k < firstFlips.Length; k++)
        {
            firstFlips[k] = new FlipThresholds<T>(law, k == 0 ? 0 : (grid.Steps[k - 1] + grid.Steps[k]) / 2);
        }
    }

    public int OutputCount => propagators.Length;

    public void Run(long first, int count, Span<double> samples)
    {
        double* memory = stackalloc double[(Rows.Number * TrajectoryBlock.Size) + 8];
        Rows rows = new(LaneConstants<T>.Align(memory));
        BatchDraws.Words<T>(key, first, 0, count, rows.Word1, rows.Word2);
        for (int i = 0; i < count; i += T.Count)
        {
            T uniform = Variates.Uniform(T.Load(rows.Word1 + i));
            T.Store(T.LessThan(uniform, T.Broadcast(probability1 + Variates.UniformResolution)), rows.InOne + i);
            BlochLanes<T>.Up().Save(rows.Vector + i);
        }

        long step = 0;
        for (int k = 0; k < propagators.Length; k++)
        {
            Advance(k, first, count, ref step, rows);
            for (int i = 0; i < count; i += T.Count)
            {
                BlochLanes<T> v = BlochLanes<T>.Load(rows.Vector + i);
                v.X = TMotion.Physical(v.X, T.Load(rows.InOne + i));
                v.Store(k, samples[i..]);
            }
        }
    }

    /// <summary>All steps of an interval, in runs that share one Philox block.</summary>
    private void Advance(int interval, long first, int count, ref long step, Rows rows)
    {
        long last = step + grid.Counts[interval];
        T halfStep = T.Broadcast(grid.Steps[interval] / 2);
        bool inner = false;
        while (step < last)
        {
            if (step % StepsPerBlock == 0)
            {
                BatchDraws.Words<T>(key, first, (uint)(1 + (step / StepsPerBlock)), count, rows.Word1, rows.Word2);
            }

            int piece = (int)(step % StepsPerBlock);
            int run = (int)Math.Min(last - step, inner ? StepsPerBlock - piece : 1);
            FlipThresholds<T> flips = inner ? innerFlips[interval] : firstFlips[interval];
            double* motion = propagators[interval].Origin;
            for (int i = 0; i < count; i += 2 * T.Count)
            {
                int next = i + T.Count;
                if (!TrySteps(flips.Minus01, flips.Minus10, motion, halfStep, rows, i, piece, run))
                {
                    StepsWithRefinement(flips, motion, halfStep, rows, i, first + i, step, piece, run);
                    StepsWithRefinement(flips, motion, halfStep, rows, next, first + next, step, piece, run);
                }
            }

            step += run;
            inner = true;
        }
    }

    /// <summary>
    /// A run of steps of two neighbouring vectors of trajectories, all in registers; each step uses 16 fresh bits. A single
    /// vector's steps wait for one another; two of them fill the gaps. Returns false, with nothing changed, if the bits of
    /// some lane were equal to the leading bits of its threshold.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TrySteps(T minus01, T minus10, double* motion, T halfStep, Rows rows, int offset, int piece, int run)
    {
        GridLanes<T> a = GridLanes<T>.Load(rows.InOne + offset, rows.Vector + offset);
        GridLanes<T> b = GridLanes<T>.Load(rows.InOne + offset + T.Count, rows.Vector + offset + T.Count);
        double* words = (piece < PiecesPerWord ? rows.Word1 : rows.Word2) + offset;
        int used = 16 * (piece % PiecesPerWord);
        T wordA = T.ShiftLeft(T.Load(words), used), wordB = T.ShiftLeft(T.Load(words + T.Count), used);
        T nearest = T.BroadcastBits(ulong.MaxValue);
        for (int k = 0; k < run; k++)
        {
            if (piece + k == PiecesPerWord)
            {
                wordA = T.Load(rows.Word2 + offset);
                wordB = T.Load(rows.Word2 + offset + T.Count);
            }

            a.Step<TMotion>(ref wordA, minus01, minus10, motion, ref nearest);
            b.Step<TMotion>(ref wordB, minus01, minus10, motion, ref nearest);
        }

        if (T.Any(T.EqualBits(nearest, T.BroadcastBits(0))))
        {
            return false;
        }

        a.Save(rows.InOne + offset, rows.Vector + offset, halfStep);
        b.Save(rows.InOne + offset + T.Count, rows.Vector + offset + T.Count, halfStep);
        return true;
    }

    /// <summary>The same run with the further bits that decide equal ones.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StepsWithRefinement(
        FlipThresholds<T> flips, double* motion, T halfStep, Rows rows, int offset, long trajectory, long step, int piece, int run)
    {
        GridLanes<T> a = GridLanes<T>.Load(rows.InOne + offset, rows.Vector + offset);
        for (int k = 0; k < run; k++)
        {
            T word = T.Load((piece + k < PiecesPerWord ? rows.Word1 : rows.Word2) + offset);
            T bits = T.ShiftRight(T.ShiftLeft(word, 16 * ((piece + k) % PiecesPerWord)), 48);
            T threshold = T.Select(a.InOne, flips.Leading10, flips.Leading01);
            T undecided = T.EqualBits(bits, threshold);
            a.Move<TMotion>(T.LessThanBits(bits, threshold) | (undecided & flips.Refine(key, trajectory, step + k, a.InOne)), motion);
        }

        a.Save(rows.InOne + offset, rows.Vector + offset, halfStep);
    }

    /// <summary>Rows of a block on the stack: noise value, Bloch vector and ∫z, words.</summary>
    private readonly struct Rows(double* memory)
    {
        public const int Number = 7;
        public readonly double* InOne = memory;
        public readonly double* Vector = memory + TrajectoryBlock.Size;
        public readonly double* Word1 = memory + (5 * TrajectoryBlock.Size);
        public readonly double* Word2 = memory + (6 * TrajectoryBlock.Size);
    }
}
