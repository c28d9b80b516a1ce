using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A model file that was read and not yet given values: bind it once, or again and again with other parameters.</summary>
public sealed class ModelFile
{
    private static readonly string[] Keys = ["name", "spins", "levels", "oscillators", "oscillator", "parameters", "hamiltonian", "dissipators", "bath", "noise", "drive", "sequence", "average", "restrict", "initial", "observables", "times"];

    private const int LongestName = 300;
    private readonly string text;
    private readonly string file;
    private readonly string folder;
    private readonly IReadOnlyList<NoiseKind> kinds;

    /// <summary>How many models begin where this one ends, one after the other.</summary>
    private readonly int depth;
    private readonly FileMapping root;
    private readonly FileScope scope;
    private readonly ParameterSection parameters;
    private readonly OperatorField hamiltonian;
    private readonly DissipatorSection dissipators;
    private readonly NoiseSection noise;
    private readonly DriveSection drive;
    private readonly SequenceSection? sequence;
    private readonly InitialSection initial;
    private readonly ObservableSection observables;
    private readonly TimeSection? times;
    private readonly AverageSection average;

    internal ModelFile(string text, string file, string folder, IReadOnlyDictionary<string, int>? levels = null, IReadOnlyList<NoiseKind>? kinds = null, int depth = 0, bool isAnySize = false)
    {
        this.depth = depth;
        this.kinds = kinds ?? NoiseKind.Known;
        this.text = text;
        this.file = file;
        this.folder = folder;
        root = FileNode.Parse(text, file).AsMapping("a model").AllowOnly("a model", Keys);
        scope = root.Entries is [(FileScalar first, _), ..] ? first.Scope : new FileScope();
        scope.HasConstants = true;
        Name = root.Find("name")?.AsScalar("name").OneLine("name", LongestName) is { Length: > 0 } name ? name
            : Path.GetFileNameWithoutExtension(file) is { Length: > 0 } stem ? stem : "model";
        SiteSection sites = SiteSection.Read(root, levels ?? new Dictionary<string, int>(StringComparer.Ordinal), isAnySize);
        Space = sites.Space;
        Oversize = sites.Oversize;
        Oscillators = sites.Oscillators;
        parameters = ParameterSection.Read(root, Space);
        hamiltonian = OperatorField.Read(root.Require("hamiltonian", "a model"), "hamiltonian");
        dissipators = DissipatorSection.Read(root);
        noise = NoiseSection.Read(root, folder, this.kinds);
        drive = DriveSection.Read(root, folder);
        sequence = SequenceSection.Read(root);
        initial = InitialSection.Read(root, Space, folder, depth);
        observables = ObservableSection.Read(root);
        times = sequence is not null && root.Find("times") is null ? null : TimeSection.Read(root);
        average = AverageSection.Read(root, ParameterNames);
    }

    /// <summary>Name of the model; that of the file where the file gives none.</summary>
    public string Name { get; }

    /// <summary>The sites.</summary>
    public HilbertSpace Space { get; }

    /// <summary>Names of the sites that the file calls oscillators: the number of levels they are cut at is a matter of computing, not of the model.</summary>
    public IReadOnlyList<string> Oscillators { get; }

    /// <summary>Whether a sequence of pulses takes the place of free evolution.</summary>
    public bool HasSequence => sequence is not null;

    /// <summary>The parameters that can be set, in the order of the file.</summary>
    public IReadOnlyList<string> ParameterNames => parameters.Names;

    /// <summary>Why <see cref="Bind"/> cannot build the operators of the sites; null where it can.</summary>
    internal ModelFileException? Oversize { get; }

    internal string FileName => file;

    internal TimeSection? Times => times;

    internal FileScope Scope => scope;

    internal ParameterSection Parameters => parameters;

    internal OperatorField Hamiltonian => hamiltonian;

    internal DissipatorSection Dissipators => dissipators;

    internal NoiseSection Noise => noise;

    internal DriveSection Drive => drive;

    internal InitialSection Initial => initial;

    internal SequenceSection? Sequence => sequence;

    internal ObservableSection Observables => observables;

    /// <summary>Static distributions of parameters.</summary>
    internal AverageSection Average => average;

    /// <summary>Whether the file averages over static distributions of parameters, so that <see cref="Bind"/> alone does not say what is observed.</summary>
    internal bool IsAverage => average.Parameters.Count > 0;

    /// <summary>The same file with other numbers of levels of some of its sites.</summary>
    /// <param name="levels">Numbers of levels by site; the others stay as they are.</param>
    /// <exception cref="ArgumentException">A name is none of a site with levels.</exception>
    /// <exception cref="ModelFileException">The file cannot exist with so many levels.</exception>
    public ModelFile WithLevels(IReadOnlyDictionary<string, int> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        foreach (string name in levels.Keys)
        {
            if (Space[name].Spin is not null)
            {
                throw new ArgumentException($"The site '{name}' is a spin and has no number of levels to set.", nameof(levels));
            }
        }

        Dictionary<string, int> all = Space.Sites.Where(s => s.Spin is null).ToDictionary(s => s.Name, s => levels.TryGetValue(s.Name, out int number) ? number : s.Dimension, StringComparer.Ordinal);
        return new ModelFile(text, file, folder, all, kinds, depth, Oversize is not null);
    }

    /// <summary>What the file says, as expressions.</summary>
    internal ModelParts Parts() => new(
        Space.Sites,
        parameters.Exact,
        hamiltonian.Expression,
        [.. dissipators.Fields.Select(f => (f.Operator.Expression, f.Rate.Exact))],
        [.. noise.Fields.Select(f => (f.Operator.Expression, f.Process.Parts()))],
        initial.Density?.Expression,
        [.. initial.Locals.Select(l => (l.Word, l.Number?.Exact))],
        [.. observables.Fields.Select(o => (o.Name, o.Operator.Expression))]);

    /// <summary>Decay rates of noises that are endless ladders: of Ornstein–Uhlenbeck noise.</summary>
    internal IReadOnlyList<Expression> Ladders => [.. noise.Fields.Select(f => f.Process).OfType<OrnsteinUhlenbeckField>().Select(p => p.Rate)];

    /// <summary>The parameters that say how many terms a sum has: whole numbers, for which exact algebra takes the values of the file.</summary>
    internal IReadOnlySet<string> Counts()
    {
        ModelParts parts = Parts();
        Expression[] all = [parts.Hamiltonian, .. parts.Dissipators.SelectMany(d => new[] { d.Operator, d.Rate }), .. parts.Noise.Select(n => n.Operator), .. parts.Observables.Select(o => o.Operator), .. parts.Parameters.Select(p => p.Value), .. parts.Density is null ? [] : new[] { parts.Density }];
        return all.SelectMany(Indices.NamesInBounds).Where(ParameterNames.Contains).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The sites that may be oscillators although the file does not call them so: at least three levels, moved by <c>.a</c> or <c>.ad</c> and never by a projector, with an initial state that does not depend on their number.</summary>
    public IReadOnlyList<string> PossibleOscillators()
    {
        Expression[] dynamics = [hamiltonian.Expression, .. dissipators.Fields.Select(f => f.Operator.Expression), .. dissipators.Driven.Select(f => f.Operator.Expression), .. noise.Fields.Select(f => f.Operator.Expression), .. noise.Joint.SelectMany(j => j.Operators).Concat(noise.GatedOperators).Select(o => o.Expression), .. drive.Operators.Select(o => o.Expression), .. sequence?.Operators.Select(o => o.Expression) ?? []];
        SiteUse[] uses = [.. dynamics.Select(SiteUse.Of)];
        return
        [
            .. Space.Sites.Where(s => s.Spin is null && s.Dimension >= 3 && !Oscillators.Contains(s.Name, StringComparer.Ordinal))
                .Select(s => s.Name)
                .Where(n => Array.Exists(uses, u => u.Moves(n)) && !Array.Exists(uses, u => u.Projects(n)))
                .Where(n => !initial.Locals.Any(l => string.Equals(l.Site, n, StringComparison.Ordinal) && l.Word is "up" or "mixed")),
        ];
    }

    /// <summary>The model with values for its parameters.</summary>
    /// <param name="overrides">Values in place of those of the file, in rad/s, 1/s, s or nm; expressions of later parameters use them.</param>
    /// <exception cref="ModelFileException">A value is not allowed: a negative rate, a Hamiltonian that is not Hermitian, …</exception>
    public LoadedModel Bind(IReadOnlyDictionary<string, double>? overrides = null) => IsAverage
        ? throw average.Error($"the model is an average over {string.Join(", ", average.Parameters)}: it is simulated, and formula files and sweeps take means of it; nothing else is offered for it")
        : BindOne(overrides ?? new Dictionary<string, double>(StringComparer.Ordinal));

    /// <summary>The points of the static distributions with values for the other parameters; null beyond <see cref="AverageSection.MostPoints"/>.</summary>
    internal IReadOnlyList<StaticPoint>? AveragePoints(IReadOnlyDictionary<string, double> overrides, int level)
    {
        string? set = average.Parameters.FirstOrDefault(overrides.ContainsKey);
        return set is not null
            ? throw average.Error($"the parameter '{set}' has a distribution and cannot be set")
            : average.Points(parameters.Bind(Space, overrides, file), level);
    }

    /// <summary>The model at one point of the static distributions.</summary>
    internal LoadedModel BindAt(IReadOnlyDictionary<string, double> overrides, StaticPoint point)
    {
        var all = new Dictionary<string, double>(overrides, StringComparer.Ordinal);
        foreach ((string name, double value) in point.Values)
        {
            all[name] = value;
        }

        return BindOne(all);
    }

    private LoadedModel BindOne(IReadOnlyDictionary<string, double> overrides)
    {
        if (Oversize is not null)
        {
            throw Oversize;
        }

        Binding binding = parameters.Bind(Space, overrides, file);
        binding.Notes.AddRange(scope.Notes);
        PulseSequence? pulses = sequence?.Bind(binding);
        double[] grid = times is null ? [pulses!.Duration] : times.Bind(binding);
        if (pulses is not null)
        {
            times?.RequireWithin(grid, pulses.Duration);
        }

        Operator h = hamiltonian.Hermitian(binding);
        binding.NoteLeak("the Hamiltonian");
        (Operator density, IReadOnlyList<Operator>? factors) = initial.Bind(binding, h);
        binding.Notes.AddRange(Oscillators.Select(n => FormattableString.Invariant($"oscillator {n}: cut at {Space[n].Dimension} levels")));
        IReadOnlyList<Dissipator> jumps = dissipators.Bind(binding);
        Drive[] driven = [.. dissipators.BindDriven(binding, grid)];
        binding.NoteLeak("a dissipator");
        IReadOnlyList<(NoiseCoupling Coupling, Drive Drive)> gated = noise.BindGated(binding, grid);
        var model = new OpenSystemModel(
            h,
            jumps,
            [.. noise.Bind(binding, grid[^1]), .. gated.Select(g => g.Coupling)],
            Space.Basis is null ? Space : null,
            [.. drive.Bind(binding, grid), .. driven, .. gated.Select(g => g.Drive)]) { Sequence = pulses };
        binding.NoteLeak("a noise or drive");
        return new LoadedModel
        {
            Name = Name,
            Model = model,
            Initial = density,
            InitialFactors = factors,
            Observables = observables.Bind(binding),
            Times = grid,
            Parameters = binding.Parameters,
            Notes = binding.Notes,
        };
    }
}

/// <summary>A model file with values for its parameters: all that a simulation needs.</summary>
public sealed record LoadedModel
{
    /// <summary>Name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>Hamiltonian, dissipators, noises, drives and sites.</summary>
    public required OpenSystemModel Model { get; init; }

    /// <summary>ρ at t = 0, [d, d], checked to be a state; sparse.</summary>
    public required Operator Initial { get; init; }

    /// <summary>One density operator per site whose product is <see cref="Initial"/>; null where it was given as one expression.</summary>
    public required IReadOnlyList<Operator>? InitialFactors { get; init; }

    /// <summary>What to report, in the order of the file.</summary>
    public required IReadOnlyList<NamedObservable> Observables { get; init; }

    /// <summary>Output times in s, increasing, not before 0, where the initial state holds.</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>Values of the parameters, in rad/s, 1/s, s or nm.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>What was converted or cut off on the way, for the reader of the output.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>What a model file says, as expressions, for whoever wants to write it in another language.</summary>
/// <param name="Sites">The sites, in order.</param>
/// <param name="Parameters">The parameters with their definitions, in order.</param>
/// <param name="Hamiltonian">H, rad/s.</param>
/// <param name="Dissipators">Jump operators and rates, 1/s.</param>
/// <param name="Noise">Operators and their processes.</param>
/// <param name="Density">ρ(0); null where the sites have states of their own.</param>
/// <param name="Initial">The states of the sites: a word, and a number where it needs one.</param>
/// <param name="Observables">The observables by name.</param>
internal sealed record ModelParts(
    IReadOnlyList<Site> Sites,
    IReadOnlyList<(string Name, Expression Value)> Parameters,
    Expression Hamiltonian,
    IReadOnlyList<(Expression Operator, Expression Rate)> Dissipators,
    IReadOnlyList<(Expression Operator, NoiseParts Process)> Noise,
    Expression? Density,
    IReadOnlyList<(string Word, Expression? Number)> Initial,
    IReadOnlyList<(string Name, Expression Operator)> Observables);

/// <summary>An observable with its name in the output.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Operator">[d, d], Hermitian.</param>
public sealed record NamedObservable(string Name, Operator Operator)
{
    /// <summary>What the name of the real part of an observable that is not Hermitian ends in.</summary>
    public const string RealPart = ".re";

    /// <summary>What the name of its imaginary part ends in.</summary>
    public const string ImaginaryPart = ".im";
}

/// <summary>What a model file says of a noise process.</summary>
/// <param name="Kind">The word of the file: telegraph, fluctuators and trace have their numbers, a markov-chain its values and rates, as has every process that is written as one.</param>
/// <param name="Numbers">Its numbers by key.</param>
/// <param name="Values">[m] values of a Markov chain.</param>
/// <param name="Rates">[m][m] rates of a Markov chain, from row to column.</param>
internal sealed record NoiseParts(string Kind, IReadOnlyDictionary<string, Expression> Numbers, IReadOnlyList<Expression> Values, IReadOnlyList<IReadOnlyList<Expression>> Rates);

/// <summary>What a file's expressions are evaluated with: parameter values, sites, and the notes that arise on the way.</summary>
internal sealed class Binding(IReadOnlyDictionary<string, double> parameters, HilbertSpace space, List<string> notes)
{
    public IReadOnlyDictionary<string, double> Parameters { get; } = parameters;

    public HilbertSpace Space { get; } = space;

    public List<string> Notes { get; } = notes;

    public ExpressionEvaluator Evaluator { get; } = new(parameters, space);

    /// <summary>Says where what was read since the last time leads to states that a restriction leaves out.</summary>
    public void NoteLeak(string what)
    {
        if (Evaluator.Leak > 0)
        {
            Notes.Add(FormattableString.Invariant($"restrict: {what} leads to states that are left out, by matrix elements up to {Evaluator.Leak:G3}"));
        }

        Evaluator.Leak = 0;
    }

    /// <summary>Parameters that were given in Hz and so gained a factor 2π.</summary>
    public HashSet<string> GivenInHertz { get; } = new(StringComparer.Ordinal);
}
