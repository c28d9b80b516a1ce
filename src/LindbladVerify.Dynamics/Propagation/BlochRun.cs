using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Krylov;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Solves given Bloch equations: leaves out what does not matter, and chooses the method.</summary>
internal sealed class BlochRun(TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
{
    private const string InExtendedPrecision = "dense real exponential with 32 digits, since rounding to 16 would miss the tolerance";

    /// <summary>Largest order that is tried again by the dense method where the other one missed the tolerance.</summary>
    private const int MostAgain = 3000;

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
        var dimension = new PropagationDimension(system.HilbertDimension, system.LiouvilleDimension, kept.Length);
        PropagationResult Run(PropagationMethod method, string why)
        {
            Announce(method, blocks, reduced, system);
            string equations = blocks.Count > 1 ? $"{kept.Length} equations in {blocks.Count} independent blocks ({why})" : $"{kept.Length} equations ({why})";
            return method switch
            {
                PropagationMethod.Dense => Dense(whole, blocks, reduced, out bool isManaged).Result(grid, dimension, isManaged ? BackendText.Managed : BackendText.Of(kernels), equations, ladderDepth),
                PropagationMethod.Krylov => VectorPropagation
                    .Krylov(new SparseOperator(reduced.Generator), reduced.Initial, reduced.Rows, grid, options, cancellation)
                    .Result(grid, dimension, BackendText.Managed, equations, ladderDepth),
                _ => VectorPropagation
                    .Driven(Equation(reduced), reduced.Initial, reduced.Rows, grid, options, cancellation)
                    .Result(grid, dimension, BackendText.Managed, equations, ladderDepth),
            };
        }

        (PropagationMethod method, string why) = Choose(system, blocks, reduced);
        PropagationResult result = Run(method, why);
        if (options.Method == PropagationMethod.Auto && system.Drives.Count == 0 && Misses(result, reduced) > 1 && Other(method, blocks) is PropagationMethod other)
        {
            // Accuracy first: the cheaper method could not reach the tolerance.
            PropagationResult second = Run(other, $"the {(method == PropagationMethod.Dense ? "dense" : "Krylov")} method missed the tolerance");
            return Misses(second, reduced) < Misses(result, reduced) ? second : result;
        }

        return result;
    }

    /// <summary>The largest error as a multiple of what is allowed.</summary>
    private double Misses(PropagationResult result, LinearProblem problem) =>
        result.ErrorEstimate.Select((e, r) => e == 0 ? 0 : e / (options.Tolerance * VectorKernels.Norm(problem.Rows[r]) * VectorKernels.Norm(problem.Initial))).DefaultIfEmpty(0).Max();

    private PropagationMethod? Other(PropagationMethod method, IReadOnlyList<int[]> blocks) => method switch
    {
        PropagationMethod.Dense => PropagationMethod.Krylov,
        PropagationMethod.Krylov when blocks.Max(b => b.Length) <= Math.Min(MostAgain, MemoryBudget.Of(options).LargestDense) => PropagationMethod.Dense,
        _ => null,
    };

    private void Announce(PropagationMethod method, IReadOnlyList<int[]> blocks, LinearProblem problem, BlochSystem system)
    {
        if (options.Announce is null)
        {
            return;
        }

        double bytes = method == PropagationMethod.Dense ? blocks.Sum(b => MemoryBudget.Dense(b.Length)) : 48.0 * problem.Generator.StoredCount;
        double time = method switch
        {
            PropagationMethod.Dense => DenseTime(blocks, system),
            PropagationMethod.Krylov => KrylovTime(problem),
            _ => 6 * KrylovTime(problem),
        };
        options.Announce(new PropagationEstimate(method, problem.Dimension, bytes, time / 1e9));
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

    private VectorPropagation Dense(LinearProblem whole, IReadOnlyList<int[]> blocks, LinearProblem reduced, out bool isManaged)
    {
        double[][] values = [.. reduced.Rows.Select(_ => new double[grid.Count])];
        double[] errors = new double[reduced.Rows.Length];
        var propagator = new DensePropagator(kernels);
        long extendedProducts = 0;
        int extended = 0;
        foreach (int[] indices in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            LinearProblem block = blocks.Count == 1 ? reduced : whole.Restrict(indices);
            double relative = DensePropagator.Rounding(block.Generator.NormOne() * grid.Last, grid.Count);
            if (relative > 0.5 * options.Tolerance && ExtendedPropagator.CanSolve(block, grid))
            {
                extended++;
                extendedProducts += AddExtended(block, values, errors);
                relative = ExtendedPropagator.RelativeError(block, grid);
            }
            else
            {
                propagator.AddValues(block, grid, values);
            }

            double scale = relative * VectorKernels.Norm(block.Initial);
            for (int r = 0; r < errors.Length; r++)
            {
                errors[r] += scale * VectorKernels.Norm(block.Rows[r]);
            }
        }

        isManaged = extended > 0 && extended == blocks.Count;
        return new VectorPropagation(
            values,
            errors,
            PropagationMethod.Dense,
            extended == 0 ? "dense real exponential" : isManaged ? InExtendedPrecision : FormattableString.Invariant($"{InExtendedPrecision} in {extended} of {blocks.Count} blocks"),
            new PropagationStatistics(propagator.Products + extendedProducts, Steps: 1, Blocks: blocks.Count));
    }

    /// <summary>Adds a block's values, and to the errors how far they move with the last digits of the generator's entries; returns the number of products.</summary>
    private long AddExtended(LinearProblem block, double[][] values, double[] errors)
    {
        (double[][] solved, long products) = SolveExtended(block);
        double[] moves = new double[values.Length];
        foreach (LinearProblem neighbour in EntryRounding.Moved(block))
        {
            (double[][] moved, long more) = SolveExtended(neighbour);
            products += more;
            for (int r = 0; r < moves.Length; r++)
            {
                moves[r] = Math.Max(moves[r], solved[r].Zip(moved[r], (v, m) => Math.Abs(v - m)).Max());
            }
        }

        for (int r = 0; r < values.Length; r++)
        {
            VectorKernels.Add(1, solved[r], values[r]);
            errors[r] += moves[r];
        }

        return products;
    }

    private (double[][] Values, long Products) SolveExtended(LinearProblem block)
    {
        double[][] values = Array.ConvertAll(block.Rows, _ => new double[grid.Count]);
        return (values, ExtendedPropagator.AddValues(block, grid, values, cancellation));
    }
}
