using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>
/// Relaxation rate, late-time value and the existence of a rate for one observable: one set of equations for all of them, assembled from parts
/// where the model allows it. Where they are singular or lose digits the reference quantities take the point over.
/// </summary>
internal sealed class ModelRelaxationStep(ModelEquations? equations, ModelReference reference, ModelRequest[] requests) : SweepStep
{
    private RelaxationSolver? solver;

    /// <summary>The equations at the last point; null where each point builds its own.</summary>
    internal EquationSpace? Space { get; } = equations is null ? null : new EquationSpace(equations);

    /// <summary>Points that the reference quantities had to take over.</summary>
    internal long TakenOver { get; private set; }

    public override void Run(double[] slots, long index, CancellationToken cancellation)
    {
        if (Space is { } space && space.Assemble(slots))
        {
            solver ??= new RelaxationSolver();
            if (solver.Solve(space.Size, space.Matrix, space.Source, space.Start, space.Row, space.Constant))
            {
                Store(slots, solver);
                return;
            }
        }

        TakenOver++;
        FromReference(slots, cancellation);
    }

    private void Store(double[] slots, RelaxationSolver solved)
    {
        foreach (ModelRequest request in requests)
        {
            slots[request.Slot] = request.Kind switch
            {
                ModelQuantityKind.ResidenceTime => solved.Rate / request.Factor,
                ModelQuantityKind.SteadyState => solved.Final,
                _ => solved.RateExists ? 1 : 0,
            };
        }
    }

    private void FromReference(double[] slots, CancellationToken cancellation)
    {
        string? remark = null;
        foreach (ModelRequest request in requests)
        {
            if (request.Kind is not { } kind)
            {
                slots[request.Slot] = Exists(slots, cancellation) ? 1 : 0;
                continue;
            }

            ReferenceValue value = reference.Evaluate(request, slots, cancellation);
            slots[request.Slot] = value.Value;
            remark ??= value.Exists || kind == ModelQuantityKind.ResidenceTime ? null : value.Remark;
        }

        if (remark is not null)
        {
            throw new ArithmeticException(remark);
        }
    }

    /// <summary>Whether one exponential describes the observable, from equations that are built for this point alone.</summary>
    private bool Exists(double[] slots, CancellationToken cancellation) =>
        ResidenceTime.Integral(reference.Equations(slots), 0, new CancellableKernels(DenseKernels.Managed, cancellation)) is { IsOneExponential: true };
}

/// <summary>A quantity of a model file that a sweep asks for.</summary>
/// <param name="Name">The column.</param>
/// <param name="Kind">What is computed; null for whether a rate exists.</param>
/// <param name="Observable">Of which observable.</param>
/// <param name="Factor">The observable relaxes at this times the rate.</param>
/// <param name="Time">The time of a value, s, or the frequency of a spectral density or near which a mode is, rad/s.</param>
/// <param name="Slot">Where it goes.</param>
internal sealed record ModelRequest(string Name, ModelQuantityKind? Kind, string Observable, double Factor, SlotProgram? Time, int Slot)
{
    /// <summary>Which mode is meant; null for the slowest.</summary>
    public ModeWanted? Mode { get; init; }

    /// <summary>Whether it is a mean over static distributions.</summary>
    public bool IsMean { get; init; }

    /// <summary>Whether late-time value and area of the observable tell it.</summary>
    public bool IsRelaxation => !IsMean && (Kind is null or ModelQuantityKind.ResidenceTime or ModelQuantityKind.SteadyState);
}

/// <summary>The reference quantities of a model file at points of a sweep: every model, at the cost of binding it.</summary>
internal sealed class ModelReference(ModelFile model, string[] names, int[] slots, string observable)
{
    private const string Quantity = "sweep";
    private readonly ModelBlocks blocks = new(model, observable, ObservedModel.MostEquations);

    /// <summary>A quantity at a point.</summary>
    /// <exception cref="ArgumentException">The model does not exist there.</exception>
    public ReferenceValue Evaluate(ModelRequest request, double[] values, CancellationToken cancellation)
    {
        ModelQuantityKind kind = request.Kind!.Value;
        var kernels = new CancellableKernels(DenseKernels.Managed, cancellation);
        var quantity = new ModelQuantity(Quantity, model, observable, kind, request.Factor, kernels, cancellation, blocks) { Mode = request.Mode };
        ParameterPoint point = Point(values);
        string own = request.Mode is not null ? ModelQuantity.Nearest : kind == ModelQuantityKind.SpectralDensity ? ModelQuantity.Omega : ModelQuantity.Time;
        point = request.Time?.At(values) is { } t ? new ParameterPoint([.. point.Names, own], [.. point.Values, t]) : point;
        return quantity.Evaluate(new Reference(Quantity, NoiseNames.None, kind.Method()), point);
    }

    /// <summary>The model there, and the observable.</summary>
    /// <exception cref="ModelFileException">The model does not exist there.</exception>
    public LoadedModel Bind(double[] values, out Operator seen)
    {
        LoadedModel loaded = model.Bind(ModelQuantity.Overrides(Point(values)));
        seen = loaded.Observables.First(o => string.Equals(o.Name, observable, StringComparison.Ordinal)).Operator;
        return loaded;
    }

    /// <summary>The coupled equations of the observable there.</summary>
    /// <exception cref="ModelFileException">The model does not exist there.</exception>
    public BlochSystem Equations(double[] values)
    {
        LoadedModel loaded = Bind(values, out Operator seen);
        return blocks.At(loaded).System(loaded.Initial, [seen]);
    }

    private ParameterPoint Point(double[] values) => new(names, Array.ConvertAll(slots, s => values[s]));
}
