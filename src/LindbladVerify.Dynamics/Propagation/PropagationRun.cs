using LindbladVerify.Dynamics.Propagation.Faber;
using LindbladVerify.Dynamics.Propagation.Operators;
using LindbladVerify.Dynamics.Propagation.RungeKutta;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
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

    /// <summary>Whether a noise has no finite number of modes.</summary>
    public bool NeedsLadder => model.Noise.Any(n => n.Process.ExactModeCount is null);

    /// <summary>Why the average over the noise is not taken in closed form; null where it is known.</summary>
    public string? NoAverage =>
        options.Method != PropagationMethod.Auto && options.Method != PropagationMethod.ClosedForm ? "another method was asked for"
        : model.Noise.Count == 0 ? "there is no noise to average over"
        : model.Noise.Any(n => n.Process.Gaussian is null) ? "a noise is not Gaussian"
        : model.Drives.Count > 0 ? "the generator depends on time"
        : Explored(1) is not InvariantBlock known ? "the observables couple to most of Liouville space"
        : !GaussianAverage.Applies(known) ? "a noise does not commute with the rest"
        : null;

    /// <summary>The equations in the form in which they are solved, with ladders of this depth.</summary>
    /// <exception cref="InsufficientMemoryForPropagationException">They do not fit.</exception>
    public PropagationEquations Equations(int ladderDepth)
    {
        string? noAverage = NeedsLadder || model.Noise.Count == 0 || options.Method == PropagationMethod.ClosedForm ? NoAverage : "the modes of all noises are finite";
        if (noAverage is null)
        {
            return new GaussianAverage(block!, model, initial, observables, grid, options, cancellation);
        }

        double modes = Modes(ladderDepth);
        if (Explored(modes) is not InvariantBlock known)
        {
            return Whole(ladderDepth, noAverage, "the observables couple to most of Liouville space");
        }

        double entries = modes * (known.Deterministic.StoredCount + known.Dimension + known.NoiseParts.Sum(p => 3.0 * p.StoredCount));
        MemoryBudget.Of(options).Require(60 * entries, FormattableString.Invariant($"The noise-extended generator of {known.Dimension * modes:F0} equations"));
        BlochSystem system = known.System(initial, observables, ladderDepth);
        bool mayBeWhole = options.Method == PropagationMethod.Auto || options.Method == PropagationMethod.Krylov;
        return mayBeWhole && known.Dimension >= 0.2 * model.Dimension * model.Dimension && model.Dimension >= 8 && WholeTime(system, modes) < BlochEquations.Time(system, grid, options)
            ? Whole(ladderDepth, noAverage, $"the block of {system.Dimension} equations is hardly smaller than Liouville space and was not worth a matrix")
            : new BlochEquations(system, grid, options, cancellation) { LadderDepth = ladderDepth, NoAverage = noAverage };
    }

    /// <summary>Solves with ladders of this depth.</summary>
    public PropagationResult Solve(int ladderDepth)
    {
        PropagationEquations equations = Equations(ladderDepth);
        PropagationResult result = options.Method.Run(equations, "as requested");
        return Named(equations.Explicit is null && equations.Average is null ? Again(result, ladderDepth) : result);
    }

    private DensityMatrixEquations Whole(int ladderDepth, string noAverage, string why) =>
        new(model, initial, observables, why, Modes(ladderDepth), ladderDepth, grid, options, cancellation) { NoAverage = noAverage };

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
        PropagationResult dense = PropagationMethod.Dense.Run(new BlochEquations(system, grid, options, cancellation) { LadderDepth = ladderDepth }, "as requested");
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
        double product = KrylovExpansion.DensityMatrixProduct((2 * d * stored) + (d * d * (6 + (2 * model.Dissipators.Count))));
        double perElement = 200 * ((2 * model.Hamiltonian.Matrix.StoredCount / d) + (4 * model.Dissipators.Count) + 4);
        return (int)Math.Clamp(30 * product / perElement, 600, 300_000);
    }

    private double WholeTime(BlochSystem system, double modes)
    {
        double d = model.Dimension;
        double stored = model.Hamiltonian.Matrix.StoredCount + model.Dissipators.Sum(x => (double)x.JumpOperator.Matrix.StoredCount) + model.Noise.Sum(x => (double)x.Operator.Matrix.StoredCount);
        double product = modes * KrylovExpansion.DensityMatrixProduct((2 * d * stored) + (d * d * (6 + (2 * model.Dissipators.Count))));
        double reach = new SparseOperator(system.Generator).RangeBound().Radius * grid.Last;
        return KrylovExpansion.Time(product, 2 * modes * d * d, reach, grid.Count);
    }

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

/// <summary>The equations of one request, in the form in which they are to be solved; what methods can ask of them.</summary>
internal abstract class PropagationEquations(TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
{
    private IDenseKernels? kernels;

    /// <summary>Output times.</summary>
    public TimeGrid Grid => grid;

    /// <summary>Tolerance and limits.</summary>
    public PropagationOptions Options => options;

    /// <summary>Ends the work.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Dense kernels.</summary>
    public IDenseKernels Kernels => kernels ??= options.Kernels ?? DenseKernels.Select(Backend.Auto);

    /// <summary>Levels of ladders without end; 0 where there are none.</summary>
    public int LadderDepth { get; init; }

    /// <summary>Sizes before and after the reduction.</summary>
    public abstract PropagationDimension Dimension { get; }

    /// <summary>Whether the generator depends on time.</summary>
    public virtual bool IsDriven => false;

    /// <summary>The equations as explicit sparse matrices in independent blocks; null where they exist in operator form only.</summary>
    public virtual BlochEquations? Explicit => null;

    /// <summary>The generator as something that can be applied to vectors; null where there is no such generator.</summary>
    public virtual OperatorForm? Operator => null;

    /// <summary>The average over Gaussian noises in closed form; null where it is not known.</summary>
    public virtual GaussianAverage? Average => null;

    /// <summary>Why there is no average in closed form.</summary>
    public string NoAverage { get; init; } = "these are equations without noise";

    /// <summary>The equations in words.</summary>
    /// <param name="why">Why they are solved as they are, in brackets.</param>
    public abstract string Describe(string why);

    /// <summary>The largest error as a multiple of what is allowed.</summary>
    public double Misses(PropagationResult result)
    {
        if (Operator is not { } form)
        {
            return 0;
        }

        double scale = VectorKernels.Norm(form.Initial);
        return result.ErrorEstimate.Select((e, r) => e == 0 ? 0 : e / (options.Tolerance * VectorKernels.Norm(form.Rows[r]) * scale)).DefaultIfEmpty(0).Max();
    }

    /// <summary>The result with everything that the equations know.</summary>
    public PropagationResult Result(VectorPropagation propagation, string why, string backend = BackendText.Managed) =>
        propagation.Result(grid, Dimension, backend, Describe(why), LadderDepth);
}

/// <summary>A generator that can be applied to vectors, with the start and the rows that are wanted.</summary>
/// <param name="Generator">A, [n, n].</param>
/// <param name="Drives">What f_k(t) multiplies.</param>
/// <param name="Initial">v(0), [n].</param>
/// <param name="Rows">Row vectors [n].</param>
/// <param name="Range">The numerical range, where a tight one is known.</param>
/// <param name="ProductTime">Time of one product, ns.</param>
/// <param name="Bytes">Memory.</param>
internal sealed record OperatorForm(
    ILinearOperator Generator, Func<IReadOnlyList<DrivenPart>> Drives, double[] Initial, double[][] Rows, NumericalRange? Range, double ProductTime, double Bytes)
{
    /// <summary>A bound of the radius of the numerical range, 1/s.</summary>
    public double Radius => Generator.RangeBound().Radius;

    /// <summary>The equation with its drives.</summary>
    public DrivenEquation Equation() => new(Generator, Drives());
}
