using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>Cuts the intervals between output times into equal steps no longer than a limit.</summary>
internal sealed class StepGrid
{
    /// <param name="outputTimes">Increasing, in s; the first interval starts at 0.</param>
    /// <param name="largestStep">Largest step allowed, in s.</param>
    /// <param name="multiple">Every interval has a multiple of this many steps.</param>
    public StepGrid(IReadOnlyList<double> outputTimes, double largestStep, int multiple)
    {
        Counts = new long[outputTimes.Count];
        Steps = new double[outputTimes.Count];
        double previous = 0;
        for (int k = 0; k < outputTimes.Count; k++)
        {
            double length = outputTimes[k] - previous;
            previous = outputTimes[k];
            Counts[k] = length == 0 ? 0 : multiple * (long)Math.Max(1, Math.Ceiling(length / (largestStep * multiple) * (1 - 1e-12)));
            Steps[k] = length == 0 ? largestStep : length / Counts[k];
            Total += Counts[k];
        }
    }

    private StepGrid(long[] counts, double[] steps)
    {
        (Counts, Steps) = (counts, steps);
        Total = counts.Sum();
    }

    /// <summary>Number of steps of each interval.</summary>
    public long[] Counts { get; }

    /// <summary>Length of the steps of each interval, in s.</summary>
    public double[] Steps { get; }

    /// <summary>All steps of a trajectory.</summary>
    public long Total { get; }

    /// <summary>The longest step that is taken, s; 0 if there is none.</summary>
    public double Longest => Steps.Where((_, k) => Counts[k] > 0).DefaultIfEmpty().Max();

    /// <summary>Half as many steps of twice the length; every interval must have an even number.</summary>
    public StepGrid Doubled() => new(Array.ConvertAll(Counts, c => c / 2), Array.ConvertAll(Steps, h => 2 * h));
}

/// <summary>A row of three numbers, each in every lane.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct GridRow<T>
    where T : struct, ILanes<T>
{
    private readonly T a, b, c;

    public GridRow(double[,] rows, int row)
        : this(T.Broadcast(rows[row, 0]), T.Broadcast(rows[row, 1]), T.Broadcast(rows[row, 2]))
    {
    }

    private GridRow(T a, T b, T c) => (this.a, this.b, this.c) = (a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GridRow<T> Select(T mask, in GridRow<T> whenTrue, in GridRow<T> whenFalse) => new(
        T.Select(mask, whenTrue.a, whenFalse.a), T.Select(mask, whenTrue.b, whenFalse.b), T.Select(mask, whenTrue.c, whenFalse.c));

    /// <summary>a x + b y + c z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Of(T x, T y, T z) => T.Fma(a, x, T.Fma(b, y, c * z));

    /// <summary>a x + b y + c z + d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Of(T x, T y, T z, T d) => T.Fma(a, x, T.Fma(b, y, T.Fma(c, z, d)));
}

/// <summary>Consecutive grid steps that use 16-bit pieces of one word, one each, the most significant first.</summary>
internal readonly unsafe struct GridRun<T>
    where T : struct, ILanes<T>
{
    /// <summary>Steps that one word decides.</summary>
    public const int LongestRun = 4;

    /// <summary>Number of the first step since time 0.</summary>
    public readonly long Step;

    /// <summary>Number of steps, up to <see cref="LongestRun"/>.</summary>
    public readonly int Length;

    /// <summary>The word of each trajectory.</summary>
    public readonly double* Words;

    private readonly int usedBits;
    private readonly ulong unusedBits;

    public GridRun(long step, int length, int piece, double* words)
    {
        (Step, Length, usedBits) = (step, length, 16 * piece);
        Words = words;
        unusedBits = length == LongestRun ? 0 : ulong.MaxValue >> (16 * length);
    }

    /// <summary>The random pieces of the run, the first on top; below them ones, which are no flips.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pieces(T word) => T.ShiftLeft(word, usedBits) | T.BroadcastBits(unusedBits);
}

/// <summary>
/// A block of trajectories between grid steps, in rows of memory <see cref="TrajectoryBlock.Size"/> apart: mask of noise
/// value 1, Bloch vector and ∫z, two words; and the same for a few trajectories packed side by side.
/// </summary>
internal readonly unsafe struct GridBlock(double* memory, int count)
{
    /// <summary>Rows of memory needed.</summary>
    public const int Rows = 13;

    public readonly int Count = count;
    public readonly double* InOne = memory;
    public readonly double* Vector = memory + TrajectoryBlock.Size;
    public readonly double* Word1 = memory + (5 * TrajectoryBlock.Size);
    public readonly double* Word2 = memory + (6 * TrajectoryBlock.Size);
    public readonly double* Packed = memory + (7 * TrajectoryBlock.Size);
    public readonly double* PackedVector = memory + (8 * TrajectoryBlock.Size);
    public readonly double* PackedWord = memory + (12 * TrajectoryBlock.Size);

    /// <summary>Copies noise and vector of a trajectory to a packed place.</summary>
    public void Pack(int trajectory, int place) => Copy(InOne + trajectory, Packed + place);

    /// <summary>Copies them back.</summary>
    public void Unpack(int place, int trajectory) => Copy(Packed + place, InOne + trajectory);

    private static void Copy(double* from, double* to)
    {
        for (int row = 0; row < 5; row++)
        {
            to[row * TrajectoryBlock.Size] = from[row * TrajectoryBlock.Size];
        }
    }
}

/// <summary>
/// The motion over one to four grid steps without a flip, and the growth of the trapezium sum
/// h (z0/2 + z1 + … + zn/2) over them, which is linear in the vector at their beginning.
/// </summary>
internal sealed class GridPropagators<T, TMotion>
    where T : struct, ILanes<T>
    where TMotion : struct, IGridMotion<T, TMotion>
{
    private readonly TMotion[] runs = new TMotion[GridRun<T>.LongestRun];

    public GridPropagators(BlochModes modes0, BlochModes modes1, double step)
    {
        double[][,] rows0 = Rows(modes0, step), rows1 = Rows(modes1, step);
        for (int n = 0; n < GridRun<T>.LongestRun; n++)
        {
            runs[n] = TMotion.Create(rows0[n], rows1[n]);
        }
    }

    /// <summary>The motion over 1 to <see cref="GridRun{T}.LongestRun"/> steps.</summary>
    public ref readonly TMotion Run(int steps) => ref runs[steps - 1];

    /// <summary>Element n − 1: rows x, y, z of the propagator over n steps, then those of the trapezium sum.</summary>
    private static double[][,] Rows(BlochModes modes, double step)
    {
        double[][,] rows = new double[GridRun<T>.LongestRun][,];
        double[] sum = [0, 0, step / 2];
        for (int n = 1; n <= GridRun<T>.LongestRun; n++)
        {
            double[,] propagator = modes.Propagator(n * step).Propagator;
            double[,] row = rows[n - 1] = new double[4, 3];
            for (int j = 0; j < 3; j++)
            {
                (row[0, j], row[1, j], row[2, j]) = (propagator[0, j], propagator[1, j], propagator[2, j]);
                row[3, j] = sum[j] + (step / 2 * propagator[2, j]);
                sum[j] += step * propagator[2, j];
            }
        }

        return rows;
    }
}

/// <summary>The motion at constant noise over a run of grid steps: four rows (x, y, z and the growth of ∫z) on (x, y, z).</summary>
internal interface IGridMotion<T, TSelf>
    where T : struct, ILanes<T>
    where TSelf : struct, IGridMotion<T, TSelf>
{
    /// <summary>The motion with the 4×3 rows of the two values.</summary>
    static abstract TSelf Create(double[,] rows0, double[,] rows1);

    /// <summary>Carries the vector over to the other value in the lanes with the sign bit of <paramref name="flip"/>.</summary>
    static abstract void Flip(T flip, ref BlochLanes<T> v);

    /// <summary>The Bloch component x from the one that steps carry.</summary>
    static abstract T Physical(T x, T inOne);

    /// <summary>Moves the vector over the run, lanes in <paramref name="inOne"/> at value 1.</summary>
    void Move(T inOne, ref BlochLanes<T> v);
}

/// <summary>Any two values: every row is chosen per lane.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct TwoValueMotion<T> : IGridMotion<T, TwoValueMotion<T>>
    where T : struct, ILanes<T>
{
    private readonly GridRow<T> x0, y0, z0, integral0, x1, y1, z1, integral1;

    private TwoValueMotion(double[,] rows0, double[,] rows1)
    {
        (x0, y0, z0, integral0) = (new(rows0, 0), new(rows0, 1), new(rows0, 2), new(rows0, 3));
        (x1, y1, z1, integral1) = (new(rows1, 0), new(rows1, 1), new(rows1, 2), new(rows1, 3));
    }

    public static TwoValueMotion<T> Create(double[,] rows0, double[,] rows1) => new(rows0, rows1);

    public static void Flip(T flip, ref BlochLanes<T> v)
    {
    }

    public static T Physical(T x, T inOne) => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move(T inOne, ref BlochLanes<T> v)
    {
        (T x, T y, T z) = (v.X, v.Y, v.Z);
        v.X = GridRow<T>.Select(inOne, x1, x0).Of(x, y, z);
        v.Y = GridRow<T>.Select(inOne, y1, y0).Of(x, y, z);
        v.Z = GridRow<T>.Select(inOne, z1, z0).Of(x, y, z);
        v.Integral = GridRow<T>.Select(inOne, integral1, integral0).Of(x, y, z, v.Integral);
    }
}

/// <summary>
/// Opposite values ±ξ, the electron's case: with the sign of x reversed in value 1 both values share one propagator,
/// because the Bloch equations are unchanged by (δ, x) → (−δ, −x). A flip then only reverses x.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct OppositeValuesMotion<T> : IGridMotion<T, OppositeValuesMotion<T>>
    where T : struct, ILanes<T>
{
    private readonly GridRow<T> xRow, yRow, zRow, integralRow;

    private OppositeValuesMotion(double[,] rows) =>
        (xRow, yRow, zRow, integralRow) = (new(rows, 0), new(rows, 1), new(rows, 2), new(rows, 3));

    public static OppositeValuesMotion<T> Create(double[,] rows0, double[,] rows1) => new(rows0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Flip(T flip, ref BlochLanes<T> v) => v.X = T.FlipSign(v.X, flip);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Physical(T x, T inOne) => T.FlipSign(x, inOne);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move(T inOne, ref BlochLanes<T> v)
    {
        (T x, T y, T z) = (v.X, v.Y, v.Z);
        v.X = xRow.Of(x, y, z);
        v.Y = yRow.Of(x, y, z);
        v.Z = zRow.Of(x, y, z);
        v.Integral = integralRow.Of(x, y, z, v.Integral);
    }
}
