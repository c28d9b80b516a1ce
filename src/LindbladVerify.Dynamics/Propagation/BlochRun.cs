using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Krylov;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Solves given Bloch equations: leaves out what does not matter, and chooses the method.</summary>
internal sealed class BlochRun(TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
{
    private readonly IDenseKernels kernels = options.Kernels ?? DenseKernels.Select(Backend.Auto);

    /// <summary>Gershgorin radii are about twice the true ones where they are large.</summary>
    public static double LikelyReach(double bound) => bound < 150 ? bound : 0.6 * bound;

    /// <summary>Time of the cheaper method, ns.</summary>
    public double EstimatedTime(BlochSystem system)
    {
        int[] everything = [.. Enumerable.Range(0, system.Dimension)];
        double dense = system.Dimension <= MemoryBudget.Of(options).LargestDense ? DenseTime([everything], system) : double.PositiveInfinity;
        return options.Method == PropagationMethod.Krylov ? KrylovTime(LinearProblem.Of(system)) : Math.Min(dense, KrylovTime(LinearProblem.Of(system)));
    }

    /// <summary>Solves the equations.</summary>
    public PropagationResult Solve(BlochSystem system, int ladderDepth)
    {
        IReadOnlyList<int[]> blocks = options.Reduce ? ReachableBlocks.Find(system) : [[.. Enumerable.Range(0, system.Dimension)]];
        LinearProblem whole = LinearProblem.Of(system);
        int[] kept = blocks is [int[] only] ? only : [.. blocks.SelectMany(b => b).Order()];
        LinearProblem reduced = whole.Restrict(kept);
        (PropagationMethod method, string why) = Choose(system, blocks, reduced);
        var dimension = new PropagationDimension(system.HilbertDimension, system.LiouvilleDimension, kept.Length);
        string equations = blocks.Count > 1 ? $"{kept.Length} equations in {blocks.Count} independent blocks ({why})" : $"{kept.Length} equations ({why})";
        return method switch
        {
            PropagationMethod.Dense => Dense(whole, blocks, reduced).Result(grid, dimension, BackendText.Of(kernels), equations, ladderDepth),
            PropagationMethod.Krylov => VectorPropagation
                .Krylov(new SparseOperator(reduced.Generator), reduced.Initial, reduced.Rows, grid, options, cancellation)
                .Result(grid, dimension, BackendText.Managed, equations, ladderDepth),
            _ => VectorPropagation
                .RungeKutta(Equation(reduced), reduced.Initial, reduced.Rows, grid, options, cancellation)
                .Result(grid, dimension, BackendText.Managed, equations, ladderDepth),
        };
    }

    private static DrivenEquation Equation(LinearProblem problem) => new(
        new SparseOperator(problem.Generator),
        [.. problem.Drives.Select(d => new DrivenPart(new SparseOperator(d.Generator), d.Envelope))]);

    private (PropagationMethod Method, string Why) Choose(BlochSystem system, IReadOnlyList<int[]> blocks, LinearProblem reduced)
    {
        if (options.Method == PropagationMethod.RungeKutta || system.Drives.Count > 0)
        {
            return (PropagationMethod.RungeKutta, options.Method == PropagationMethod.RungeKutta ? "as requested" : "the generator depends on time");
        }

        MemoryBudget budget = MemoryBudget.Of(options);
        int largest = blocks.Count == 0 ? 0 : blocks.Max(b => b.Length);
        if (options.Method == PropagationMethod.Dense)
        {
            budget.Require(MemoryBudget.Dense(largest), FormattableString.Invariant($"A dense exponential of order {largest}"));
            return (PropagationMethod.Dense, "as requested");
        }

        if (options.Method == PropagationMethod.Krylov)
        {
            return (PropagationMethod.Krylov, "as requested");
        }

        if (largest > budget.LargestDense)
        {
            return (PropagationMethod.Krylov, "a dense exponential would not fit into memory");
        }

        double dense = DenseTime(blocks, system);
        double krylov = KrylovTime(reduced);
        return dense <= krylov
            ? (PropagationMethod.Dense, FormattableString.Invariant($"estimated at {Milliseconds(dense)} against {Milliseconds(krylov)} for the Krylov method"))
            : (PropagationMethod.Krylov, FormattableString.Invariant($"estimated at {Milliseconds(krylov)} against {Milliseconds(dense)} for the dense method"));
    }

    private static string Milliseconds(double nanoseconds) => FormattableString.Invariant($"{nanoseconds / 1e6:G2} ms");

    private double DenseTime(IReadOnlyList<int[]> blocks, BlochSystem system) =>
        MethodChoice.Dense(blocks.Select(b => b.Length), grid.Count, system.Observables.Count, grid.IsUniform, kernels);

    private double KrylovTime(LinearProblem problem)
    {
        double reach = new SparseOperator(problem.Generator).RangeBound().Radius * grid.Last;
        double product = MethodChoice.SparseProduct(problem.Generator.StoredCount, problem.Dimension);
        return MethodChoice.Krylov(product, problem.Dimension, LikelyReach(reach), grid.Count);
    }

    private VectorPropagation Dense(LinearProblem whole, IReadOnlyList<int[]> blocks, LinearProblem reduced)
    {
        double[][] values = [.. reduced.Rows.Select(_ => new double[grid.Count])];
        var propagator = new DensePropagator(kernels);
        foreach (int[] block in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            propagator.AddValues(blocks.Count == 1 ? reduced : whole.Restrict(block), grid, values);
        }

        // Rounding: of the exponential, which grows with its norm, and of one product per output time.
        double relative = 1.2e-16 * (30 + (2.0 * grid.Count) + (reduced.Generator.NormOne() * grid.Last));
        double scale = relative * VectorKernels.Norm(reduced.Initial);
        return new VectorPropagation(
            values,
            Array.ConvertAll(reduced.Rows, r => scale * VectorKernels.Norm(r)),
            PropagationMethod.Dense,
            "dense real exponential",
            new PropagationStatistics(propagator.Products, Steps: 1, Blocks: blocks.Count));
    }
}
