using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Ensembles;

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
        };
        return new EnsembleSystem(
            model,
            [.. ReachableBlocks.Find(system).Select(indices => new EnsembleBlock(
                Restrict(block.Deterministic, indices),
                Array.ConvertAll(parts, p => Restrict(p, indices)),
                Array.ConvertAll(indices, i => start[i]),
                Array.ConvertAll(rows, row => Array.ConvertAll(indices, i => row[i]))))],
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
