using LindbladVerify.LinearAlgebra.Krylov;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>One request: explores the invariant block once, and solves on it or on whole density matrices for any ladder depth.</summary>
internal sealed class PropagationRun
{
    private readonly OpenSystemModel model;
    private readonly Operator initial;
    private readonly IReadOnlyList<Operator> observables;
    private readonly TimeGrid grid;
    private readonly PropagationOptions options;
    private readonly CancellationToken cancellation;
    private InvariantBlock? block;
    private bool explored;

    public PropagationRun(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
    {
        this.model = model;
        this.initial = initial;
        this.observables = observables;
        this.grid = grid;
        this.options = options;
        this.cancellation = cancellation;
    }

    /// <summary>|O|·|ρ(0)| in Frobenius norms.</summary>
    public double Scale(int observable) => Frobenius(observables[observable]) * Frobenius(initial);

    /// <summary>Solves with Ornstein–Uhlenbeck ladders of this depth.</summary>
    public PropagationResult Solve(int ladderDepth)
    {
        double modes = model.Noise.Aggregate(1.0, (product, n) => product * (n.Process.ExactModeCount ?? (ladderDepth + 1)));
        if (!explored)
        {
            block = Explore(modes);
            explored = true;
        }

        if (block is null)
        {
            return SolveWhole(ladderDepth, "the observables couple to most of Liouville space");
        }

        double entries = modes * (block.Deterministic.StoredCount + block.Dimension + block.NoiseParts.Sum(p => 3.0 * p.StoredCount));
        MemoryBudget.Of(options).Require(60 * entries, FormattableString.Invariant($"The noise-extended generator of {block.Dimension * modes:F0} equations"));
        BlochSystem system = block.System(initial, observables, ladderDepth);
        var run = new BlochRun(grid, options, cancellation);
        if (options.Method is PropagationMethod.Auto or PropagationMethod.Krylov && block.Dimension >= 0.2 * model.Dimension * model.Dimension && model.Dimension >= 8)
        {
            double whole = WholeTime(system, modes);
            if (whole < run.EstimatedTime(system))
            {
                return SolveWhole(ladderDepth, $"the block of {system.Dimension} equations is hardly smaller than Liouville space and was not worth a matrix");
            }
        }

        return run.Solve(system, ladderDepth);
    }

    private InvariantBlock? Explore(double modes)
    {
        double liouville = (double)model.Dimension * model.Dimension;
        MemoryBudget budget = MemoryBudget.Of(options);
        if (options.Method == PropagationMethod.Dense)
        {
            return ExploreDense(liouville, modes, budget);
        }

        if (!options.Reduce)
        {
            return liouville * modes <= 1024 && options.Method == PropagationMethod.Auto ? InvariantBlock.Of(model, observables, reduce: false) : null;
        }

        int limit = ExplorationLimit();
        try
        {
            return InvariantBlock.Of(model, observables, limit);
        }
        catch (BlockTooLargeException)
        {
            return null;
        }
    }

    private InvariantBlock ExploreDense(double liouville, double modes, MemoryBudget budget)
    {
        if (!options.Reduce)
        {
            budget.Require(MemoryBudget.Dense(liouville * modes), FormattableString.Invariant($"A dense exponential of order {liouville * modes:F0} (no reduction)"));
            return InvariantBlock.Of(model, observables, reduce: false);
        }

        int limit = (int)Math.Max(1, budget.LargestDense / modes);
        try
        {
            return InvariantBlock.Of(model, observables, limit);
        }
        catch (BlockTooLargeException)
        {
            throw new InsufficientMemoryForPropagationException(
                FormattableString.Invariant($"A dense exponential of all {liouville * modes:F0} equations of Liouville space (the observables couple to more than {limit * modes:F0} of them)"),
                MemoryBudget.Dense(liouville * modes),
                budget.Available);
        }
    }

    /// <summary>The block size whose exploration costs as much as some tens of products on density matrices.</summary>
    private int ExplorationLimit()
    {
        double d = model.Dimension;
        double stored = model.Hamiltonian.Matrix.StoredCount + model.Dissipators.Sum(x => (double)x.JumpOperator.Matrix.StoredCount);
        double product = MethodChoice.DensityMatrixProduct((2 * d * stored) + (d * d * (6 + (2 * model.Dissipators.Count))));
        double perElement = 200 * ((2 * model.Hamiltonian.Matrix.StoredCount / d) + (4 * model.Dissipators.Count) + 4);
        return (int)Math.Clamp(30 * product / perElement, 600, 300_000);
    }

    private double WholeTime(BlochSystem system, double modes)
    {
        double d = model.Dimension;
        double stored = model.Hamiltonian.Matrix.StoredCount + model.Dissipators.Sum(x => (double)x.JumpOperator.Matrix.StoredCount) + model.Noise.Sum(x => (double)x.Operator.Matrix.StoredCount);
        double product = modes * MethodChoice.DensityMatrixProduct((2 * d * stored) + (d * d * (6 + (2 * model.Dissipators.Count))));
        double reach = new SparseOperator(system.Generator).RangeBound().Radius * grid.Last;
        return MethodChoice.Krylov(product, 2 * modes * d * d, BlochRun.LikelyReach(reach), grid.Count);
    }

    private PropagationResult SolveWhole(int ladderDepth, string why)
    {
        double modes = model.Noise.Aggregate(1.0, (product, n) => product * (n.Process.ExactModeCount ?? (ladderDepth + 1)));
        MemoryBudget.Of(options).Require(DensityMatrixGenerator.Memory(model.Dimension, modes), FormattableString.Invariant($"Density matrices of dimension {model.Dimension} in {modes:F0} noise modes"));
        var generator = new DensityMatrixGenerator(model, ladderDepth);
        double[] state = generator.State(initial);
        double[][] rows = [.. observables.Select(generator.Row)];
        var dimension = new PropagationDimension(model.Dimension, generator.RealDimension, generator.RealDimension);
        string equations = $"density matrices in operator form, {generator.RealDimension} equations: {why}";
        bool driven = model.Drives.Count > 0 || options.Method == PropagationMethod.RungeKutta;
        VectorPropagation propagation = driven
            ? VectorPropagation.Driven(new DrivenEquation(generator, generator.Drives()), state, rows, grid, options, cancellation)
            : VectorPropagation.Krylov(generator, state, rows, grid, options, cancellation, RangeOf(generator));
        return propagation.Result(grid, dimension, BackendText.Managed, equations, ladderDepth);
    }

    /// <summary>Without noise the bound is tight, and an estimate would cost more than it saves.</summary>
    private NumericalRange? RangeOf(DensityMatrixGenerator generator) => model.Noise.Count == 0 ? generator.RangeBound() : null;

    private static double Frobenius(Operator a)
    {
        double sum = 0;
        foreach (System.Numerics.Complex value in a.Matrix.Values)
        {
            sum += (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
        }

        return Math.Sqrt(sum);
    }
}
