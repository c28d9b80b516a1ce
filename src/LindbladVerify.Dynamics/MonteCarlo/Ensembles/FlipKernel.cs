using System.Collections.Concurrent;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>
/// Trajectories of finite Markov noises, exactly from flip to flip. All trajectories of a block take their next dwell together,
/// sorted by the joint state of the noises, so that matrix products do the work. Sample values are [time][observable].
/// </summary>
internal sealed class FlipKernel<T> : IEnsembleKernel
    where T : struct, ILanes<T>
{
    private const double MostFlips = uint.MaxValue / 2;
    private readonly EnsembleSystem system;
    private readonly IDenseKernels kernels;
    private readonly StreamKey key;
    private readonly double[] times;
    private readonly StopPlan stops;
    private readonly double[][] observableRows;
    private readonly ConcurrentBag<FlipWorker> idle = [];

    /// <exception cref="InvalidOperationException">A path would need more flips than a random stream can supply.</exception>
    public FlipKernel(EnsembleSystem system, TimeGrid grid, StopPlan stops, StreamKey key, IDenseKernels kernels, int blockSize)
    {
        this.system = system;
        this.kernels = kernels;
        this.key = key;
        this.stops = stops;
        times = stops.Times;
        BlockSize = blockSize;
        States = new NoiseStates(system.Model);
        double flips = grid.Last * system.Model.Noise.Select(n => n.Process.FastestRate).DefaultIfEmpty().Max();
        if (flips > MostFlips)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"A trajectory would flip up to {flips:E1} times; at most {MostFlips:E1} are supported. Use the exact average instead."));
        }

        double longest = Enumerable.Range(0, times.Length).Max(k => times[k] - (k == 0 ? 0 : times[k - 1]));
        Motions = [.. Enumerable.Range(0, States.Number).Select(state => new Lazy<IConstantMotion[]>(() => Create(state, longest)))];
        observableRows = Array.ConvertAll(system.Blocks, b => b.Rows.SelectMany(row => row).ToArray());
    }

    public int Dimension => system.Observables * stops.OutputCount;

    public int BlockSize { get; }

    /// <summary>The joint states of the noises.</summary>
    public NoiseStates States { get; }

    /// <summary>Motion of every block in every state, made when first needed.</summary>
    public Lazy<IConstantMotion[]>[] Motions { get; }

    /// <summary>How the trajectories were followed.</summary>
    public string Description
    {
        get
        {
            IConstantMotion[] made = [.. Motions.Where(m => m.IsValueCreated).SelectMany(m => m.Value)];
            int ladders = made.Count(m => m is PropagatorPowersMotion);
            return $"exactly from flip to flip in {Motions.Count(m => m.IsValueCreated)} of {States.Number} noise states, by "
                + (ladders == 0 ? "eigenvectors" : ladders == made.Length ? "stored propagators" : $"eigenvectors and, where these are nearly dependent ({ladders} of {made.Length}), stored propagators");
        }
    }

    /// <summary>Bytes of the motions and of all workers.</summary>
    public static double Memory(EnsembleSystem system, EnsembleOptions options)
    {
        double workers = EnsembleRunner.Workers(options.Threads), block = EnsembleRunner.BlockSize(system.Order, options.Trajectories);
        double states = NoiseStates.Count(system.Model);
        return sizeof(double) * ((2 * states * system.SquaredOrders) + (12 * system.SquaredOrders) + (workers * block * ((3.0 * system.Order) + (32 * system.Model.Noise.Count) + 8)));
    }

    public MomentAccumulator? Run(long first, int count, CancellationToken cancellation)
    {
        FlipWorker worker = idle.TryTake(out FlipWorker? known) ? known : new FlipWorker(system, States, key, BlockSize);
        MomentAccumulator moments = new(Dimension, 0);
        worker.Begin(first, count);
        double[] samples = new double[Math.Max(1, system.Observables) * BlockSize];
        for (int k = 0; k < times.Length; k++)
        {
            if (!worker.Advance(times[k] - (k == 0 ? 0 : times[k - 1]), Motions, cancellation))
            {
                return null;
            }

            stops.At(k, r => worker.Rotate(r, kernels), output =>
            {
                Measure(worker.Values, count, samples);
                moments.Fill(output * system.Observables, samples, BlockSize, count);
            });
        }

        idle.Add(worker);
        return moments;
    }

    private void Measure(double[] values, int count, double[] samples)
    {
        Array.Clear(samples);
        int offset = 0;
        for (int b = 0; b < system.Blocks.Length; b++)
        {
            int n = system.Blocks[b].Order;
            kernels.Multiply(
                Transposition.None, Transposition.None, count, system.Observables, n, 1, values.AsSpan(offset * BlockSize), BlockSize, observableRows[b], n, 1, samples, BlockSize);
            offset += n;
        }
    }

    private IConstantMotion[] Create(int state, double longest) => Array.ConvertAll(system.Blocks, block =>
    {
        double[] generator = block.Deterministic.ToDense();
        for (int k = 0; k < States.Jumps.Length; k++)
        {
            double value = States.Value(state, k);
            foreach ((int row, int column, double entry) in block.Parts[k].Entries())
            {
                generator[row + (block.Order * column)] += value * entry;
            }
        }

        return (IConstantMotion?)ModalMotion<T>.TryCreate(kernels, block.Order, generator, longest) ?? new PropagatorPowersMotion(kernels, block.Order, generator, longest);
    });
}
