using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
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
    private readonly ModelFile model;
    private readonly string observable;
    private readonly ModelQuantityKind kind;
    private readonly double factor;
    private readonly string name;
    private readonly (string Name, PointExpression Value)[] bindings;
    private readonly bool hasTime;
    private readonly ParameterPoint typical;
    private int equations;
    private readonly Lazy<IPreciseQuantity?> precise;

    public ModelDescription(FileMapping table, IReadOnlyList<Parameter> parameters, bool isCurve, string folder)
    {
        Refuse(table, "belongs to the built-in pair, not to a model file; a model file has its own noise", "pair", "noise");
        if (table.Find("reference") is { } reference)
        {
            _ = FileFields.Word(reference, "reference", [Reference.ExactMethod]);
        }

        FileScalar path = table.Require("model", "describes").AsScalar("model");
        string file = Path.Combine(folder, path.Text);
        model = File.Exists(file) ? ModelFileReader.Open(file) : throw path.Error($"there is no model file '{FileFields.Shown(file)}'");
        kind = Kind(table, isCurve);
        factor = table.Find("factor") is { } node ? Factor(node, kind) : 1;
        string[] names = [.. parameters.Select(p => p.Name)];
        hasTime = isCurve && names.Contains(FormulaBody.Time, StringComparer.Ordinal);
        bindings = Bindings(table, path, [.. names.Where(n => !(isCurve && n is FormulaBody.Time))], names);
        LoadedModel loaded = TryBind(path, parameters);
        observable = Observable(table, [.. loaded.Observables.Select(o => o.Name)]);
        if (model.IsAverage && kind is not (ModelQuantityKind.TimeCourse or ModelQuantityKind.SteadyState))
        {
            throw path.Error("a model with 'average' has time courses and steady states, which are means over the distribution; use curve, or quantity: steady-state");
        }

        if (loaded.Model.Drives.Count > 0 && kind != ModelQuantityKind.TimeCourse)
        {
            throw path.Error("a model that is driven explicitly in time has no rate and no steady state; use curve");
        }

        RequireFewEquations(path, loaded);
        string of = $"<{observable}> in {path.Text}";
        name = factor == 1 ? $"{kind.Words()} of {of}" : FormattableString.Invariant($"{kind.Words()}/{factor:R} of {of}");
        Reference = new Reference(name, NoiseNames.None, kind.Method());
        typical = ReferencePoint(new DomainSampler(parameters, 0).Point(0));
        precise = new Lazy<IPreciseQuantity?>(() => model.Oscillators.Count > 0 ? null : PreciseModelQuantity.TryCreate(model, observable, kind, factor, out _));
    }

    public override Reference Reference { get; }

    public override string Unit => kind switch { ModelQuantityKind.SteadyState or ModelQuantityKind.TimeCourse => "1", ModelQuantityKind.Frequency or ModelQuantityKind.FullWidth or ModelQuantityKind.HalfWidth => "rad/s", _ => "1/s" };

    public override bool SharesParameters => false;

    public override string Words(Reference reference) => name;

    public override ParameterPoint ReferencePoint(ParameterPoint point)
    {
        string[] names = Array.ConvertAll(bindings, b => b.Name);
        double[] values = Array.ConvertAll(bindings, b => b.Value.At(point));
        return hasTime ? new ParameterPoint([.. names, ModelQuantity.Time], [.. values, point[FormulaBody.Time]]) : new ParameterPoint(names, values);
    }

    public override IReferenceQuantity? Quantity(IDenseKernels kernels, CancellationToken cancellation)
    {
        var quantity = new ModelQuantity(name, model, observable, kind, factor, kernels, cancellation) { Equations = equations };
        return model.Oscillators.Count > 0 ? new OscillatorQuantity(name, quantity.Oscillators, typical) : quantity;
    }

    public override IPreciseQuantity? PreciseQuantity => precise.Value;

    public override IReadOnlyDictionary<string, Ball>? ReferenceParameters(IReadOnlyDictionary<string, Ball> point, int bits) =>
        WithTime(Values(bindings, point, bits), point, kind == ModelQuantityKind.TimeCourse);

    public override IReadOnlySet<string> Uses => bindings.SelectMany(b => b.Value.Names).ToHashSet(StringComparer.Ordinal);

    public override FieldReference FieldReference(Reference reference, IReadOnlyList<string> parameters) =>
        FieldReferences.Of(model, observable, kind, factor, parameters, [.. bindings.Select(b => (b.Name, b.Value.Expression))]);

    public override Reference ReferenceOf(FileMapping claim)
    {
        Refuse(claim, "belongs to a built-in quantity, not to a model file", "noise", "reference", "quantity");
        return Reference;
    }

    private static ModelQuantityKind Kind(FileMapping table, bool isCurve)
    {
        if (table.Find("quantity") is not { } node)
        {
            return isCurve ? ModelQuantityKind.TimeCourse : ModelQuantityKind.ResidenceTime;
        }

        string word = FileFields.Word(node, "quantity", ModelQuantityKinds.All);
        return isCurve
            ? throw node.Error("a curve is the time course of the observable; 'quantity' belongs to a rate")
            : ModelQuantityKinds.Parse(word);
    }

    private static double Factor(FileNode node, ModelQuantityKind kind)
    {
        double factor = FileFields.Number(node, "factor", QuantityKind.Dimensionless);
        return factor == 0 ? throw node.Error("factor must not be 0")
            : kind is ModelQuantityKind.TimeCourse or ModelQuantityKind.SteadyState ? throw node.Error("factor belongs to a rate: the observable relaxes at factor x rate")
            : factor;
    }

    private (string, PointExpression)[] Bindings(FileMapping table, FileScalar path, string[] free, string[] names)
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

    private string Observable(FileMapping table, string[] known)
    {
        if (table.Find("observable") is { } node)
        {
            return FileFields.Word(node, "observable", known);
        }

        return known.Length == 1 ? known[0] : throw table.Error($"describes needs the key 'observable'; the model has {string.Join(", ", known)}");
    }

    /// <summary>Thousands of points are solved densely: a model for which that would take hours is refused at once.</summary>
    private void RequireFewEquations(FileScalar path, LoadedModel loaded)
    {
        try
        {
            InvariantBlock block = InvariantBlock.Of(loaded.Model, [loaded.Observables.First(o => string.Equals(o.Name, observable, StringComparison.Ordinal)).Operator], ObservedModel.MostEquations);
            equations = block.Dimension * loaded.Model.Noise.Aggregate(1, (product, n) => product * (n.Process.ExactModeCount ?? LadderEstimate));
        }
        catch (BlockTooLargeException e)
        {
            throw new ModelFileException(path.File, path.Line, path.Column, $"the model is too large to be solved at thousands of points: {e.Message}", e) { IsSize = true };
        }
    }

    /// <summary>The model at the first of a few points of the domain at which it exists; the error of the last if there is none.</summary>
    private LoadedModel TryBind(FileScalar path, IReadOnlyList<Parameter> parameters)
    {
        var sampler = new DomainSampler(parameters, 0);
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
