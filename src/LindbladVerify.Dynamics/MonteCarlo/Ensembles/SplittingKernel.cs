using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>Trajectories by splitting, all noises drawn exactly; sample values are [time][observable].</summary>
internal sealed unsafe class SplittingKernel<T>(SplittingMotion<T> motion, NoiseIntegrals<T> noise, StepGrid grid, StopPlan stops, int observables, int blockSize) : IEnsembleKernel
    where T : struct, ILanes<T>
{
    private readonly ConcurrentBag<Worker> idle = [];

    public int Dimension => observables * stops.OutputCount;

    public int BlockSize => blockSize;

    public MomentAccumulator? Run(long first, int count, CancellationToken cancellation)
    {
        Worker worker = idle.TryTake(out Worker? known) ? known : new Worker(motion.NewState(blockSize), noise.Create(blockSize), observables);
        MomentAccumulator moments = new(Dimension, 0);
        worker.Begin(motion, first, count);
        for (int interval = 0; interval < grid.Counts.Length; interval++)
        {
            if (!worker.Advance(motion, grid, interval, cancellation))
            {
                return null;
            }

            stops.At(interval, r => motion.Rotate(worker.State, r), output =>
            {
                motion.Measure(worker.State, worker.Samples);
                moments.Fill(output * observables, worker.Samples, blockSize, count);
            });
        }

        idle.Add(worker);
        return moments;
    }

    private sealed class Worker(SplittingState state, INoiseIntegral[] noises, int observables)
    {
        private readonly double[] integrals = GC.AllocateUninitializedArray<double>(Math.Max(1, noises.Length) * state.Capacity, pinned: true);
        private long step;

        public SplittingState State => state;

        public double[] Samples { get; } = new double[Math.Max(1, observables) * state.Capacity];

        public void Begin(SplittingMotion<T> motion, long first, int count)
        {
            int lanes = (count + TrajectoryBlock.Granularity - 1) / TrajectoryBlock.Granularity * TrajectoryBlock.Granularity;
            motion.Begin(state, lanes);
            step = 0;
            foreach (INoiseIntegral source in noises)
            {
                source.Start(first, lanes);
            }
        }

        public bool Advance(SplittingMotion<T> motion, StepGrid grid, int interval, CancellationToken cancellation)
        {
            long steps = grid.Counts[interval];
            if (steps > 0)
            {
                motion.Open(state, interval);
            }

            for (long i = 1; i <= steps; i++, step++)
            {
                if (cancellation.IsCancellationRequested)
                {
                    return false;
                }

                for (int k = 0; k < noises.Length; k++)
                {
                    noises[k].Next(step, grid.Steps[interval], integrals.AsSpan(k * state.Capacity, state.Count));
                }

                motion.Step(state, interval, (double*)Unsafe.AsPointer(ref integrals[0]), last: i == steps);
            }

            return true;
        }
    }
}

/// <summary>
/// The constant matrices of one block in the basis of its first rotations: propagators without noise, changes of basis between
/// groups of rotations, start and observables. All are stored as they multiply rows of coordinates from the right.
/// </summary>
internal sealed class SplittingBlock
{
    private readonly IDenseKernels kernels;
    private readonly double[] generator;
    private readonly List<(double Length, double[] Half, double[] Full)> propagators = [];

    public SplittingBlock(EnsembleBlock block, double[]?[] bases, RotationPlane[][] planes, int offset, IDenseKernels kernels)
    {
        this.kernels = kernels;
        Order = block.Order;
        Offset = offset;
        Planes = planes;
        double[]? basis = bases.Length == 0 ? null : bases[0];
        generator = basis is null ? block.Deterministic.ToDense() : Product(Product(basis, block.Deterministic.ToDense(), Transposition.Transpose), basis);
        Initial = ToBasis(basis, block.Initial);
        Rows = [.. block.Rows.SelectMany(row => ToBasis(basis, row))];
        Rotations = [.. block.Rotations.Select(r => basis is null ? r : Product(Product(basis, r, Transposition.Transpose), basis))];
        Changes = [.. Enumerable.Range(0, Math.Max(0, bases.Length - 1)).Select(g => Change(bases[g], bases[g + 1]))];
    }

    /// <summary>Number n of coordinates.</summary>
    public int Order { get; }

    /// <summary>Index of the first one among those of all blocks.</summary>
    public int Offset { get; }

    /// <summary>Start, [n].</summary>
    public double[] Initial { get; }

    /// <summary>Observables, [n, q] column-major.</summary>
    public double[] Rows { get; }

    /// <summary>v → R v of each different rotation of a sequence, [n, n], in the basis of the first group.</summary>
    public double[][] Rotations { get; }

    /// <summary>Planes of every group.</summary>
    public RotationPlane[][] Planes { get; }

    /// <summary>Q_gᵀ Q_{g+1}, [n, n], from the basis of a group to that of the next; null where both are the same.</summary>
    public double[]?[] Changes { get; }

    /// <summary>exp(L h/2)ᵀ and exp(L h)ᵀ; made once for every length of a step.</summary>
    public (double[] Half, double[] Full) Propagators(double length)
    {
        int known = propagators.FindIndex(p => Math.Abs(p.Length - length) <= 1e-12 * length);
        if (known < 0)
        {
            double[] transposed = new double[Order * Order];
            for (int j = 0; j < Order; j++)
            {
                for (int i = 0; i < Order; i++)
                {
                    transposed[j + (Order * i)] = generator[i + (Order * j)] * (length / 2);
                }
            }

            double[] half = MatrixExponential.Compute(kernels, Order, transposed).Matrix;
            known = propagators.Count;
            propagators.Add((length, half, Product(half, half)));
        }

        return (propagators[known].Half, propagators[known].Full);
    }

    private double[]? Change(double[]? from, double[]? to) => (from, to) switch
    {
        (null, null) => null,
        (null, _) => to,
        (_, null) => Product(from, Identity(), Transposition.Transpose),
        _ => Product(from, to, Transposition.Transpose),
    };

    private double[] ToBasis(double[]? basis, double[] vector)
    {
        double[] result = [.. vector];
        if (basis is not null)
        {
            kernels.MultiplyVector(Transposition.Transpose, Order, Order, 1, basis, Order, vector, 0, result);
        }

        return result;
    }

    private double[] Product(double[] a, double[] b, Transposition transA = Transposition.None)
    {
        double[] c = new double[Order * Order];
        kernels.Multiply(transA, Transposition.None, Order, Order, Order, 1, a, Order, b, Order, 0, c, Order);
        return c;
    }

    private double[] Identity()
    {
        double[] identity = new double[Order * Order];
        for (int i = 0; i < Order; i++)
        {
            identity[i + (Order * i)] = 1;
        }

        return identity;
    }
}

/// <summary>
/// The coordinates of a block of trajectories on their way: a [capacity, n] column-major matrix whose columns are coordinates,
/// so that one coordinate of all trajectories is contiguous, and one of the same size to multiply into.
/// </summary>
internal sealed unsafe class SplittingState(int order, int capacity, int frequencies)
{
    private readonly double[] cosines = GC.AllocateUninitializedArray<double>(Math.Max(1, frequencies) * capacity, pinned: true);
    private readonly double[] sines = GC.AllocateUninitializedArray<double>(Math.Max(1, frequencies) * capacity, pinned: true);

    /// <summary>Rows of the matrices.</summary>
    public int Capacity => capacity;

    /// <summary>Trajectories in use, a multiple of sixteen.</summary>
    public int Count { get; set; }

    /// <summary>The coordinates.</summary>
    public double[] Values { get; private set; } = GC.AllocateUninitializedArray<double>(Math.Max(1, order) * capacity, pinned: true);

    /// <summary>Room for the next ones.</summary>
    public double[] Next { get; private set; } = GC.AllocateUninitializedArray<double>(Math.Max(1, order) * capacity, pinned: true);

    /// <summary>Bytes of a state.</summary>
    public static double Memory(double order, double capacity, double frequencies) => 2 * (order + frequencies) * capacity * sizeof(double);

    /// <summary>Takes the next coordinates as the current ones.</summary>
    public void Swap() => (Values, Next) = (Next, Values);

    /// <summary>All trajectories of one coordinate.</summary>
    public double* Coordinate(int index) => Pointer(Values, index);

    /// <summary>Cosines of one frequency.</summary>
    public double* Cosine(int frequency) => Pointer(cosines, frequency);

    /// <summary>Sines of one frequency.</summary>
    public double* Sine(int frequency) => Pointer(sines, frequency);

    private double* Pointer(double[] array, int row) => (double*)Unsafe.AsPointer(ref array[0]) + ((long)row * capacity);
}
