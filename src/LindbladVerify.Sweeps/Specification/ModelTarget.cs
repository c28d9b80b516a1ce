using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Models;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Sweeps.Specification;

/// <summary>The key <c>model</c>: a model file, read once; its block is explored once, and its generator split into what depends on parameters and what does not.</summary>
internal sealed class ModelTarget : ISweepTarget
{
    private const string RateExists = "rateExists";
    private const string ValueAtTime = "value";
    private const string Time = "time";
    private const string Omega = "omega";
    private static readonly string[] Quantities = [.. ModelQuantityKinds.All, SamplingPlan.Quantity];
    private readonly ModelFile model;
    private readonly FileScalar path;
    private readonly string[] observables;
    private readonly List<ModelRequest> taken = [];
    private readonly List<(string Name, string Observable, SlotProgram? Time, SamplingPlan Plan, int[] Slots)> sampled = [];
    private readonly List<string> notes = [];
    private string[] given = [];
    private bool areKnown = true;

    public ModelTarget(FileScalar path, string folder)
    {
        this.path = path;
        string file = Path.Combine(folder, path.Text);
        model = File.Exists(file) ? ModelFileReader.Open(file) : throw path.Error($"there is no model file '{FileFields.Shown(file)}'");
        observables = [.. model.Parts().Observables.Select(o => o.Name)];
        Files = ReferencedFiles.Of(file);
        notes.AddRange(model.Oscillators.Select(n => FormattableString.Invariant($"oscillator {n} is cut at the {model.Space[n].Dimension} levels of the file; nothing checks here that they suffice")));
    }

    public SweepTargetKind Kind => SweepTargetKind.Model;

    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<string>? Parameters => model.ParameterNames;

    public IReadOnlySet<string> Uses => model.ParameterNames.ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<string> Notes => notes;

    public string? DefaultCompute => null;

    /// <summary>The parameters of the file that the sweep leaves alone become known too, as formulas may read them.</summary>
    public void Begin(SlotTable slots, List<Func<SweepStep>> steps, IReadOnlyList<string> given)
    {
        this.given = [.. given.Where(n => model.ParameterNames.Contains(n, StringComparer.Ordinal))];
        var fixedNames = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, Expression value) in model.Parts().Parameters.Where(p => !given.Contains(p.Name, StringComparer.Ordinal)))
        {
            SlotProgram program;
            try
            {
                program = slots.Compile(value);
            }
            catch (ExpressionException)
            {
                areKnown = false;
                continue;
            }

            int slot = slots.Add(name);
            bool isFixed = value.Names().All(fixedNames.Contains) && fixedNames.Add(name);
            steps.Add(() => new FormulaStep(program, slot) { Outputs = [slot], Label = name, IsFixed = isFixed });
        }
    }

    public IReadOnlyList<(SweepColumn Column, int Slot)> Take(FileScalar name, FileMapping table, SlotTable slots)
    {
        string what = $"compute.{name.Text}";
        string word = FileFields.Word(table.Require("quantity", what), what + ".quantity", Quantities);
        if (word is SamplingPlan.Quantity)
        {
            return Sampled(name.Text, table, what, slots);
        }

        bool isValue = word is ValueAtTime;
        bool isAfterSequence = isValue && model.HasSequence && table.Find(Time) is null;
        ModelQuantityKind kind = isAfterSequence ? ModelQuantityKind.Value : isValue ? ModelQuantityKind.TimeCourse : ModelQuantityKinds.Parse(word);
        string? argument = kind switch
        {
            ModelQuantityKind.SpectralDensity => Omega,
            ModelQuantityKind.TimeCourse => Time,
            ModelQuantityKind.PeriodAverage when table.Find(Time) is not null => Time,
            _ => null,
        };
        bool hasMode = kind is ModelQuantityKind.SpectralGap or ModelQuantityKind.LineWidth or ModelQuantityKind.Frequency;
        string[] own = isValue || kind == ModelQuantityKind.PeriodAverage ? [Time] : argument is not null ? [argument] : [.. QuantityChoice.IsRate(kind) ? ["factor"] : Array.Empty<string>(), .. hasMode ? ["mode"] : Array.Empty<string>()];
        table.AllowOnly($"{what} ({word})", ["quantity", "observable", .. own]);
        if (model.IsAverage && (!AveragedQuantity.Has(kind) || table.Find("mode") is not null))
        {
            throw table.Error($"{what}: a mean over a distribution of {string.Join(", ", model.Average.Parameters)} has no {word}: it is a sum over the modes of all its members");
        }

        if (model.HasSequence && !isValue && kind is not (ModelQuantityKind.CycleRate or ModelQuantityKind.CycleFrequency))
        {
            throw table.Error($"{what}: a model with a sequence of pulses has no {word}; use value, cycle-rate or cycle-frequency");
        }

        string observable = Observable(table, what);
        double factor = table.Find("factor") is { } node ? SweepFields.Number(node, what + ".factor") : 1;
        if (factor == 0)
        {
            throw table.Error($"{what}.factor must not be 0");
        }

        FileNode? nearest = table.Find("mode") is { } mode ? QuantityChoice.NearestOf(mode, kind) : null;
        ModeWanted? wanted = table.Find("mode") is null ? null : new ModeWanted(nearest is null ? null : ModelQuantity.Nearest);
        SlotProgram? time = argument is not null ? Argument(table.Require(argument, what), $"{what}.{argument}", slots) : nearest is not null ? Argument(nearest, $"{what}.mode.nearest", slots) : null;
        int slot = slots.Add(name.Text);
        taken.Add(new ModelRequest(name.Text, kind, observable, factor, time, slot) { Mode = wanted, IsMean = model.IsAverage });
        return [(new SweepColumn(name.Text, false), slot)];
    }

    public IReadOnlyList<(SweepColumn Column, int Slot)> End(SlotTable slots, List<Func<SweepStep>> steps, bool withRateExists, ulong seed)
    {
        var extra = new List<(SweepColumn, int)>();
        IGrouping<string, ModelRequest>[] groups = [.. taken.GroupBy(t => t.Observable, StringComparer.Ordinal)];
        int withRates = groups.Count(g => g.Any(IsRate));
        foreach (IGrouping<string, ModelRequest> group in groups)
        {
            var requests = group.Where(r => r.IsRelaxation).ToList();
            if (withRateExists && group.Any(IsRate))
            {
                string name = withRates == 1 ? RateExists : $"{RateExists}.{group.Key}";
                int slot = slots.Add(name);
                extra.Add((new SweepColumn(name, true), slot));
                requests.Add(new ModelRequest(name, null, group.Key, 1, null, slot));
            }

            if (requests.Count > 0)
            {
                AddRelaxation(slots, steps, group.Key, [.. requests]);
            }

            foreach (ModelRequest request in group.Where(r => !r.IsRelaxation))
            {
                var reference = new ModelReference(model, given, [.. given.Select(slots.Find)], request.Observable);
                steps.Add(() => new ModelQuantityStep(reference, request) { Outputs = [request.Slot], Label = request.Name });
            }
        }

        foreach ((string name, string observable, SlotProgram? time, SamplingPlan plan, int[] places) in sampled)
        {
            var reference = new ModelReference(model, given, [.. given.Select(slots.Find)], observable);
            steps.Add(() => new ModelMonteCarloStep(reference, time, plan, seed) { Outputs = places, Label = name });
        }

        return extra;
    }

    /// <summary>A column of means over trajectories at a time, or at the end of the sequence, and one of their standard errors.</summary>
    private (SweepColumn Column, int Slot)[] Sampled(string name, FileMapping table, string what, SlotTable slots)
    {
        bool isAfterSequence = model.HasSequence && table.Find(Time) is null;
        table.AllowOnly($"{what} ({SamplingPlan.Quantity})", ["quantity", "observable", Time, .. SamplingPlan.Keys]);
        if (model.IsAverage)
        {
            throw table.Error($"{what}: {SamplingPlan.Quantity} samples noises and jumps, not the parameters that the file averages over");
        }

        if (Unsampled() is { } reason)
        {
            throw table.Error($"{what}: there is nothing to sample, as {reason}; use value");
        }

        string observable = Observable(table, what);
        SlotProgram? time = isAfterSequence ? null : Argument(table.Require(Time, what), $"{what}.{Time}", slots);
        var plan = SamplingPlan.Read(table, what, isRelative: false);
        (SweepColumn Column, int Slot)[] columns = SamplingPlan.Columns(name, slots);
        sampled.Add((name, observable, time, plan, [.. columns.Select(c => c.Slot)]));
        return columns;
    }

    /// <summary>Why no method samples the model with the values of its own file; null where one does, or where it has none.</summary>
    private string? Unsampled()
    {
        try
        {
            OpenSystemModel bound = model.Bind().Model;
            return SamplingMethod.Of(bound) is null ? SamplingMethod.QuantumJumps.Refusal(bound) : null;
        }
        catch (ModelFileException)
        {
            return null;
        }
    }

    private static SlotProgram Argument(FileNode node, string field, SlotTable slots) => slots.Compile(SweepFields.Formula(node, field), node.AsScalar(field), field);

    /// <summary>Whether it says of the decay of one model that it has a rate: not of a chosen mode, nor of a mean over a distribution.</summary>
    private static bool IsRate(ModelRequest request) => request is { Mode: null, IsMean: false } && request.Kind is ModelQuantityKind.ResidenceTime or ModelQuantityKind.SpectralGap;

    private void AddRelaxation(SlotTable slots, List<Func<SweepStep>> steps, string observable, ModelRequest[] requests)
    {
        ModelEquations? equations = null;
        try
        {
            equations = areKnown ? ModelEquations.Of(model, slots, [.. given], observable) : throw new NotSplitException("a parameter of the file is not a formula of real numbers");
        }
        catch (NotSplitException e)
        {
            notes.Add($"{observable}: every point builds its equations anew, since {e.Message}");
        }

        var reference = new ModelReference(model, given, [.. given.Select(slots.Find)], observable);
        int[] outputs = [.. requests.Select(r => r.Slot)];
        string label = string.Join(", ", requests.Where(r => r.Kind is not null).Select(r => r.Name).DefaultIfEmpty(RateExists));
        steps.Add(() => new ModelRelaxationStep(equations, reference, requests) { Outputs = outputs, Label = label });
    }

    private string Observable(FileMapping table, string what) => table.Find("observable") is { } node
        ? FileFields.Word(node, what + ".observable", observables)
        : observables.Length == 1 ? observables[0] : throw table.Error($"{what} needs the key 'observable'; the model {path.Text} has {string.Join(", ", observables)}");
}
