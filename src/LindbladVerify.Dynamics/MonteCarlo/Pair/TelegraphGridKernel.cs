using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// Two-valued noise sampled on a time grid: the value at the middle of each step, drawn with the exact transition
/// probabilities of the process, holds for the whole step; the motion within a step is exact and ∫z dt the trapezium sum.
/// Flips are thereby moved to step boundaries. Averaged over paths this is the Strang splitting of (flips, motion), so
/// ensemble means carry an error of order h², even powers only. The exact <see cref="TelegraphFlipKernel{T, TPair0, TPair1}"/>
/// needs no grid; this one is for comparison with grid programs.
/// </summary>
/// <remarks>
/// The number of steps until the next flip is geometric and drawn as such, from one word; the motion over that many steps is a product of a few
/// stored powers of the motion over one. The cost is one of flips, then, whatever the number of steps between them: all trajectories of a block
/// take their next flip together, and those that have reached the end of the interval drop out.
/// </remarks>
internal sealed unsafe class TelegraphGridKernel<T> : ITrajectoryKernel
    where T : struct, ILanes<T>
{
    private const int Size = TrajectoryBlock.Size;
    private readonly StepGrid grid;
    private readonly LaneKey<T> key;
    private readonly double probability1, value0, value1;
    private readonly GridPowers[] powers;
    private readonly GridFlips[] inner, first;

    public TelegraphGridKernel(MarkovChainNoise law, BlochModes modes0, BlochModes modes1, StepGrid grid, StreamKey key)
    {
        this.grid = grid;
        this.key = new LaneKey<T>(key);
        probability1 = law.Populations[1];
        (value0, value1) = (law.Values[0], law.Values[1]);
        int intervals = grid.Steps.Length;
        (powers, inner, first) = (new GridPowers[intervals], new GridFlips[intervals], new GridFlips[intervals]);
        double before = 0;
        for (int k = 0; k < intervals; k++)
        {
            // Steps that differ by rounding are the same.
            double step = grid.Steps[k];
            bool again = k > 0 && Math.Abs(step - grid.Steps[k - 1]) <= 1e-12 * step && powers[k - 1].Covers(grid.Counts[k]);
            powers[k] = again ? powers[k - 1] : new GridPowers(modes0, modes1, step, grid.Counts[k]);
            inner[k] = new GridFlips(law, step);

            // From the middle of the last step of one interval to the middle of the first of the next.
            bool changes = before > 0 && Math.Abs(step - before) > 1e-12 * step;
            first[k] = changes ? new GridFlips(law, (before + step) / 2) : default;
            before = grid.Counts[k] > 0 ? step : before;
        }
    }

    public int OutputCount => powers.Length;

    public void Run(long first, int count, Span<double> samples, CancellationToken cancellation)
    {
        double* memory = stackalloc double[(Walk.Rows * Size) + 8];
        Walk walk = new(LaneConstants<T>.Align(memory));
        BatchDraws.Words<T>(key, first, 0, count, walk.Word1, walk.Word2);
        Exponentials(walk.Word2, count);
        bool drawn = false;
        for (int i = 0; i < count; i++)
        {
            walk.Value[i] = Variates.Uniform(new ScalarLane(walk.Word1[i])).ToDouble() < probability1 + Variates.UniformResolution ? 1 : 0;
            (walk.Vector[4 * i], walk.Vector[(4 * i) + 1], walk.Vector[(4 * i) + 2], walk.Vector[(4 * i) + 3]) = (0, 0, 1, 0);
            (walk.Wait[i], walk.Draw[i]) = (walk.Word2[i], 1);
        }

        for (int k = 0; k < powers.Length && !cancellation.IsCancellationRequested; k++)
        {
            if (grid.Counts[k] > 0 && !drawn)
            {
                for (int i = 0; i < count; i++)
                {
                    walk.Wait[i] = inner[k].Steps(walk.Value[i], walk.Wait[i]);
                }

                drawn = true;
            }
            else if (grid.Counts[k] > 0 && this.first[k].IsGiven)
            {
                Restart(k, first, count, walk);
            }

            Advance(k, first, count, walk, cancellation);
            for (int i = 0; i < count; i++)
            {
                double* v = walk.Vector + (4 * i);
                Span<double> target = samples[((k * TrajectoryBlock.Components * Size) + i)..];
                (target[0], target[Size], target[2 * Size], target[3 * Size]) = (v[0], v[1], v[2], v[3]);
                target[TrajectoryBlock.Noise * Size] = walk.Value[i] == 0 ? value0 : value1;
            }
        }
    }

    /// <summary>The step changes: the flip between the middles of two different steps, then one of the new law.</summary>
    private void Restart(int interval, long number, int count, Walk walk)
    {
        for (int i = 0; i < count; i++)
        {
            walk.Active[i] = i;
        }

        Draw(number, count, walk);
        Exponentials(walk.Word2, count);
        for (int i = 0; i < count; i++)
        {
            double uniform = Variates.Uniform(new ScalarLane(walk.Word1[i])).ToDouble();
            walk.Wait[i] = uniform <= first[interval].Probability(walk.Value[i]) ? 0 : inner[interval].Steps(walk.Value[i], walk.Word2[i]);
            walk.Draw[i]++;
        }
    }

    /// <summary>All steps of an interval.</summary>
    private void Advance(int interval, long number, int count, Walk walk, CancellationToken cancellation)
    {
        (GridPowers motion, GridFlips flips) = (powers[interval], inner[interval]);
        double steps = grid.Counts[interval];
        int active = 0;
        for (int i = 0; i < count; i++)
        {
            walk.Left[i] = steps;
            Move(motion, walk, i);
            walk.Active[active] = i;
            active += walk.Left[i] > 0 ? 1 : 0;
        }

        while (active > 0 && !cancellation.IsCancellationRequested)
        {
            int lanes = (active + T.Count - 1) / T.Count * T.Count;
            Draw(number, lanes, walk);
            Exponentials(walk.Word1, lanes);
            Exponentials(walk.Word2, lanes);
            int kept = 0;
            for (int a = 0; a < active; a++)
            {
                int i = walk.Active[a];
                walk.Draw[i]++;
                Flip(flips, walk, i, walk.Word1[a]);
                Move(motion, walk, i);
                if (walk.Left[i] > 0)
                {
                    Flip(flips, walk, i, walk.Word2[a]);
                    Move(motion, walk, i);
                }

                walk.Active[kept] = i;
                kept += walk.Left[i] > 0 ? 1 : 0;
            }

            active = kept;
        }
    }

    /// <summary>The next two words of the active trajectories.</summary>
    private void Draw(long number, int active, Walk walk)
    {
        for (int a = 0; a < active; a++)
        {
            walk.Number[a] = BitConverter.Int64BitsToDouble(number + walk.Active[a]);
            walk.Counter[a] = BitConverter.Int64BitsToDouble(walk.Draw[walk.Active[a]]);
        }

        BatchDraws.Words<T>(key, walk.Number, walk.Counter, active, walk.Word1, walk.Word2);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Exponentials(double* words, int count)
    {
        for (int i = 0; i < count; i += T.Count)
        {
            T.Store(Variates.Exponential(T.Load(words + i)), words + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Flip(in GridFlips flips, Walk walk, int i, double exponential)
    {
        int value = walk.Value[i] ^= 1;
        walk.Wait[i] = flips.Steps(value, exponential);
    }

    /// <summary>Moves a trajectory until its next flip or to the end of the interval.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move(GridPowers motion, Walk walk, int i)
    {
        double steps = walk.Wait[i] < walk.Left[i] ? walk.Wait[i] : walk.Left[i];
        walk.Wait[i] -= steps;
        walk.Left[i] -= steps;
        motion.Move(walk.Value[i], double.ConvertToIntegerNative<long>(steps), ref walk.Vector[4 * i]);
    }

    /// <summary>A block of trajectories between flips; words, numbers and counters belong to the active ones.</summary>
    private readonly struct Walk(double* memory)
    {
        public const int Rows = 13;

        public readonly double* Vector = memory;
        public readonly double* Wait = memory + (4 * Size);
        public readonly double* Left = memory + (5 * Size);
        public readonly double* Word1 = memory + (6 * Size);
        public readonly double* Word2 = memory + (7 * Size);
        public readonly double* Number = memory + (8 * Size);
        public readonly double* Counter = memory + (9 * Size);
        public readonly long* Draw = (long*)(memory + (10 * Size));
        public readonly int* Value = (int*)(memory + (11 * Size));
        public readonly int* Active = (int*)(memory + (12 * Size));
    }
}

/// <summary>The flips of a grid: their probabilities in a step, and the number of steps until one, which is geometric.</summary>
internal readonly struct GridFlips
{
    private readonly double probability01, probability10, mean01, mean10;

    /// <param name="law">A law of two values.</param>
    /// <param name="step">The step, s.</param>
    public GridFlips(MarkovChainNoise law, double step)
    {
        double loss = -BlochModes.ExpMinusOne(-(law.ExitRate(0) + law.ExitRate(1)) * step);
        (probability01, probability10) = (law.Populations[1] * loss, law.Populations[0] * loss);
        (mean01, mean10) = (Mean(probability01), Mean(probability10));
        IsGiven = true;
    }

    /// <summary>False of the default.</summary>
    public bool IsGiven { get; }

    /// <summary>Probability of a flip from a value.</summary>
    public double Probability(int value) => value == 0 ? probability01 : probability10;

    /// <summary>Steps spent in a value, from 1 to infinity, of an exponential variate of mean 1: P(n &gt; m) = (1 − p)^m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Steps(int value, double exponential) => 1 + Math.Floor(exponential * (value == 0 ? mean01 : mean10));

    /// <summary>−1/ln(1 − p), where that is finite.</summary>
    private static double Mean(double probability)
    {
        double rest = 1 - probability;
        double logarithm = rest == 1 ? -probability : Math.Log(rest) * (-probability / (rest - 1)); // exact ratio of small differences
        return Math.Min(-1 / logarithm, 1e300);
    }
}
