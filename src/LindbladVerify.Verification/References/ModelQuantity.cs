using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

/// <summary>
/// A quantity of an observable of a model file, with the parameters of the file bound to those of a point. A point at which the model
/// does not exist (a negative rate, a probability above 1) has no value.
/// </summary>
public sealed class ModelQuantity : ICurveQuantity
{
    /// <summary>The name under which a point carries the time of a time course, s; no parameter of a model can have it.</summary>
    public const string Time = "t";

    private readonly ModelFile model;
    private readonly string observable;
    private readonly ModelQuantityKind kind;
    private readonly double factor;
    private readonly IDenseKernels kernels;
    private readonly CancellationToken cancellation;
    private readonly Lazy<RaisedModels?> raised;

    /// <summary>A quantity of a model file.</summary>
    /// <param name="quantity">What references call it.</param>
    /// <param name="model">The file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="kind">What is computed of it.</param>
    /// <param name="factor">The observable relaxes at factor times the rate.</param>
    /// <param name="kernels">Dense kernels; cost O(n³) for a block of n coupled equations.</param>
    /// <param name="cancellation">Ends the computation of a value.</param>
    public ModelQuantity(string quantity, ModelFile model, string observable, ModelQuantityKind kind, double factor, IDenseKernels kernels, CancellationToken cancellation = default)
    {
        Quantity = quantity;
        this.model = model;
        this.observable = observable;
        this.kind = kind;
        this.factor = factor;
        this.kernels = kernels;
        this.cancellation = cancellation;
        raised = new Lazy<RaisedModels?>(() => model.PossibleOscillators() is { Count: > 0 } sites ? new RaisedModels(model, sites, Of) : null);
    }

    /// <inheritdoc/>
    public string Quantity { get; }

    /// <summary>How many coupled equations are solved at a point; 0 where that is not known.</summary>
    internal int Equations { get; init; }

    /// <summary>A point as values for the parameters of a model file.</summary>
    public static IReadOnlyDictionary<string, double> Overrides(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return point.Names.Zip(point.Values).Where(p => p.First is not Time).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        ObservedModel observed = Bind(point);
        return kind switch
        {
            ModelQuantityKind.ResidenceTime => ReferenceValue.Of(observed.ResidenceTime(factor)),
            ModelQuantityKind.SteadyState => observed.SteadyState(),
            ModelQuantityKind.TimeCourse => observed.At(point[Time]),
            ModelQuantityKind.FullWidth => observed.FullWidth(factor),
            ModelQuantityKind.HalfWidth => observed.FullWidth(2 * factor),
            ModelQuantityKind.SpectralGap => observed.SpectralGap(factor),
            ModelQuantityKind.Frequency => observed.Frequency(factor),
            _ => observed.DecayRate(factor),
        };
    }

    /// <inheritdoc/>
    public TimeCourse Course(Reference reference, ParameterPoint point) => Bind(point).Course();

    /// <summary>The time course on a grid that other models may share.</summary>
    internal TimeCourse Course(ParameterPoint point, ref double grid, double spare) => Bind(point).Course(ref grid, spare);

    /// <summary>The coupled equations at a point.</summary>
    /// <exception cref="BlockTooLargeException">There are too many.</exception>
    internal int CountEquations(ParameterPoint point) => Bind(point).Equations;

    /// <summary>The same with other levels of the sites that may be oscillators though the file does not say so; null where there is none.</summary>
    internal RaisedModels? Raised => raised.Value;

    /// <summary>The same with other levels of the sites that the file calls oscillators.</summary>
    internal RaisedModels Oscillators => new(model, model.Oscillators, Of);

    /// <summary>The quantity in many digits; null where there is none.</summary>
    internal IPreciseQuantity? Precise() => PreciseModelQuantity.TryCreate(model, observable, kind, factor, out _);

    private ModelQuantity Of(ModelFile other) => new(Quantity, other, observable, kind, factor, kernels, cancellation);

    private ObservedModel Bind(ParameterPoint point)
    {
        try
        {
            LoadedModel loaded = model.Bind(Overrides(point));
            Operator seen = loaded.Observables.First(o => string.Equals(o.Name, observable, StringComparison.Ordinal)).Operator;
            return new ObservedModel(loaded.Model, loaded.Initial, seen, kernels, loaded.Times, cancellation);
        }
        catch (ModelFileException e)
        {
            throw new ArgumentOutOfRangeException(e.Message, e);
        }
    }
}
