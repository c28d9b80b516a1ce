using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>Makes the integrals of a model's noises and drives for one worker; what all workers share is made once.</summary>
internal sealed class NoiseIntegrals<T>
    where T : struct, ILanes<T>
{
    private readonly Func<int, INoiseIntegral>[] factories;

    /// <param name="model">The model.</param>
    /// <param name="grid">The steps.</param>
    /// <param name="key">Streams; noise k reads source k.</param>
    public NoiseIntegrals(OpenSystemModel model, StepGrid grid, StreamKey key)
    {
        factories = [.. model.Noise.Select((n, k) => Factory(n.Process, grid, key with { Source = k })), .. model.Drives.Select(d => Factory(d, grid))];
    }

    /// <summary>Integrals of every noise, then of every drive.</summary>
    public INoiseIntegral[] Create(int capacity) => Array.ConvertAll(factories, f => f(capacity));

    private static Func<int, INoiseIntegral> Factory(NoiseProcess process, StepGrid grid, StreamKey key)
    {
        if (process.Gaussian is { } gaussian)
        {
            return capacity => new OrnsteinUhlenbeckIntegral<T>(gaussian, key, capacity);
        }

        if (process.Chain is { } chain)
        {
            MarkovJumpTable jumps = new(chain);
            return capacity => new MarkovChainIntegral(jumps, key, capacity);
        }

        TabulatedIntegrals recorded = TabulatedIntegrals.Of(process.Path ?? throw new NotSupportedException($"Trajectories of {process.GetType().Name} are not known."), grid);
        return _ => recorded;
    }

    private static Func<int, INoiseIntegral> Factory(Drive drive, StepGrid grid)
    {
        TabulatedIntegrals integrals = TabulatedIntegrals.Of(drive, grid);
        return _ => integrals;
    }
}

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

/// <summary>Gaussian noise: value and integral from their exact joint law, four normals to a Philox block.</summary>
internal sealed unsafe class OrnsteinUhlenbeckIntegral<T>(OrnsteinUhlenbeckNoise law, StreamKey key, int capacity) : INoiseIntegral
    where T : struct, ILanes<T>
{
    private const int Rows = 6;
    private readonly LaneKey<T> key = new(key);
    private readonly double[] memory = GC.AllocateUninitializedArray<double>(Rows * capacity, pinned: true);
    private double length = double.NaN;
    private OrnsteinUhlenbeckPhases<T> step;
    private long first;
    private int count;

    public void Start(long first, int count)
    {
        (this.first, this.count) = (first, count);
        Draw(0);
        BatchDraws.NormalPairs<T>(Row(1), count, Row(3), Row(0), Row(4));
    }

    public void Next(long step, double length, Span<double> integrals)
    {
        if (length != this.length)
        {
            this.step = new OrnsteinUhlenbeckPhases<T>(law, 1, length, mirrored: false);
            this.length = length;
        }

        if (step % 2 == 0)
        {
            Draw(checked((uint)(1 + (step / 2))));
        }

        BatchDraws.NormalPairs<T>(Row(step % 2 == 0 ? 1 : 2), count, Row(3), Row(4), Row(5));
        double* value = Row(0), normal1 = Row(4), normal2 = Row(5);
        fixed (double* target = integrals)
        {
            for (int i = 0; i < count; i += T.Count)
            {
                T u = T.Load(value + i);
                T.Store(this.step.Next(T.Load(normal1 + i), T.Load(normal2 + i), ref u), target + i);
                T.Store(u, value + i);
            }
        }
    }

    private void Draw(uint draw) => BatchDraws.Words<T>(key, first, draw, count, Row(1), Row(2));

    /// <summary>Rows: value, first and second words, radius, two normals.</summary>
    private double* Row(int row) => (double*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref memory[0]) + (row * capacity);
}

/// <summary>A function of time that is the same for every trajectory, a recorded path or a drive: its integral over each step.</summary>
internal sealed class TabulatedIntegrals : INoiseIntegral
{
    // Gauss and Legendre with four points: exact for polynomials of degree 7.
    private static readonly (double Node, double Weight)[] Quadrature =
    [
        (-0.8611363115940526, 0.34785484513745385), (-0.3399810435848563, 0.6521451548625462),
        (0.3399810435848563, 0.6521451548625462), (0.8611363115940526, 0.34785484513745385),
    ];

    private readonly double[] integrals;

    private TabulatedIntegrals(double[] integrals) => this.integrals = integrals;

    /// <summary>The integrals of a recorded path, exact for steps and straight lines.</summary>
    public static TabulatedIntegrals Of(TabulatedFunction path, StepGrid grid) =>
        new(OverSteps(grid, path.At, [.. path.Times], constantPieces: path.Interpolation == Interpolation.Step));

    /// <summary>The integrals of a drive's envelope, by quadrature in parts that miss none of its features.</summary>
    /// <param name="drive">The drive.</param>
    /// <param name="grid">The steps.</param>
    public static TabulatedIntegrals Of(Drive drive, StepGrid grid)
    {
        double last = grid.Steps.Zip(grid.Counts, (step, count) => step * count).Sum();
        return new TabulatedIntegrals(OverSteps(grid, drive.Envelope.At, last > 0 ? Parts(drive.Envelope, last) : [], constantPieces: false));
    }

    public void Start(long first, int count)
    {
    }

    public void Next(long step, double length, Span<double> integrals) => integrals.Fill(this.integrals[step]);

    private static double[] Parts(Envelope envelope, double last)
    {
        const double Negligible = 1e-9; // of one radian over all the time, for an operator of norm 1
        var edges = new List<double>();
        foreach (EnvelopePiece piece in envelope.Structure(last, Negligible / last).Pieces)
        {
            int parts = piece.LongestStep < double.PositiveInfinity ? (int)Math.Ceiling(Math.Min(1e6, 4 * (piece.End - piece.Start) / piece.LongestStep)) : 1;
            edges.AddRange(Enumerable.Range(0, parts).Select(k => piece.Start + ((piece.End - piece.Start) * k / parts)));
        }

        return [.. edges];
    }

    private static double[] OverSteps(StepGrid grid, Func<double, double> f, double[] breakpoints, bool constantPieces)
    {
        double[] sums = new double[grid.Total];
        int next = 0;
        double start = 0;
        for (int interval = 0, step = 0; interval < grid.Steps.Length; interval++)
        {
            double origin = start;
            for (long i = 1; i <= grid.Counts[interval]; i++, step++)
            {
                double end = origin + (i * grid.Steps[interval]);
                for (; next < breakpoints.Length && breakpoints[next] < end; next++)
                {
                    if (breakpoints[next] > start)
                    {
                        sums[step] += Integral(f, start, breakpoints[next], constantPieces);
                        start = breakpoints[next];
                    }
                }

                sums[step] += Integral(f, start, end, constantPieces);
                start = end;
            }
        }

        return sums;
    }

    private static double Integral(Func<double, double> f, double from, double to, bool constant)
    {
        double middle = (from + to) / 2, half = (to - from) / 2;
        return constant ? 2 * half * f(middle) : half * Quadrature.Sum(q => q.Weight * f(middle + (half * q.Node)));
    }
}
