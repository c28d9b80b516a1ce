using System.Numerics;
using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// Two-valued noise sampled on a time grid: the value at the middle of each step, drawn with the exact transition
/// probabilities of the process, holds for the whole step; the motion within a step is exact and ∫z dt the trapezium sum.
/// Flips are thereby moved to step boundaries. Averaged over paths this is the Strang splitting of (flips, motion), so
/// ensemble means carry an error of order h², even powers only. Every step of every trajectory draws its own 16 bits; a
/// trajectory that does not flip in the up to four steps of a word crosses them with one matrix. The exact
/// <see cref="TelegraphFlipKernel{T, TPair0, TPair1}"/> needs no grid; this one is for many steps per flip and for
/// comparison with grid programs.
/// </summary>
internal sealed unsafe class TelegraphGridKernel<T, TMotion> : ITrajectoryKernel
    where T : struct, ILanes<T>
    where TMotion : struct, IGridMotion<T, TMotion>
{
    private const int PiecesPerWord = GridRun<T>.LongestRun;
    private const int StepsPerBlock = 2 * PiecesPerWord;
    private const int MostPacked = TrajectoryBlock.Size / 5; // more of them go faster where they are
    private readonly StepGrid grid;
    private readonly LaneKey<T> key, refinement;
    private readonly double probability1, value0, value1;
    private readonly GridPropagators<T, TMotion>[] propagators;
    private readonly FlipThresholds<T>[] firstFlips, innerFlips;

    public TelegraphGridKernel(MarkovChainNoise law, BlochModes modes0, BlochModes modes1, StepGrid grid, StreamKey key)
    {
        this.grid = grid;
        this.key = new LaneKey<T>(key);
        refinement = new LaneKey<T>(key with { Purpose = StreamPurpose.Refinement });
        probability1 = law.Populations[1];
        (value0, value1) = (law.Values[0], law.Values[1]);
        propagators = Array.ConvertAll(grid.Steps, h => new GridPropagators<T, TMotion>(modes0, modes1, h));
        innerFlips = Array.ConvertAll(grid.Steps, h => new FlipThresholds<T>(law, h));

        // From the middle of the last step of one interval to the middle of the first of the next.
        firstFlips = new FlipThresholds<T>[grid.Steps.Length];
        for (int k = 0; k < firstFlips.Length; k++)
        {
            firstFlips[k] = new FlipThresholds<T>(law, k == 0 ? 0 : (grid.Steps[k - 1] + grid.Steps[k]) / 2);
        }
    }

    public int OutputCount => propagators.Length;

    public void Run(long first, int count, Span<double> samples, CancellationToken cancellation)
    {
        double* memory = stackalloc double[(GridBlock.Rows * TrajectoryBlock.Size) + 8];
        GridBlock rows = new(LaneConstants<T>.Align(memory), count);
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
            Advance(k, first, ref step, rows, cancellation);
            for (int i = 0; i < count; i += T.Count)
            {
                BlochLanes<T> v = BlochLanes<T>.Load(rows.Vector + i);
                T inOne = T.Load(rows.InOne + i);
                v.X = TMotion.Physical(v.X, inOne);
                v.Store(k, T.Select(inOne, T.Broadcast(value1), T.Broadcast(value0)), samples[i..]);
            }
        }
    }

    /// <summary>All steps of an interval, in runs that share one word.</summary>
    private void Advance(int interval, long first, ref long step, GridBlock rows, CancellationToken cancellation)
    {
        long last = step + grid.Counts[interval];
        bool inner = false;
        while (step < last)
        {
            int piece = (int)(step % StepsPerBlock);
            if (piece == 0)
            {
                if (step % TrajectoryBlock.StepsBetweenLooks == 0 && cancellation.IsCancellationRequested)
                {
                    return;
                }

                BatchDraws.Words<T>(key, first, (uint)(1 + (step / StepsPerBlock)), rows.Count, rows.Word1, rows.Word2);
            }

            int length = inner ? (int)Math.Min(last - step, PiecesPerWord - (piece % PiecesPerWord)) : 1;
            GridRun<T> run = new(step, length, piece % PiecesPerWord, piece < PiecesPerWord ? rows.Word1 : rows.Word2);
            FlipThresholds<T> flips = inner ? innerFlips[interval] : firstFlips[interval];
            ulong left = Leap(flips, in propagators[interval].Run(length), in rows, in run);
            if (BitOperations.PopCount(left) > MostPacked)
            {
                left = StepVectors(flips, in propagators[interval].Run(1), in rows, in run, left);
            }

            while (left != 0)
            {
                left = StepByStep(flips, in propagators[interval].Run(1), in rows, in run, first, left);
            }

            step += length;
            inner = true;
        }
    }

    /// <summary>
    /// Moves the trajectories that do not flip in the run; returns a bit for each of the others, flipping or undecided. No
    /// branch depends on the draws: a wrong guess of one would cost more than the whole motion.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Leap(FlipThresholds<T> flips, in TMotion motion, in GridBlock rows, in GridRun<T> run)
    {
        // Copies that no store can change, so that the constants stay in registers.
        TMotion leap = motion;
        double* noise = rows.InOne, vectors = rows.Vector, words = run.Words;
        int count = rows.Count;
        GridRun<T> pieces = run;
        T above01 = flips.Pieces(T.BroadcastBits(0)), above10 = flips.Pieces(T.BroadcastBits(ulong.MaxValue));
        ulong left = 0;
        for (int i = 0; i < count; i += T.Count)
        {
            T inOne = T.Load(noise + i);
            T leaps = T.AllPiecesAbove(pieces.Pieces(T.Load(words + i)), T.Select(inOne, above10, above01));
            left |= T.LaneBits(leaps) << i;
            BlochLanes<T> v = BlochLanes<T>.Load(vectors + i), leapt = v;
            leap.Move(inOne, ref leapt);
            BlochLanes<T>.Select(leaps, leapt, v).Save(vectors + i);
        }

        return ~left & (ulong.MaxValue >> (TrajectoryBlock.Size - count));
    }

    /// <summary>Moves the trajectories of a set step by step, where they are; returns those of vectors with an undecided lane.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong StepVectors(FlipThresholds<T> flips, in TMotion motion, in GridBlock rows, in GridRun<T> run, ulong set)
    {
        TMotion step = motion;
        double* noise = rows.InOne, vectors = rows.Vector, words = run.Words;
        ulong undecided = 0;
        for (int i = 0; i < rows.Count; i += T.Count)
        {
            T inOne = T.Load(noise + i), word = run.Pieces(T.Load(words + i));
            if (flips.AnyUndecided(word))
            {
                undecided |= (ulong.MaxValue >> (TrajectoryBlock.Size - T.Count)) << i;
                continue;
            }

            T leapt = T.AllPiecesAbove(word, flips.Pieces(inOne));
            BlochLanes<T> before = BlochLanes<T>.Load(vectors + i), v = before;
            for (int k = 0; k < run.Length; k++)
            {
                Flip(flips, ref word, ref inOne, ref v);
                step.Move(inOne, ref v);
            }

            T.Store(inOne, noise + i);
            BlochLanes<T>.Select(leapt, before, v).Save(vectors + i);
        }

        return set & undecided;
    }

    /// <summary>
    /// Moves the first few trajectories of a set step by step, packed into one vector; returns the rest of the set. How they
    /// are grouped does not show in the result, which is that of <see cref="StepVectors"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong StepByStep(FlipThresholds<T> flips, in TMotion motion, in GridBlock rows, in GridRun<T> run, long first, ulong set)
    {
        int* members = stackalloc int[T.Count];
        int count = 0;
        T.Store(T.BroadcastBits(ulong.MaxValue), rows.PackedWord); // no flips in the places left over
        for (; set != 0 && count < T.Count; set &= set - 1)
        {
            int i = BitOperations.TrailingZeroCount(set);
            members[count] = i;
            rows.Pack(i, count);
            rows.PackedWord[count++] = run.Words[i];
        }

        T word = run.Pieces(T.Load(rows.PackedWord));
        if (flips.AnyUndecided(word))
        {
            PackedStepsRefined(flips, in motion, in rows, in run, first, members, count);
        }
        else
        {
            PackedSteps(flips, in motion, in rows, word, run.Length);
        }

        for (int k = 0; k < count; k++)
        {
            rows.Unpack(k, members[k]);
        }

        return set;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PackedSteps(FlipThresholds<T> flips, in TMotion motion, in GridBlock rows, T word, int length)
    {
        TMotion step = motion;
        T inOne = T.Load(rows.Packed);
        BlochLanes<T> v = BlochLanes<T>.Load(rows.PackedVector);
        for (int k = 0; k < length; k++)
        {
            Flip(flips, ref word, ref inOne, ref v);
            step.Move(inOne, ref v);
        }

        T.Store(inOne, rows.Packed);
        v.Save(rows.PackedVector);
    }

    /// <summary>The flips at the beginning of a step by the leading piece of a word, which is used up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Flip(FlipThresholds<T> flips, ref T word, ref T inOne, ref BlochLanes<T> v)
    {
        T flip = T.AddBits(T.ShiftRight(word, 48), T.Select(inOne, flips.Minus10, flips.Minus01)); // negative: flip
        word = T.ShiftLeft(word, 16);
        inOne ^= T.SignMask(flip);
        TMotion.Flip(flip, ref v);
    }

    /// <summary>The same with the further bits that decide equal ones.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PackedStepsRefined(
        FlipThresholds<T> flips, in TMotion motion, in GridBlock rows, in GridRun<T> run, long first, int* members, int count)
    {
        double* numbers = stackalloc double[T.Count];
        for (int k = 0; k < count; k++)
        {
            numbers[k] = BitConverter.Int64BitsToDouble(first + members[k]);
        }

        T inOne = T.Load(rows.Packed), word = run.Pieces(T.Load(rows.PackedWord));
        BlochLanes<T> v = BlochLanes<T>.Load(rows.PackedVector);
        for (int k = 0; k < run.Length; k++, word = T.ShiftLeft(word, 16))
        {
            T flip = flips.Decide(T.ShiftRight(word, 48), refinement, T.Load(numbers), run.Step + k, inOne);
            inOne ^= flip;
            TMotion.Flip(flip, ref v);
            motion.Move(inOne, ref v);
        }

        T.Store(inOne, rows.Packed);
        v.Save(rows.PackedVector);
    }
}
