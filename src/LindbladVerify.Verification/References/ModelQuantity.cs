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
internal sealed class ModelQuantity : ICurveQuantity
{
    /// <summary>The name under which a point carries the time of a time course, s; no parameter of a model can have it.</summary>
    public const string Time = "t";
    /// <summary>The name under which a point carries the frequency of a spectral density, rad/s.</summary>
    public const string Omega = "@omega";

    /// <summary>What the names begin with under which a point carries frequencies near which modes are wanted, rad/s; no parameter of a model can begin so.</summary>
    public const string Nearest = "@nearest";

    /// <summary>A rate is a difference over an area: both are known as well as the difference is large beside the rounding of the state, with so much to spare.</summary>
    internal const double Amplification = 1000;

    private readonly ModelFile model;
    private readonly string observable;
    private readonly ModelQuantityKind kind;
    private readonly double factor;
    private readonly IDenseKernels kernels;
    private readonly CancellationToken cancellation;
    private readonly Lazy<RaisedModels?> raised;
    private readonly ModelBlocks blocks;

    /// <summary>A quantity of a model file.</summary>
    /// <param name="quantity">What references call it.</param>
    /// <param name="model">The file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="kind">What is computed of it.</param>
    /// <param name="factor">The observable relaxes at factor times the rate.</param>
    /// <param name="kernels">Dense kernels; cost O(n³) for a block of n coupled equations.</param>
    /// <param name="cancellation">Ends the computation of a value.</param>
    /// <param name="blocks">The equations of the observable, where other quantities share them.</param>
    public ModelQuantity(string quantity, ModelFile model, string observable, ModelQuantityKind kind, double factor, IDenseKernels kernels, CancellationToken cancellation = default, ModelBlocks? blocks = null)
    {
        Quantity = quantity;
        this.model = model;
        this.observable = observable;
        this.kind = kind;
        this.factor = factor;
        this.kernels = kernels;
        this.cancellation = cancellation;
        this.blocks = blocks ?? new ModelBlocks(model, observable, ObservedModel.MostEquations);
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
        return point.Names.Zip(point.Values).Where(p => !IsOwn(p.First)).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
    }

    /// <summary>Whether a name of a point is none of a parameter of the model.</summary>
    internal static bool IsOwn(string name) => name is Time || name.StartsWith('@');

    /// <summary>Which mode is meant; null for the slowest.</summary>
    internal ModeWanted? Mode { get; init; }

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (model.IsAverage)
        {
            return Averaged.Evaluate(point);
        }

        LoadedModel loaded = Guarded(() => model.Bind(Overrides(point)));
        ReferenceValue value = Value(Observed(loaded), point);
        return model.Initial.External is null ? value : WithStateError(value, loaded);
    }

    /// <summary>A state that was computed or read in doubles is none of the exact one: what its rounding does to a value counts as an error of it.</summary>
    private ReferenceValue WithStateError(ReferenceValue value, LoadedModel loaded)
    {
        double error = StateError(loaded, out Operator seen);
        switch (kind)
        {
            case ModelQuantityKind.SpectralGap or ModelQuantityKind.LineWidth or ModelQuantityKind.Frequency or ModelQuantityKind.CycleRate or ModelQuantityKind.CycleFrequency or ModelQuantityKind.SpectralDensity:
                return value;
            case ModelQuantityKind.SteadyState or ModelQuantityKind.TimeCourse or ModelQuantityKind.Value or ModelQuantityKind.PeriodAverage or ModelQuantityKind.LimitValue:
                return value with { RelativeUncertainty = value.RelativeUncertainty + (error / Math.Abs(value.ErrorScale)) };
            default:
                // A rate is a difference over an area: both are known as well as the difference is large beside the rounding.
                double change = Math.Abs((loaded.Initial * seen).Trace().Real - Observed(loaded).SteadyState().Value);
                double relative = Amplification * error / change;
                return relative < 1e-6 ? value with { RelativeUncertainty = value.RelativeUncertainty + relative }
                    : ReferenceValue.None("The initial state, known in doubles only, is next to where the observable ends.");
        }
    }

    /// <summary>What the rounding of a state in doubles may do to the mean of the observable.</summary>
    private double StateError(LoadedModel loaded, out Operator seen)
    {
        const double Units = 32 * 2.2e-16;
        seen = loaded.Observables.First(o => string.Equals(o.Name, observable, StringComparison.Ordinal) || string.Equals(o.Name, observable + NamedObservable.RealPart, StringComparison.Ordinal)).Operator;
        return Units * loaded.Model.Dimension * Math.Sqrt(seen.Matrix.Entries().Sum(e => e.Value.Magnitude * e.Value.Magnitude));
    }

    private ReferenceValue Value(ObservedModel observed, ParameterPoint point)
    {
        if (Mode is { } mode)
        {
            return observed.OfMode(mode.At(name => point[name]), kind switch { ModelQuantityKind.SpectralGap => ModeNumber.Gap, ModelQuantityKind.Frequency => ModeNumber.Frequency, _ => ModeNumber.Decay }, factor);
        }

        return kind switch
        {
            ModelQuantityKind.Value => point.Has(Time) ? observed.At(point[Time]) : observed.AfterSequence(),
            ModelQuantityKind.CycleRate => observed.CycleRate(factor),
            ModelQuantityKind.CycleFrequency => observed.CycleFrequency(factor),
            ModelQuantityKind.SpectralDensity => observed.SpectralDensity(point[Omega]),
            ModelQuantityKind.PeriodAverage => observed.PeriodAverage(point.Has(Time) ? point[Time] : null),
            ModelQuantityKind.LimitValue => observed.LimitValue(),
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
    public TimeCourse Course(Reference reference, ParameterPoint point)
    {
        if (!model.IsAverage)
        {
            LoadedModel loaded = Guarded(() => model.Bind(Overrides(point)));
            TimeCourse course = Observed(loaded).Course();
            double error = model.Initial.External is null ? 0 : StateError(loaded, out _) / course.Scale;
            return error == 0 ? course : course with { RelativeUncertainty = [.. course.RelativeUncertainty.Select(u => u + error)] };
        }

        return Averaged.Course(point);
    }

    /// <summary>The time course on a grid that other models may share.</summary>
    internal TimeCourse Course(ParameterPoint point, ref double grid, double spare) => Bind(point).Course(ref grid, spare);

    /// <summary>The coupled equations at a point.</summary>
    /// <exception cref="BlockTooLargeException">There are too many.</exception>
    internal int CountEquations(ParameterPoint point) => model.IsAverage ? Observed(Guarded(() => First(point))).Equations : Bind(point).Equations;

    /// <summary>The model at a point, or, of an average, at one of its own points.</summary>
    /// <exception cref="ModelFileException">It does not exist there.</exception>
    internal static LoadedModel Typical(ModelFile model, ParameterPoint point)
    {
        IReadOnlyDictionary<string, double> overrides = Overrides(point);
        return model.IsAverage ? model.BindAt(overrides, model.AveragePoints(overrides, 0)?[0] ?? throw model.Average.Error("average needs too many points")) : model.Bind(overrides);
    }

    /// <summary>The same with other levels of the sites that may be oscillators though the file does not say so; null where there is none.</summary>
    internal RaisedModels? Raised => raised.Value;

    /// <summary>The same with other levels of the sites that the file calls oscillators.</summary>
    internal RaisedModels Oscillators => new(model, model.Oscillators, Of);

    /// <summary>The quantity in many digits; null where there is none.</summary>
    internal IPreciseQuantity? Precise() => PreciseModelQuantity.TryCreate(model, observable, kind, factor, out _, Mode);

    private ModelQuantity Of(ModelFile other) => new(Quantity, other, observable, kind, factor, kernels, cancellation) { Mode = Mode };

    private ObservedModel Bind(ParameterPoint point) => Observed(Guarded(() => model.Bind(Overrides(point))));

    private LoadedModel First(ParameterPoint point) => Typical(model, point);

    private ObservedModel Observed(LoadedModel loaded)
    {
        Operator? Named(string name) => loaded.Observables.FirstOrDefault(o => string.Equals(o.Name, name, StringComparison.Ordinal))?.Operator;
        return Named(observable) is { } seen
            ? new ObservedModel(loaded.Model, blocks.At(loaded), loaded.Initial, seen, kernels, loaded.Times, cancellation)
            : new ObservedModel(loaded.Model, loaded.Initial, Named(observable + NamedObservable.RealPart)!, Named(observable + NamedObservable.ImaginaryPart), kernels, loaded.Times, cancellation);
    }

    /// <summary>The same of the mean over static distributions.</summary>
    private AveragedQuantity Averaged => new(model, kind, factor, Observed, loaded => model.Initial.External is null ? 0 : StateError(loaded, out _), cancellation);

    /// <summary>What a model file refuses at a point is a point without a value.</summary>
    internal static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ModelFileException e)
        {
            throw new ArgumentOutOfRangeException(e.Message, e);
        }
    }
}

/// <summary>Which mode is meant, as a formula file says it.</summary>
/// <param name="Slot">The name under which points carry the frequency; null for the heaviest mode.</param>
internal sealed record ModeWanted(string? Slot)
{
    /// <summary>The choice at a point.</summary>
    /// <param name="value">What the point carries under a name.</param>
    public ModeChoice At(Func<string, double> value) => Slot is null ? ModeChoice.Heaviest : ModeChoice.Nearest(value(Slot));
}
