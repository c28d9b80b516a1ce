using LindbladVerify.Dynamics.Propagation.Dense;
using LindbladVerify.Dynamics.Propagation.Faber;
using LindbladVerify.Dynamics.Propagation.RungeKutta;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation.Operators;

/// <summary>Density matrices in operator form, one for every joint mode of the noises: no matrix of the size of Liouville space is ever built.</summary>
internal sealed class DensityMatrixEquations : PropagationEquations
{
    private readonly string why;
    private readonly OperatorForm form;
    private readonly long equations;

    /// <param name="model">The model.</param>
    /// <param name="initial">ρ(0), [d, d].</param>
    /// <param name="observables">Hermitian operators [d, d].</param>
    /// <param name="why">Why they are solved in this form.</param>
    /// <param name="modes">Number of joint noise modes.</param>
    /// <param name="ladderDepth">Levels of ladders without end.</param>
    /// <param name="grid">Output times.</param>
    /// <param name="options">Tolerance and limits.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InsufficientMemoryForPropagationException">They do not fit.</exception>
    public DensityMatrixEquations(
        OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, string why, double modes, int ladderDepth, TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
        : base(grid, options, cancellation)
    {
        this.why = why;
        LadderDepth = ladderDepth;
        double bytes = DensityMatrixGenerator.Memory(model.Dimension, modes);
        MemoryBudget.Of(options).Require(bytes, FormattableString.Invariant($"Density matrices of dimension {model.Dimension} in {modes:F0} noise modes"));
        var generator = new DensityMatrixGenerator(model, ladderDepth);
        IsDriven = model.Drives.Count > 0;
        equations = generator.RealDimension;
        Dimension = new PropagationDimension(model.Dimension, equations, equations);
        form = new OperatorForm(
            generator,
            generator.Drives,
            generator.State(initial),
            [.. observables.Select(generator.Row)],
            //// Without noise the bound is tight, and an estimate would cost more than it saves.
            model.Noise.Count == 0 ? generator.RangeBound() : null,
            KrylovExpansion.DensityMatrixProduct(generator.Cost),
            bytes);
    }

    public override PropagationDimension Dimension { get; }

    public override bool IsDriven { get; }

    public override OperatorForm Operator => form;

    public override string Describe(string why) => $"density matrices in operator form, {equations} equations: {this.why}";
}

/// <summary>Given Bloch equations without what does not matter: what the start reaches and the observables see, in independent blocks.</summary>
internal sealed class BlochEquations : PropagationEquations
{
    private readonly OperatorForm form;

    public BlochEquations(BlochSystem system, TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
        : base(grid, options, cancellation)
    {
        Blocks = options.Reduce ? ReachableBlocks.Find(system) : [[.. Enumerable.Range(0, system.Dimension)]];
        Whole = LinearProblem.Of(system);
        int[] kept = Blocks is [int[] only] ? only : [.. Blocks.SelectMany(b => b).Order()];
        Reduced = Whole.Restrict(kept);
        Dimension = new PropagationDimension(system.HilbertDimension, system.LiouvilleDimension, kept.Length);
        IsDriven = system.Drives.Count > 0;
        form = Form(Reduced);
    }

    /// <summary>The coordinates of each independent block.</summary>
    public IReadOnlyList<int[]> Blocks { get; }

    /// <summary>All equations as they were given.</summary>
    public LinearProblem Whole { get; }

    /// <summary>Those that matter.</summary>
    public LinearProblem Reduced { get; }

    /// <summary>Size of the largest block.</summary>
    public int LargestBlock => Blocks.Count == 0 ? 0 : Blocks.Max(b => b.Length);

    public override PropagationDimension Dimension { get; }

    public override bool IsDriven { get; }

    public override BlochEquations Explicit => this;

    public override OperatorForm Operator => form;

    /// <summary>Time of the cheaper method on equations that are not yet reduced, ns.</summary>
    public static double Time(BlochSystem system, TimeGrid grid, PropagationOptions options)
    {
        double expansion = KrylovExpansion.Time(Form(LinearProblem.Of(system)), grid);
        double dense = system.Dimension <= MemoryBudget.Of(options).LargestDense
            ? DenseExponential.Time([system.Dimension], grid, system.Observables.Count, options.Kernels ?? DenseKernels.Select(Backend.Auto))
            : double.PositiveInfinity;
        return options.Method == PropagationMethod.Krylov ? expansion : Math.Min(dense, expansion);
    }

    public override string Describe(string why) => Blocks.Count > 1
        ? $"{Dimension.Solved} equations in {Blocks.Count} independent blocks ({why})"
        : $"{Dimension.Solved} equations ({why})";

    private static OperatorForm Form(LinearProblem problem) => new(
        new SparseOperator(problem.Generator),
        () => [.. problem.Drives.Select(d => new DrivenPart(new SparseOperator(d.Generator), d.Envelope))],
        problem.Initial,
        problem.Rows,
        Range: null,
        KrylovExpansion.SparseProduct(problem.Generator.StoredCount, problem.Dimension),
        48.0 * problem.Generator.StoredCount);
}
