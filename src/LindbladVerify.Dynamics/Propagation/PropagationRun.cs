using LindbladVerify.LinearAlgebra.Krylov;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>One request: explores the invariant block once, and solves on it or on whole density matrices for any ladder depth.</summary>
internal sealed class PropagationRun
{
    /// <summary>Largest Liouville space that is tried again by the dense method where the other one missed the tolerance.</summary>
    private const double MostAgain = 3000;

    private readonly PropagationDimension full;
    private readonly double[] scales;
    private OpenSystemModel model;
    private Operator initial;
    private IReadOnlyList<Operator> observables;
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
        full = new PropagationDimension(model.Dimension, (double)model.Dimension * model.Dimension, 0);
        scales = [.. observables.Select(o => Frobenius(o) * Frobenius(initial))];
    }

    /// <summary>|O|·|ρ(0)| in Frobenius norms.</summary>
    public double Scale(int observable) => scales[observable];

    /// <summary>Whether all noise is Gaussian and commutes with everything, so that its average is known in closed form.</summary>
    public bool HasClosedForm => model.Noise.Count > 0 && model.Noise.All(n => n.Process is OrnsteinUhlenbeckNoise) && model.Drives.Count == 0
        && options.Method is PropagationMethod.Auto && Explored(1) is InvariantBlock known && GaussianAverage.Applies(known);

    /// <summary>The average over commuting Gaussian noises in closed form.</summary>
    public PropagationResult SolveClosedForm() => Named(new GaussianAverage(grid, options, cancellation).Solve(block!, model, initial, observables));

    /// <summary>Solves with Ornstein–Uhlenbeck ladders of this depth.</summary>
    public PropagationResult Solve(int ladderDepth)
    {
        double modes = Modes(ladderDepth);
        if (Explored(modes) is not InvariantBlock known)
        {
            return Named(Again(SolveWhole(ladderDepth, "the observables couple to most of Liouville space"), ladderDepth));
        }

        double entries = modes * (known.Deterministic.StoredCount + known.Dimension + known.NoiseParts.Sum(p => 3.0 * p.StoredCount));
        MemoryBudget.Of(options).Require(60 * entries, FormattableString.Invariant($"The noise-extended generator of {known.Dimension * modes:F0} equations"));
        BlochSystem system = known.System(initial, observables, ladderDepth);
        var run = new BlochRun(grid, options, cancellation);
        if (options.Method is PropagationMethod.Auto or PropagationMethod.Krylov && known.Dimension >= 0.2 * model.Dimension * model.Dimension && model.Dimension >= 8)
        {
            double whole = WholeTime(system, modes);
            if (whole < run.EstimatedTime(system))
            {
                return Named(Again(SolveWhole(ladderDepth, $"the block of {system.Dimension} equations is hardly smaller than Liouville space and was not worth a matrix"), ladderDepth));
            }
        }

        return Named(run.Solve(system, ladderDepth));
    }

    private double Modes(int ladderDepth) => model.Noise.Aggregate(1.0, (product, n) => product * (n.Process.ExactModeCount ?? (ladderDepth + 1)));

    /// <summary>The sizes of the model as it was given, also where only a part of it was solved.</summary>
    private PropagationResult Named(PropagationResult result)
    {
        double inner = (double)model.Dimension * model.Dimension;
        return result with { Dimension = new PropagationDimension(full.Hilbert, full.Liouville * (result.Dimension.Liouville / inner), result.Dimension.Solved) };
    }

    /// <summary>Accuracy first: where the expansion missed the tolerance, the dense method is tried on a space that is not too large.</summary>
    private PropagationResult Again(PropagationResult result, int ladderDepth)
    {
        double equations = (double)model.Dimension * model.Dimension * Modes(ladderDepth);
        double Misses(PropagationResult r) => r.ErrorEstimate.Select((e, o) => e == 0 ? 0 : e / (options.Tolerance * Scale(o))).DefaultIfEmpty(0).Max();
        if (options.Method != PropagationMethod.Auto || model.Drives.Count > 0 || Misses(result) <= 1 || equations > MostAgain || MemoryBudget.Dense(equations) > MemoryBudget.Of(options).Available)
        {
            return result;
        }

        BlochSystem system = InvariantBlock.Of(model, observables).System(initial, observables, ladderDepth);
        PropagationResult dense = new BlochRun(grid, options with { Method = PropagationMethod.Dense }, cancellation).Solve(system, ladderDepth);
        return Misses(dense) < Misses(result) ? dense with { Reason = $"{dense.Reason}; the Krylov method missed the tolerance" } : result;
    }

    private InvariantBlock? Explored(double modes)
    {
        if (!explored)
        {
            explored = true;
            block = Explore(modes);
        }

        return block;
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

        int[]? kets = ReachableKets.Find(model, initial);
        int limit = ExplorationLimit();
        try
        {
            return InvariantBlock.Of(model, observables, kets is null ? limit : (int)Math.Min(limit, (long)kets.Length * kets.Length));
        }
        catch (BlockTooLargeException) when (kets is null)
        {
            return null;
        }
        catch (BlockTooLargeException)
        {
            // What the state reaches is smaller than what the observables see.
            (model, initial, observables) = (ReachableKets.Restrict(model, kets!), ReachableKets.Restrict(initial, kets!), [.. observables.Select(o => ReachableKets.Restrict(o, kets!))]);
            return ExploreWithin(ExplorationLimit());
        }
    }

    private InvariantBlock? ExploreWithin(int limit)
    {
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
        double modes = Modes(ladderDepth);
        MemoryBudget.Of(options).Require(DensityMatrixGenerator.Memory(model.Dimension, modes), FormattableString.Invariant($"Density matrices of dimension {model.Dimension} in {modes:F0} noise modes"));
        var generator = new DensityMatrixGenerator(model, ladderDepth);
        options.Announce?.Invoke(WholeEstimate(generator, modes));
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

    private PropagationEstimate WholeEstimate(DensityMatrixGenerator generator, double modes)
    {
        bool driven = model.Drives.Count > 0 || options.Method == PropagationMethod.RungeKutta;
        double reach = BlochRun.LikelyReach(generator.RangeBound().Radius * grid.Last);
        double time = MethodChoice.Krylov(MethodChoice.DensityMatrixProduct(generator.Cost), generator.Dimension, reach, grid.Count) * (driven ? 6 : 1);
        return new PropagationEstimate(driven ? PropagationMethod.RungeKutta : PropagationMethod.Krylov, generator.RealDimension, DensityMatrixGenerator.Memory(model.Dimension, modes), time / 1e9);
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
