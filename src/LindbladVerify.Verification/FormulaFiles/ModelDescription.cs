using LindbladVerify.Dynamics.Propagation.Sequences;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>A formula for an observable of a model file: how fast it relaxes, where it ends, or its whole time course.</summary>
internal sealed class ModelDescription : FormulaDescription
{
    private const int Trials = 16;

    /// <summary>Levels of an Ornstein–Uhlenbeck ladder, for estimates of cost.</summary>
    private const int LadderEstimate = 16;

    /// <summary>A solution with 32 digits costs as much as one of so many times the equations.</summary>
    private const int ExtendedCost = 4;

    /// <summary>Reading a member of a distribution costs as much as solving so many equations, cubed.</summary>
    private const double ReadingCost = 1e5;
    private const string OmegaName = "omega";
    private readonly ModelFile model;
    private readonly QuantityChoice choice;
    private readonly QuantityChoice? second;
    private readonly string path;
    private readonly bool isRatio;
    private readonly string name;
    private readonly (string Name, PointExpression Value)[] bindings;
    private readonly List<(string Name, PointExpression Value)> extras = [];
    private readonly List<QuantityChoice> compared = [];
    private readonly string[] observables;
    private readonly string[] names;
    private readonly bool isCourse;
    private readonly ParameterPoint typical;
    private int equations;
    private IReadOnlyList<Parameter> known = [];
    private readonly Lazy<IPreciseQuantity?> precise;

    public ModelDescription(FileMapping table, IReadOnlyList<Parameter> parameters, bool isCurve, ModelSource models)
    {
        Refuse(table, "belongs to the built-in pair, not to a model file; a model file has its own noise", "pair", "noise");
        if (table.Find("reference") is { } reference)
        {
            _ = FileFields.Word(reference, "reference", [Reference.ExactMethod]);
        }

        FileScalar file = table.Require("model", "describes").AsScalar("model");
        path = file.Text;
        model = models.Find(path) ?? throw file.Error($"there is no model file '{FileFields.Shown(models.Place(path))}'");
        names = [.. parameters.Select(p => p.Name)];
        string word = table.Find("quantity") is FileScalar { Text: var text } ? text : string.Empty;
        bool hasTime = (isCurve || word is "value" or "period-average") && names.Contains(FormulaBody.Time, StringComparer.Ordinal);
        bool hasOmega = word is "spectral-density" && !model.ParameterNames.Contains(OmegaName, StringComparer.Ordinal);
        bindings = Bindings(table, file, [.. names.Where(n => !(hasTime && n is FormulaBody.Time) && !(isCurve && n is FormulaBody.Time) && !(hasOmega && n is OmegaName))]);
        if (hasTime)
        {
            extras.Add((ModelQuantity.Time, PointExpression.Parameter(FormulaBody.Time, names)));
        }

        if (word is "spectral-density")
        {
            extras.Add(names.Contains(OmegaName, StringComparer.Ordinal)
                ? (ModelQuantity.Omega, PointExpression.Parameter(OmegaName, names))
                : throw table.Error($"a spectral density needs the frequency '{OmegaName}' among the parameters of the formula"));
        }

        LoadedModel loaded = TryBind(file, parameters);
        observables = [.. loaded.Observables.Select(o => o.Name)];
        choice = Read(table, isCurve, string.Empty);
        (isRatio, second) = table.Find("over") is { } over ? (true, Read(over.AsMapping("over").AllowOnly("over", QuantityChoice.Keys), false, "2"))
            : table.Find("minus") is { } minus ? (false, Read(minus.AsMapping("minus").AllowOnly("minus", QuantityChoice.Keys), false, "2"))
            : (false, (QuantityChoice?)null);
        if (second is not null && (isCurve || (table.Find("over") is not null && table.Find("minus") is not null)))
        {
            throw table.Error("describes is a curve, or has 'over' or 'minus', not two of them");
        }

        // Without a sequence a value is that of the free course.
        choice = choice.Kind == ModelQuantityKind.Value && loaded.Model.Sequence is null && hasTime && second is null ? choice with { Kind = ModelQuantityKind.TimeCourse } : choice;
        isCourse = choice.Kind == ModelQuantityKind.TimeCourse;
        foreach (QuantityChoice one in new[] { choice, second }.OfType<QuantityChoice>())
        {
            RequireAveraged(file, loaded.Model, one);
            RequireDefined(file, loaded.Model, one, hasTime);
        }

        RequireFewEquations(file, loaded);
        string first = choice.Words(path);
        name = second is null ? first : $"{first} {(isRatio ? "over" : "minus")} the {second.Words(path)}";
        Reference = new Reference(name, NoiseNames.None, choice.Kind.Method());
        Unit = isRatio ? "1" : choice.Unit;
        typical = ReferencePoint(new DomainSampler(parameters, 0).Point(0));
        precise = new Lazy<IPreciseQuantity?>(() => model.Oscillators.Count > 0 || second is not null || !observables.Contains(choice.Observable, StringComparer.Ordinal) ? null : PreciseModelQuantity.TryCreate(model, choice.Observable, choice.Kind, choice.Factor, out _, choice.Mode));
    }

    public override Reference Reference { get; }

    public override string Unit { get; }

    public override bool SharesParameters => false;

    public override string Words(Reference reference) => reference.Quantity;

    public override bool NeedsAccuratePrediction => choice.Kind is ModelQuantityKind.Value or ModelQuantityKind.CycleRate or ModelQuantityKind.CycleFrequency or ModelQuantityKind.SpectralDensity or ModelQuantityKind.PeriodAverage or ModelQuantityKind.LimitValue || second is not null;

    public override ParameterPoint ReferencePoint(ParameterPoint point)
    {
        (string Name, PointExpression Value)[] all = [.. bindings, .. extras];
        return new ParameterPoint(Array.ConvertAll(all, b => b.Name), Array.ConvertAll(all, b => b.Value.At(point)));
    }

    public override IReferenceQuantity? Quantity(IDenseKernels kernels, CancellationToken cancellation) => second is null
        ? Quantity(choice, kernels, cancellation)
        : new CombinedQuantity(name, Quantity(choice, kernels, cancellation), Quantity(second, kernels, cancellation), isRatio);

    public override IReadOnlyList<IReferenceQuantity> Compared(IDenseKernels kernels, CancellationToken cancellation) => [.. compared.Select(c => Quantity(c, kernels, cancellation))];

    public override (Reference Other, string Relation) Compare(FileMapping compare)
    {
        compare.AllowOnly("compare", [.. QuantityChoice.Keys, "relation"]);
        string relation = FileFields.Word(compare.Require("relation", "compare"), "compare.relation", InequalityClaim.Relations);
        QuantityChoice other = Read(compare, false, FormattableString.Invariant($"c{compared.Count}"));
        OpenSystemModel system = TryBind(compare, null).Model;
        RequireAveraged(compare, system, other);
        RequireDefined(compare, system, other, extras.Exists(e => e.Name is ModelQuantity.Time));
        if (!string.Equals(other.Unit, Unit, StringComparison.Ordinal) && !(other.Unit is "rad/s" or "1/s" && Unit is "rad/s" or "1/s"))
        {
            throw compare.Error($"compare: a quantity in {Unit} cannot be compared with one in {other.Unit}");
        }

        compared.Add(other);
        return (new Reference(other.Words(path), NoiseNames.None, other.Kind.Method()), relation);
    }

    public override IPreciseQuantity? PreciseQuantity => precise.Value;

    public override IReadOnlyDictionary<string, Ball>? ReferenceParameters(IReadOnlyDictionary<string, Ball> point, int bits)
    {
        IReadOnlyDictionary<string, Ball>? values = Values(bindings.Concat(extras.Where(e => e.Name is not ModelQuantity.Time)), point, bits);
        return WithTime(values, point, isCourse);
    }

    public override IEnumerable<Expression> Expressions => bindings.Concat(extras).Select(b => b.Value.Expression);

    public override IReadOnlySet<string> Uses => bindings.Concat(extras).SelectMany(b => b.Value.Names).ToHashSet(StringComparer.Ordinal);

    public override FieldReference FieldReference(Reference reference, IReadOnlyList<string> parameters) =>
        second is not null
            ? throw new Systems.PrimeFields.NotAlgebraicException("A difference or ratio of two computed quantities is left to sampling.")
            : !observables.Contains(choice.Observable, StringComparer.Ordinal)
            ? throw new Systems.PrimeFields.NotAlgebraicException("The modes of an observable that is not Hermitian are left to sampling.")
            : FieldReferences.Of(model, choice.Observable, choice.Kind, choice.Factor, parameters, [.. bindings.Select(b => (b.Name, b.Value.Expression))], choice.Mode is not null, choice.Kind is ModelQuantityKind.SpectralDensity ? new NameExpression(OmegaName) : null);

    public override Reference ReferenceOf(FileMapping claim)
    {
        Refuse(claim, "belongs to a built-in quantity, not to a model file", "noise", "reference", "quantity");
        return Reference;
    }

    private QuantityChoice Read(FileMapping table, bool isCurve, string slot)
    {
        var read = QuantityChoice.Read(table, isCurve, observables, names, slot, path);
        if (read.Nearest is { } nearest)
        {
            extras.Add((read.Mode!.Slot!, nearest));
        }

        return read;
    }

    private IReferenceQuantity Quantity(QuantityChoice of, IDenseKernels kernels, CancellationToken cancellation)
    {
        string words = of.Words(path);
        var quantity = new ModelQuantity(words, model, of.Observable, of.Kind, of.Factor, kernels, cancellation) { Equations = equations, Mode = of.Mode };
        return model.Oscillators.Count > 0 ? new OscillatorQuantity(words, quantity.Oscillators, typical) : quantity;
    }

    /// <summary>Refuses what a mean over static distributions has not.</summary>
    private void RequireAveraged(FileNode at, OpenSystemModel system, QuantityChoice of)
    {
        if (!model.IsAverage)
        {
            return;
        }

        if (!AveragedQuantity.Has(of.Kind) || of.Mode is not null)
        {
            throw at.Error($"a mean over a distribution of {string.Join(", ", model.Average.Parameters)} is a sum over the modes of all its members and has no mode of its own; use residence-time, fwhm, hwhm, steady-state, value, period-average, limit-value, spectral-density or curve");
        }

        if (of.Kind == ModelQuantityKind.TimeCourse && system.Sequence is { } pulses)
        {
            IReadOnlyDictionary<string, double> values = ModelQuantity.Overrides(ReferencePoint(new DomainSampler(known, 0).Point(0)));
            bool isFixed = model.AveragePoints(values, 0)!.All(p => Math.Abs(model.BindAt(values, p).Model.Sequence!.Duration - pulses.Duration) <= 1e-9 * pulses.Duration);
            if (!isFixed)
            {
                throw at.Error("a curve needs a sequence that takes the same time for all members of the distribution; use value, which is that after the last step");
            }
        }
    }

    /// <summary>Refuses what the model has no such thing of.</summary>
    private static void RequireDefined(FileNode at, OpenSystemModel system, QuantityChoice of, bool hasTime)
    {
        ModelQuantityKind kind = of.Kind;
        bool isCycle = kind is ModelQuantityKind.CycleRate or ModelQuantityKind.CycleFrequency;
        bool isValue = kind is ModelQuantityKind.TimeCourse or ModelQuantityKind.Value;
        bool isPeriod = kind is ModelQuantityKind.PeriodAverage;
        if (isPeriod && system.Sequence is not null)
        {
            throw at.Error("a period average is the mean over a period of cosine drives; a model with a sequence of pulses has value, cycle-rate, cycle-frequency and curve");
        }
        if (system.Sequence is not null && !isCycle && !isValue)
        {
            throw at.Error("a model with a sequence of pulses has no rate of free relaxation and no steady state; use value, cycle-rate, cycle-frequency or curve");
        }

        if (system.Sequence is null && kind == ModelQuantityKind.Value && !hasTime)
        {
            throw at.Error("a value is that after the last step of a sequence, or at a time: the model has no sequence, and the formula no parameter 't'");
        }

        if (system.Sequence is null && system.Drives.Count > 0 && !isValue && !isCycle && !isPeriod && kind is not ModelQuantityKind.LimitValue)
        {
            throw at.Error("a model that is driven explicitly in time has no rate and no steady state; use curve, value at a time 't', limit-value, or with cosine drives cycle-rate, cycle-frequency and period-average");
        }

        if (isCycle || isPeriod)
        {
            try
            {
                _ = CyclePropagators.Duration(system);
            }
            catch (ArgumentException e)
            {
                throw at.Error(e.Message);
            }
        }
    }

    private (string, PointExpression)[] Bindings(FileMapping table, FileScalar path, string[] free)
    {
        var bound = new List<(string, PointExpression)>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach ((FileScalar key, FileNode value) in table.Find("bind")?.AsMapping("bind").Entries ?? [])
        {
            RequireParameter(key, key.Text);
            PointExpression expression = PointExpression.Value(value, $"bind.{key.Text}", names);
            used.UnionWith(expression.Names);
            bound.Add((key.Text, expression));
        }

        foreach (string name in free)
        {
            bool isBound = bound.Exists(b => string.Equals(b.Item1, name, StringComparison.Ordinal));
            if (!isBound && !(used.Contains(name) && !model.ParameterNames.Contains(name, StringComparer.Ordinal)))
            {
                RequireParameter(path, name);
                bound.Add((name, PointExpression.Parameter(name, names)));
            }
        }

        return [.. bound];
    }

    private void RequireParameter(FileScalar at, string name)
    {
        if (!model.ParameterNames.Contains(name, StringComparer.Ordinal))
        {
            throw at.Error($"the model '{model.Name}' has no parameter '{name}'{NameSuggestion.For(name, model.ParameterNames)}; its parameters are {string.Join(", ", model.ParameterNames)}");
        }
    }

    /// <summary>Thousands of points are solved densely: a model for which that would take hours is refused at once.</summary>
    private void RequireFewEquations(FileScalar path, LoadedModel loaded)
    {
        try
        {
            string[] asked = [choice.Observable, choice.Observable + NamedObservable.RealPart, choice.Observable + NamedObservable.ImaginaryPart];
            InvariantBlock block = InvariantBlock.Of(loaded.Model, [.. loaded.Observables.Where(o => asked.Contains(o.Name, StringComparer.Ordinal)).Select(o => o.Operator)], ObservedModel.MostEquations);

            // Propagators are made with 32 digits where they are small, which costs a hundred times as much.
            int dear = (loaded.Model.Sequence is not null || loaded.Model.Drives.Count > 0) && block.Dimension <= ExtendedMatrices.LargestOrder ? ExtendedCost : 1;
            equations = dear * block.Dimension * loaded.Model.Noise.Aggregate(1, (product, n) => product * (n.Process.ExactModeCount ?? LadderEstimate));
            if (model.IsAverage)
            {
                // As many as cost the same as all members together, which have to be read as well.
                double members = AveragedQuantity.TypicalMembers(model, ModelQuantity.Overrides(ReferencePoint(new DomainSampler(known, 0).Point(0))));
                equations = (int)Math.Ceiling(Math.Cbrt(members * (ReadingCost + Math.Pow(equations, 3))));
            }
        }
        catch (BlockTooLargeException e)
        {
            throw new ModelFileException(path.File, path.Line, path.Column, $"the model is too large to be solved at thousands of points: {e.Message}", e) { IsSize = true };
        }
    }

    /// <summary>The model at the first of a few points of the domain at which it exists; the error of the last if there is none.</summary>
    private LoadedModel TryBind(FileNode path, IReadOnlyList<Parameter>? given)
    {
        known = given ?? known;
        var sampler = new DomainSampler(known, 0);
        for (int k = 0; ; k++)
        {
            ParameterPoint point = ReferencePoint(sampler.Point(k));
            try
            {
                return ModelQuantity.Typical(model, point);
            }
            catch (ModelFileException e) when (k + 1 < Trials && !e.IsSize)
            {
                _ = e;
            }
            catch (ModelFileException e)
            {
                throw new ModelFileException(path.File, path.Line, path.Column, $"the model cannot be bound to the parameters of this formula, for example {sampler.Point(k)}: {e.Message}", e) { IsSize = e.IsSize };
            }
        }
    }
}
