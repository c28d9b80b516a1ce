using LindbladVerify.Dynamics.Propagation.Dense;
using LindbladVerify.Dynamics.Propagation.Faber;
using LindbladVerify.Dynamics.Propagation.Operators;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation.Sequences;

/// <summary>Expectation values of a model with a sequence of pulses, on the invariant block that is closed under free evolution, pulses and rotations alike.</summary>
internal static class SequenceSolver
{
    private const int FirstLadderDepth = 8;
    private const int LargestBlock = 20_000;

    /// <summary>Largest order that auto solves by dense propagators.</summary>
    private const int LargestDense = 1200;

    /// <summary>Largest order that is done with 32 digits where 16 would miss the tolerance.</summary>
    private const int LargestExtended = 128;

    /// <inheritdoc cref="MasterEquationSolver.Solve(OpenSystemModel, Operator, IReadOnlyList{Operator}, TimeGrid, PropagationOptions?, CancellationToken)"/>
    public static PropagationResult Solve(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
    {
        if (grid.Last > model.Sequence!.Duration * (1 + 1e-12))
        {
            throw new ArgumentException(FormattableString.Invariant($"The sequence ends at {model.Sequence.Duration:R} s; the last time must not be later, but is {grid.Last:R} s."), nameof(grid));
        }

        InvariantBlock block = Block(model, observables, options);
        bool hasLadder = model.Noise.Any(n => n.Process.ExactModeCount is null);
        double[] scales = [.. observables.Select(o => Frobenius(o) * Frobenius(initial))];
        PropagationResult result = At(block, model, initial, observables, grid, options, hasLadder ? FirstLadderDepth : 0, cancellation);
        for (int depth = 2 * FirstLadderDepth; hasLadder; depth *= 2)
        {
            PropagationResult deeper = At(block, model, initial, observables, grid, options, depth, cancellation);
            double[] changes = [.. deeper.Values.Zip(result.Values, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max())];
            bool converged = Enumerable.Range(0, changes.Length).All(o => changes[o] <= options.Tolerance * scales[o]);
            bool isLast = 2 * depth > options.DeepestLadder;
            result = deeper with { ErrorEstimate = [.. deeper.ErrorEstimate.Zip(changes, (e, c) => e + c)] };
            if (converged || isLast)
            {
                string how = converged ? "converged at" : "did not converge up to";
                result = result with { Reason = FormattableString.Invariant($"{result.Reason}; the Ornstein–Uhlenbeck ladder {how} depth {depth}") };
                break;
            }
        }

        return result with { ToleranceReached = result.ErrorEstimate.Index().All(e => e.Item <= options.Tolerance * scales[e.Index]) };
    }

    /// <summary>What every method says of the request.</summary>
    public static PropagationPlan Explain(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, PropagationOptions options)
    {
        int depth = model.Noise.Any(n => n.Process.ExactModeCount is null) ? FirstLadderDepth : 0;
        BlochSystem system = Reachable(Block(model, observables, options).System(initial, observables, depth), options);
        PropagationMethod chosen = Choose(system, options);
        PropagationEstimate Estimate(PropagationMethod m) => new(m, system.Dimension, m == PropagationMethod.Dense ? MemoryBudget.Dense(system.Dimension) : 48.0 * system.Generator.StoredCount, Nanoseconds(m, system, model) / 1e9);
        return new PropagationPlan(Describe(system), depth, [.. PropagationMethod.All.Select(m => Refusal(m, system, options) is { } reason
            ? new MethodForecast(m, reason, null, null, IsChosen: false)
            : new MethodForecast(m, null, Estimate(m), m == PropagationMethod.Dense && system.Dimension <= ExtendedMatrices.LargestOrder ? 5e-16 : Rounding(system), m == chosen))]);
    }

    /// <summary>The coordinates that the start reaches and the observables see.</summary>
    internal static BlochSystem Reachable(BlochSystem system, PropagationOptions options)
    {
        int[] kept = options.Reduce ? [.. ReachableBlocks.Find(system).SelectMany(b => b).Order()] : [.. Enumerable.Range(0, system.Dimension)];
        if (kept.Length == system.Dimension)
        {
            return system;
        }

        // Where nothing is seen one coordinate is kept, so that there is something to multiply.
        kept = kept.Length == 0 ? [0] : kept;
        SparseMatrix<double> Cut(SparseMatrix<double> a) => a.Submatrix(kept, kept);
        double[] Pick(double[] v) => Array.ConvertAll(kept, i => v[i]);
        return system with
        {
            Generator = Cut(system.Generator),
            Initial = Pick(system.Initial),
            Observables = [.. system.Observables.Select(Pick)],
            Constants = [.. system.Constants.Where(c => kept.Contains(c)).Select(c => Array.IndexOf(kept, c))],
            Drives = [.. system.Drives.Select(d => d with { Generator = Cut(d.Generator) })],
            Sequence = system.Sequence is { } s ? s with { Pulses = [.. s.Pulses.Select(Cut)], Rotations = [.. s.Rotations.Select(Cut)] } : null,
        };
    }

    /// <summary>Relative error of products of doubles: of every exponential, which grows with its norm, and of every step once repeats are written out.</summary>
    internal static double Rounding(BlochSystem system)
    {
        BlochSequence sequence = system.Sequence!;
        double norm = system.Generator.NormOne() + sequence.Pulses.Select(p => p.NormOne()).DefaultIfEmpty(0).Max();
        return DensePropagator.Rounding(norm * sequence.Duration, sequence.Repeat * Count(sequence.Steps));
    }

    private static double Count(IReadOnlyList<BlochStep> steps) => steps.Sum(s => s.Inner.Count > 0 ? s.Count * Count(s.Inner) : 1);

    private static InvariantBlock Block(OpenSystemModel model, IReadOnlyList<Operator> observables, PropagationOptions options)
    {
        try
        {
            return InvariantBlock.Of(model, observables, LargestBlock, options.Reduce);
        }
        catch (BlockTooLargeException e)
        {
            throw new ArgumentException($"A sequence of pulses is followed on coupled equations of product operators. {e.Message} quantum-jumps follows state vectors instead.", e);
        }
    }

    private static PropagationResult At(
        InvariantBlock block, OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, PropagationOptions options, int depth, CancellationToken cancellation)
    {
        BlochSystem whole = block.System(initial, observables, depth);
        BlochSystem system = Reachable(whole, options);
        PropagationMethod method = options.Method == PropagationMethod.Auto ? Choose(system, options) : options.Method;
        if (Refusal(method, system, options) is { } reason)
        {
            throw new ArgumentException($"The method {method.Name} does not apply: {reason}.", nameof(options));
        }

        options.Announce?.Invoke(new PropagationEstimate(method, system.Dimension, MemoryBudget.Dense(system.Dimension), Nanoseconds(method, system, model) / 1e9));
        var dimension = new PropagationDimension(model.Dimension, whole.LiouvilleDimension, system.Dimension);
        string equations = Describe(system);
        if (method == PropagationMethod.Dense)
        {
            (double[][] values, double[] errors, string how, long products, string backend) = Dense(system, grid, options, cancellation);
            return new PropagationResult(grid, values, method, $"{how}, on {equations}", errors, dimension, backend, new PropagationStatistics(products, 1, LadderDepth: depth));
        }

        var stepped = new SteppedSequence(system, method, options, cancellation);
        double[][] found = stepped.Values(grid.Times);
        double[] stated = Scaled(system, stepped.RelativeError);
        return new PropagationResult(grid, found, method, FormattableString.Invariant($"step by step through the sequence, {stepped.Products} products in {stepped.Steps} steps, on {equations}"), stated, dimension, BackendText.Managed, new PropagationStatistics(stepped.Products, stepped.Steps, LadderDepth: depth));
    }

    private static (double[][] Values, double[] Errors, string How, long Products, string Backend) Dense(BlochSystem system, TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
    {
        double rounding = Rounding(system);
        int n = system.Dimension;
        if (n <= ExtendedMatrices.LargestOrder || (rounding > options.Tolerance / 2 && n <= LargestExtended))
        {
            var propagator = new SequencePropagator<DoubleDoubleMatrix>(system, new ExtendedMatrices(n), cancellation);
            double[][] values = propagator.Values(grid.Times);
            double[] moves = new double[values.Length];
            foreach (BlochSystem neighbour in EntryRounding.Moved(system))
            {
                double[][] moved = new SequencePropagator<DoubleDoubleMatrix>(neighbour, new ExtendedMatrices(n), cancellation).Values(grid.Times);
                moves = [.. moves.Select((m, o) => Math.Max(m, values[o].Zip(moved[o], (a, b) => Math.Abs(a - b)).Max()))];
            }

            double[] own = Scaled(system, 1e-15 + (1e-16 * n * rounding));
            return (values, [.. moves.Zip(own, (m, e) => m + e)], "propagators of the steps with 32 digits and powers of the cycle", propagator.Products, BackendText.Managed);
        }

        IDenseKernels kernels = options.Kernels ?? DenseKernels.Select(Backend.Auto);
        var plain = new SequencePropagator<double[]>(system, new PlainMatrices(kernels, n), cancellation);
        double[][] found = plain.Values(grid.Times);
        return (found, Scaled(system, rounding), "dense propagators of the steps and powers of the cycle", plain.Products, BackendText.Of(kernels));
    }

    private static double[] Scaled(BlochSystem system, double relative) => VectorPropagation.Scaled([.. system.Observables], system.Initial, relative);

    private static PropagationMethod Choose(BlochSystem system, PropagationOptions options) => options.Method != PropagationMethod.Auto ? options.Method
        : system.Drives.Count > 0 ? PropagationMethod.Piecewise
        : system.Dimension <= Math.Min(LargestDense, MemoryBudget.Of(options).LargestDense) ? PropagationMethod.Dense
        : PropagationMethod.Krylov;

    private static string? Refusal(PropagationMethod method, BlochSystem system, PropagationOptions options) =>
        method == PropagationMethod.ClosedForm ? "a sequence of pulses is not averaged in closed form"
        : system.Drives.Count > 0 && !method.FollowsDrives ? "the generator depends on time"
        : method == PropagationMethod.Piecewise && system.Drives.Count == 0 ? "nothing but the sequence depends on time"
        : method == PropagationMethod.Dense && system.Dimension > MemoryBudget.Of(options).LargestDense ? "a dense exponential would not fit into memory"
        : method != PropagationMethod.Dense && system.Sequence!.Repeat * Count(system.Sequence.Steps) > UnrolledSequence.MostSteps ? FormattableString.Invariant($"the sequence has more than {UnrolledSequence.MostSteps} steps once its repeats are written out")
        : null;

    private static double Nanoseconds(PropagationMethod method, BlochSystem system, OpenSystemModel model)
    {
        double n = system.Dimension;
        double steps = model.Sequence!.Length;
        return method == PropagationMethod.Dense
            ? 2e4 + ((n <= ExtendedMatrices.LargestOrder ? 3.0 : 0.1) * n * n * n * (Math.Min(20, steps) + Math.Log2(2 + steps)) * 20)
            : steps * KrylovExpansion.Time(KrylovExpansion.SparseProduct(system.Generator.StoredCount, system.Dimension), n, new SparseOperator(system.Generator).RangeBound().Radius * model.Sequence.Duration / Math.Max(1, steps), 2);
    }

    private static string Describe(BlochSystem system) => FormattableString.Invariant($"{system.Dimension} equations that pulses and delays do not leave");

    private static double Frobenius(Operator a) => Math.Sqrt(a.Matrix.Entries().Sum(e => (e.Value.Real * e.Value.Real) + (e.Value.Imaginary * e.Value.Imaginary)));
}
