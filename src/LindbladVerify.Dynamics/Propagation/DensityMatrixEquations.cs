using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Propagation;

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
