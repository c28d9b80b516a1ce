using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Dynamics.Propagation.Operators;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>
/// What has to be propagated along each noise path: the product operators that the observables see and the initial state
/// reaches, in independent blocks that share the path.
/// </summary>
internal sealed class EnsembleSystem
{
    private EnsembleSystem(OpenSystemModel model, EnsembleBlock[] blocks, int observables)
    {
        Model = model;
        Blocks = blocks;
        Observables = observables;
    }

    /// <summary>The model.</summary>
    public OpenSystemModel Model { get; }

    /// <summary>The blocks.</summary>
    public EnsembleBlock[] Blocks { get; }

    /// <summary>Number of observables.</summary>
    public int Observables { get; }

    /// <summary>Equations of all blocks.</summary>
    public int Order => Blocks.Sum(b => b.Order);

    /// <summary>Numbers of matrices of the blocks' orders: the sum of their squares.</summary>
    public double SquaredOrders => Blocks.Sum(b => (double)b.Order * b.Order);

    /// <summary>Explores the model from the observables.</summary>
    /// <param name="model">The model.</param>
    /// <param name="initial">ρ(0).</param>
    /// <param name="observables">Hermitian operators.</param>
    /// <param name="budget">Memory that is left.</param>
    /// <exception cref="InsufficientMemoryForPropagationException">Not even the matrices of one propagator fit.</exception>
    public static EnsembleSystem Of(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, MemoryBudget budget)
    {
        int limit = budget.LargestDense;
        InvariantBlock block;
        try
        {
            block = InvariantBlock.Of(model, observables, Math.Max(1, limit));
        }
        catch (BlockTooLargeException e)
        {
            double order = Math.Min(limit + 1.0, e.LiouvilleDimension);
            throw new InsufficientMemoryForPropagationException(
                FormattableString.Invariant($"Dense propagators of order {order:F0} or more (Liouville space has dimension {e.LiouvilleDimension}; state vectors by quantum jumps need far less)"),
                MemoryBudget.Dense(order), budget.Available);
        }

        SparseMatrix<double>[] parts = [.. block.NoiseParts, .. block.DriveParts];
        double[] start = block.Coordinates(initial);
        double[][] rows = [.. observables.Select(block.Coordinates)];
        BlochSystem system = new(block.Deterministic, start, rows, [], model.Dimension, (double)model.Dimension * model.Dimension, true)
        {
            Drives = [.. parts.Select(p => new BlochDrive(p, new FunctionEnvelope(_ => 0)))],
            Sequence = model.Sequence is { } sequence ? BlochSequence.Of(sequence, [], block.Rotations) : null,
        };
        return new EnsembleSystem(
            model,
            [.. ReachableBlocks.Find(system).Select(indices => new EnsembleBlock(
                Restrict(block.Deterministic, indices),
                Array.ConvertAll(parts, p => Restrict(p, indices)),
                Array.ConvertAll(indices, i => start[i]),
                Array.ConvertAll(rows, row => Array.ConvertAll(indices, i => row[i]))) { Rotations = [.. block.Rotations.Select(r => Restrict(r, indices).ToDense())] })],
            observables.Count);
    }

    private static SparseMatrix<double> Restrict(SparseMatrix<double> a, int[] indices)
    {
        Dictionary<int, int> position = [];
        for (int k = 0; k < indices.Length; k++)
        {
            position[indices[k]] = k;
        }

        return SparseMatrix<double>.FromEntries(indices.Length, indices.Length, a.Entries()
            .Where(e => position.ContainsKey(e.Row) && position.ContainsKey(e.Column))
            .Select(e => (position[e.Row], position[e.Column], e.Value)));
    }
}

/// <summary>Estimates what a run will allocate, and refuses what does not fit. None of it grows with the number of trajectories.</summary>
internal static class MemoryNeed
{
    /// <summary>The limit of the options, or what the process has left.</summary>
    public static MemoryBudget Budget(EnsembleOptions options) => MemoryBudget.Of(new PropagationOptions { MemoryLimit = options.MemoryLimit });

    /// <summary>Refuses a splitting run that does not fit.</summary>
    /// <exception cref="InsufficientMemoryForPropagationException">It needs more than there is.</exception>
    public static void RequireSplitting(EnsembleSystem system, CommutingRotations[] groups, StepGrid grid, EnsembleOptions options, int motions, int outputs)
    {
        int block = EnsembleRunner.BlockSize(system.Order, options.Trajectories);
        double frequencies = groups.Select(g => g.Frequencies.Count).DefaultIfEmpty().Max();
        double state = SplittingState.Memory(system.Order, block, frequencies) + (8.0 * block * (system.Observables + (10 * system.Model.Noise.Count)));
        double tables = sizeof(double) * (double)grid.Total * (system.Model.Drives.Count + system.Model.Noise.Count(n => n.Process.Path is not null));
        double bytes = motions * (SplittingMotion<Random.ScalarLane>.Memory(system, groups, grid) + (EnsembleRunner.Workers(options.Threads) * state))
            + tables + Moments(system, outputs, motions, options);
        Budget(options).Require(bytes, FormattableString.Invariant($"Noise trajectories of {system.Order} equations at {outputs} times"));
    }

    /// <summary>Bytes of the moments of every observable at every time, in all blocks that wait.</summary>
    public static double Moments(EnsembleSystem system, int times, int copies, EnsembleOptions options) =>
        EnsembleRunner.Memory((double)copies * system.Observables * times, options.Threads);
}

/// <summary>Moves chosen rows of column-major matrices.</summary>
internal static class Rows
{
    /// <summary>Row i of the target becomes row rows[i] of the source, in every column.</summary>
    public static void Gather(ReadOnlySpan<double> source, ReadOnlySpan<int> rows, int count, Span<double> target, int columns, int stride)
    {
        for (int j = 0; j < columns; j++)
        {
            ReadOnlySpan<double> from = source.Slice(j * stride, stride);
            Span<double> to = target.Slice(j * stride, count);
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = from[rows[i]];
            }
        }
    }

    /// <summary>Row rows[i] of the target becomes row i of the source, in every column.</summary>
    public static void Scatter(ReadOnlySpan<double> source, ReadOnlySpan<int> rows, int count, Span<double> target, int columns, int stride)
    {
        for (int j = 0; j < columns; j++)
        {
            ReadOnlySpan<double> from = source.Slice(j * stride, count);
            Span<double> to = target.Slice(j * stride, stride);
            for (int i = 0; i < from.Length; i++)
            {
                to[rows[i]] = from[i];
            }
        }
    }
}
