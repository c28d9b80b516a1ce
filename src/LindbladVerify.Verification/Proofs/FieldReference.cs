using System.Globalization;
using LindbladVerify.Rates.PrimeFields;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Proofs;

/// <summary>A reference over prime fields: quantities of models, and an expression that makes the reference of them. Knows no formula.</summary>
internal sealed class FieldReference
{
    private readonly Lazy<int> block;

    private FieldReference(IReadOnlyList<string> parameters, IReadOnlyList<FieldPart> parts, Expression expression, string remark)
    {
        Parameters = parameters;
        Parts = parts;
        Expression = expression;
        Combination = FieldProgram.Compile([.. parameters, .. parts.Select(p => p.Name)], [], [expression]);
        Remark = remark;
        block = new Lazy<int>(() => Parts.Max(p => NewEvaluator().Order(p)));
    }

    /// <summary>The parameters of the formula.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The quantities of models.</summary>
    public IReadOnlyList<FieldPart> Parts { get; }

    /// <summary>The expression of <see cref="Combination"/>.</summary>
    public Expression Expression { get; }

    /// <summary>The reference, from the parameters of the formula and the parts; of a mode the number that is asked to be one, from the parameters and the prediction.</summary>
    public FieldProgram Combination { get; }

    /// <summary>Which of several modes it is, "that it is the slowest mode …"; empty where no mode is asked for.</summary>
    public string Remark { get; }

    /// <summary>Whether the reference is a mode: a number can be asked whether it is one, but has no name.</summary>
    public bool IsMode => Parts[0].Kind is FieldQuantityKind.Decay or FieldQuantityKind.DecayOfPair or FieldQuantityKind.Frequency;

    /// <summary>Whether the reference is a whole time course.</summary>
    public bool IsCourse => Parts[0].Kind is FieldQuantityKind.Laplace;

    /// <summary>Whether the value at a point depends on how roots, exponentials and logarithms are chosen there.</summary>
    public bool DependsOnValuation => DependsOn(Combination) || Parts.Any(p => p.Model.Roots > 0 || p.Model.HasIndeterminates || DependsOn(p.Bindings) || p.Scale is not null || (p.Frequency is { } f && DependsOn(f)));

    /// <summary>Number of coupled equations that are solved for the largest part.</summary>
    public int Equations => Parts.Max(p => p.Model.Equations);

    /// <summary>Number of coupled equations that the largest part needs: those that the start reaches and the observable sees, the trace and other combinations that it does not see left out.</summary>
    public int Block => block.Value;

    /// <summary>A reference made of parts.</summary>
    /// <param name="parameters">The parameters of the formula.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="combination">An expression of parameters and parts.</param>
    /// <param name="remark">What a proof leaves to sampling.</param>
    /// <exception cref="NotAlgebraicException">The combination has no place in exact algebra.</exception>
    public static FieldReference Of(IReadOnlyList<string> parameters, IReadOnlyList<FieldPart> parts, string combination, string remark = "") =>
        new(parameters, parts, Expression.Parse(combination), remark);

    /// <summary>Whether the noise is an endless ladder, of which only expansions can be told.</summary>
    public bool HasLadder => Parts.Any(p => p.HasLadder);

    /// <summary>The same with so many levels of the ladder.</summary>
    public FieldReference WithLadder(int levels) => new(Parameters, [.. Parts.Select(p => p.WithLadder(levels))], Expression, Remark);

    /// <summary>Evaluates the reference; not safe to use from several threads.</summary>
    public FieldEvaluator NewEvaluator() => new(this);

    /// <summary>How large the reference can be; of a mode, how large what must vanish can be.</summary>
    /// <param name="parameters">Sizes of the parameters of the formula.</param>
    /// <param name="prediction">Size of the prediction.</param>
    public FractionSize Size(IReadOnlyList<FractionSize> parameters, FractionSize prediction)
    {
        ResponseSize[] responses = [.. Parts.Select(p => ResponseSize.Of(p.Model, p.Bindings.Sizes(parameters)))];
        if (IsMode)
        {
            // Resultants of two polynomials of at most the degree of D take as many of their coefficients.
            (_, FractionSize at) = responses[0].At(Combination.Sizes([.. parameters, prediction])[0]);
            FractionSize product = at;
            for (int k = 1; k < (Parts[0].Kind == FieldQuantityKind.Decay ? 1 : 2 * responses[0].Modes); k++)
            {
                product *= at;
            }

            return product;
        }

        FractionSize[] values = [.. Parts.Zip(responses, (p, r) => p.Kind switch
        {
            FieldQuantityKind.RelaxationRate => r.RelaxationRate,
            FieldQuantityKind.Area => r.Area,
            FieldQuantityKind.Laplace => Ratio(r.At(FractionSize.Variable)) * p.ScaleSize,
            FieldQuantityKind.SpectralDensity => Ratio(r.At(p.Frequency!.Sizes(parameters)[0])) is var f ? f + f : default,
            _ => r.Final * p.ScaleSize,
        })];
        return Combination.Sizes([.. parameters, .. values])[0];
    }

    private static bool DependsOn(FieldProgram program) => program.Roots > 0 || program.HasIndeterminates;

    private static FractionSize Ratio((FractionSize Numerator, FractionSize Denominator) at) => at.Numerator / at.Denominator;
}

/// <summary>References over prime fields for observables of model files.</summary>
internal static class FieldReferences
{
    /// <summary>What a mode leaves to be shown where the slowest is asked for.</summary>
    public const string SlowestMode = "that it is the slowest mode with weight in the observable";

    /// <summary>Name of the one part of a reference that is a quantity as it is.</summary>
    public const string Part = "value";

    /// <summary>A quantity of an observable.</summary>
    /// <param name="model">The file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="kind">What is computed of it.</param>
    /// <param name="factor">The observable relaxes at factor times the rate.</param>
    /// <param name="parameters">The parameters of the formula.</param>
    /// <param name="bindings">Parameters of the model as expressions of those of the formula; the others keep the values of the file.</param>
    /// <param name="isChosenMode">A mode is asked for that need not be the slowest.</param>
    /// <param name="frequency">Of a spectral density, ω.</param>
    /// <exception cref="NotAlgebraicException">Exact algebra has no place for it.</exception>
    public static FieldReference Of(ModelFile model, string observable, ModelQuantityKind kind, double factor, IReadOnlyList<string> parameters, IReadOnlyList<(string Name, Expression Value)> bindings, bool isChosenMode = false, Expression? frequency = null)
    {
        model = WithAllLevels(model, observable, kind);
        var part = new FieldPart(Part, Kind(kind), model, observable, parameters, bindings, frequency);
        string scaled = factor == 1 ? Part : FormattableString.Invariant($"{Part}*({factor:R})");
        string combination = kind is ModelQuantityKind.ResidenceTime && factor != 1 ? FormattableString.Invariant($"{Part}/({factor:R})") : scaled;
        return FieldReference.Of(parameters, [part], combination, isChosenMode ? "that it is the mode asked for" : Remark(kind));
    }

    /// <summary>The model with all levels that matter.</summary>
    /// <exception cref="NotAlgebraicException">There are infinitely many.</exception>
    private static ModelFile WithAllLevels(ModelFile model, string observable, ModelQuantityKind kind)
    {
        string[] sites = [.. model.Oscillators, .. model.PossibleOscillators()];
        if (sites.Length == 0)
        {
            return model;
        }

        // A correlation starts from the steady state, of which nothing is known yet.
        ModelFile? raised = kind == ModelQuantityKind.SpectralDensity ? null : LadderReach.Raised(model, observable, sites);
        return raised ?? throw new NotAlgebraicException(model.Oscillators.Count > 0
            ? $"The oscillator '{sites[0]}' has infinitely many levels, and its highest are reached: what a finite number of them gives is no proof."
            : $"The site '{sites[0]}' may stand for an oscillator, whose levels were cut and whose highest are reached: what a finite number of them gives is no proof.");
    }

    private static FieldQuantityKind Kind(ModelQuantityKind kind) => kind switch
    {
        ModelQuantityKind.ResidenceTime => FieldQuantityKind.RelaxationRate,
        ModelQuantityKind.SteadyState => FieldQuantityKind.Final,
        ModelQuantityKind.SpectralGap => FieldQuantityKind.Decay,
        ModelQuantityKind.LineWidth => FieldQuantityKind.DecayOfPair,
        ModelQuantityKind.Frequency => FieldQuantityKind.Frequency,
        ModelQuantityKind.TimeCourse => FieldQuantityKind.Laplace,
        ModelQuantityKind.Value or ModelQuantityKind.CycleRate or ModelQuantityKind.CycleFrequency or ModelQuantityKind.PeriodAverage or ModelQuantityKind.LimitValue => throw new NotAlgebraicException("Propagators over delays, pulses and periods hold exponentials of times, which are no rational functions of the parameters; it is left to sampling."),
        ModelQuantityKind.SpectralDensity => FieldQuantityKind.SpectralDensity,
        _ => throw new NotAlgebraicException("The width of a line at half its height is found by search and has no equation of its own here."),
    };

    private static string Remark(ModelQuantityKind kind) => kind switch
    {
        ModelQuantityKind.SpectralGap or ModelQuantityKind.LineWidth => SlowestMode,
        ModelQuantityKind.Frequency => "that it is the slowest mode that oscillates",
        _ => string.Empty,
    };
}

/// <summary>One quantity of one model that a reference is made of.</summary>
internal sealed class FieldPart
{
    private readonly Lazy<FieldModel> model;
    private readonly Lazy<FieldProgram?> scale;

    /// <param name="name">Its name in the combination.</param>
    /// <param name="kind">What is computed.</param>
    /// <param name="source">The model file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="parameters">The parameters of the formula.</param>
    /// <param name="binding">Parameters of the model as expressions of those of the formula; the others keep the values of the file.</param>
    /// <param name="frequency">Of a spectral density, ω.</param>
    /// <param name="ladder">The highest level of Ornstein–Uhlenbeck noise that is kept, for expansions; 0 to refuse such noise.</param>
    /// <exception cref="NotAlgebraicException">Exact algebra has no place for it.</exception>
    public FieldPart(string name, FieldQuantityKind kind, ModelFile source, string observable, IReadOnlyList<string> parameters, IReadOnlyList<(string Name, Expression Value)> binding, Expression? frequency = null, int ladder = 0)
    {
        Name = name;
        Kind = kind;
        Source = source;
        Observable = observable;
        Binding = binding;
        Ladder = ladder;
        model = new Lazy<FieldModel>(() => FieldModel.Create(source, observable, [.. binding.Select(b => b.Name)], kind is FieldQuantityKind.SpectralDensity, ladder));
        Parameters = parameters;
        FrequencyText = frequency;
        Frequency = frequency is null ? null : FieldProgram.Compile(parameters, [], [frequency]);
        Bindings = FieldProgram.Compile(parameters, [], binding.Select(b => b.Value));
        scale = new Lazy<FieldProgram?>(() => kind is FieldQuantityKind.Final or FieldQuantityKind.Laplace && !Model.Scale.IsOne
            ? FieldProgram.Compile([], [], [Expression.Parse(string.Create(CultureInfo.InvariantCulture, $"sqrt({Model.Scale})"))])
            : null);
        if (!HasLadder || ladder > 0)
        {
            _ = Model;
        }
    }

    /// <summary>Its name in the combination.</summary>
    public string Name { get; }

    /// <summary>What is computed.</summary>
    public FieldQuantityKind Kind { get; }

    /// <summary>The model file.</summary>
    public ModelFile Source { get; }

    /// <summary>Name of the observable.</summary>
    public string Observable { get; }

    /// <summary>Parameters of the model as expressions of those of the formula.</summary>
    public IReadOnlyList<(string Name, Expression Value)> Binding { get; }

    /// <summary>The highest level of Ornstein–Uhlenbeck noise that is kept, for expansions; 0 where such noise is refused.</summary>
    public int Ladder { get; }

    /// <summary>The equations.</summary>
    /// <exception cref="NotAlgebraicException">There is Ornstein–Uhlenbeck noise and no expansion asked for.</exception>
    public FieldModel Model => model.Value;

    /// <summary>The parameters of the formula.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>Whether the model has noise that is an endless ladder.</summary>
    public bool HasLadder => Source.Ladders.Count > 0;

    /// <summary>The same with so many levels of the ladder.</summary>
    public FieldPart WithLadder(int levels) => new(Name, Kind, Source, Observable, Parameters, Binding, FrequencyText, levels);

    /// <summary>The parameters of the model from those of the formula.</summary>
    public FieldProgram Bindings { get; }

    /// <summary>Of a spectral density ω; null of other quantities.</summary>
    public Expression? FrequencyText { get; }

    /// <summary>ω from the parameters of the formula.</summary>
    public FieldProgram? Frequency { get; }

    /// <summary>The irrational number by which the quantity is larger than what the equations give; null where there is none.</summary>
    public FieldProgram? Scale => scale.Value;

    /// <summary>How large <see cref="Scale"/> is.</summary>
    public FractionSize ScaleSize => Scale?.Sizes([])[0] ?? FractionSize.Constant(0, 0);
}

/// <summary>What is computed of an observable over a prime field.</summary>
internal enum FieldQuantityKind
{
    /// <summary>(o(0) - o(∞))/∫ (o - o(∞)) dt.</summary>
    RelaxationRate,

    /// <summary>∫ (o - o(∞)) dt.</summary>
    Area,

    /// <summary>o(∞).</summary>
    Final,

    /// <summary>No value: whether a number is the decay rate of a mode without frequency.</summary>
    Decay,

    /// <summary>No value: whether a number is the decay rate of a mode or of a pair of modes ± ω.</summary>
    DecayOfPair,

    /// <summary>No value: whether a number is the frequency of a pair of modes.</summary>
    Frequency,

    /// <summary>The Laplace transform at a random s.</summary>
    Laplace,

    /// <summary>∫ exp(iωt) ⟨δo(t) δo(0)⟩ dt over all t, in the steady state.</summary>
    SpectralDensity,
}
