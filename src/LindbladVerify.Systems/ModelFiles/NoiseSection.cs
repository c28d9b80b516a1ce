using System.Globalization;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Multiprecision;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The key <c>noise</c>: a list of <c>{ operator, process }</c>, each process independent of the others.</summary>
internal sealed class NoiseSection
{
    private readonly List<(OperatorField Operator, NoiseProcessField Process)> fields = [];
    private readonly List<JointNoiseField> joint = [];
    private readonly List<(OperatorField Operator, NoiseProcessField Process, FileScalar Envelope, string What)> gates = [];

    private NoiseSection(FileSequence? list, string folder, IReadOnlyList<NoiseKind> kinds)
    {
        for (int k = 0; k < (list?.Items.Count ?? 0); k++)
        {
            string what = string.Create(CultureInfo.InvariantCulture, $"noise[{k}]");
            FileMapping item = list!.Items[k].AsMapping(what).AllowOnly(what, "operator", "operators", "process", "envelope");
            if (JointNoiseField.Read(item, what) is { } several)
            {
                if (item.Find("envelope") is { } gate)
                {
                    throw gate.Error($"{what}: an envelope belongs to a noise on one operator or on a table of operators");
                }

                joint.Add(item.Find("operator") is { } both ? throw both.Error($"{what} needs either 'operator' or 'operators'") : several);
                continue;
            }

            FileMapping process = item.Require("process", what).AsMapping($"{what}.process");
            if (item.Find("envelope") is { } envelope)
            {
                NoiseProcessField gated = NoiseKind.ReadProcess(kinds, process, $"{what}.process", folder);
                gates.Add(gated is TraceField
                    ? throw envelope.Error($"{what}: a recorded noise has no envelope; multiply its table")
                    : (ReadOperator(item, what), gated, envelope.AsScalar($"{what}.envelope"), $"{what}.envelope"));
                continue;
            }

            fields.Add((ReadOperator(item, what), NoiseKind.ReadProcess(kinds, process, $"{what}.process", folder)));
        }
    }

    public IReadOnlyList<(OperatorField Operator, NoiseProcessField Process)> Fields => fields;

    /// <summary>Operators of noises with an envelope.</summary>
    public IEnumerable<OperatorField> GatedOperators => gates.Select(g => g.Operator);

    /// <summary>Whether some noises are more than a process with an operator: correlated with each other, or with an envelope.</summary>
    public bool IsJointOrGated => joint.Count + gates.Count > 0;

    /// <summary>Noises with an envelope: a process that couples to nothing by itself, and a driven operator that it multiplies.</summary>
    public IReadOnlyList<(NoiseCoupling Coupling, Drive Drive)> BindGated(Binding binding, double[] times) =>
    [
        .. gates.Select(g =>
        {
            var process = new GatedProcess(g.Process.Bind(binding, times[^1]));
            Operator operated = g.Operator.Hermitian(binding);
            FormulaEnvelope envelope = g.Envelope.Evaluate(g.What, () => DriveSection.Formula("envelope", g.Envelope.Expression(g.What), [], binding, times));
            return (new NoiseCoupling(0.0 * operated, process), new Drive(operated, envelope) { Gate = process });
        }),
    ];

    /// <summary>Noises that are correlated with each other.</summary>
    public IReadOnlyList<JointNoiseField> Joint => joint;

    /// <summary>One operator, or <c>operators: { "S.x": "Ax", "S.z": "Az" }</c>, their sum with coefficients.</summary>
    private static OperatorField ReadOperator(FileMapping item, string what)
    {
        if (item.Find("operators") is not { } node)
        {
            return OperatorField.Read(item.Require("operator", what), $"{what}.operator");
        }

        FileMapping table = node.AsMapping($"{what}.operators");
        if (item.Find("operator") is not null || table.Entries.Count == 0)
        {
            throw node.Error($"{what} needs either 'operator' or 'operators', a table of operators with their coefficients such as {{ \"S.x\": 2, \"S.z\": \"A\" }}");
        }

        Expression sum = table.Entries
            .Select(e => (Expression)new BinaryExpression(
                BinaryOperator.Multiply,
                NumberField.Read(e.Value, $"{what}.operators.{ExpressionTokens.Shorten(e.Key.Text)}", QuantityKind.Any).Exact,
                OperatorField.Read(e.Key, $"{what}.operators").Expression))
            .Aggregate((a, b) => new BinaryExpression(BinaryOperator.Add, a, b));
        return OperatorField.Of(table.Entries[0].Key, $"{what}.operators", sum);
    }

    public static NoiseSection Read(FileMapping root, string folder, IReadOnlyList<NoiseKind> kinds) => new(root.Find("noise")?.AsSequence("noise"), folder, kinds);

    /// <summary>The couplings; recorded traces must reach the last output time.</summary>
    public IReadOnlyList<NoiseCoupling> Bind(Binding binding, double last) =>
        [.. fields.Select(f => new NoiseCoupling(f.Operator.Hermitian(binding), f.Process.Bind(binding, last))), .. joint.SelectMany(j => j.Bind(binding))];
}

/// <summary>One noise process of a model file: <c>{ kind: …, … }</c> with the keys of its kind.</summary>
/// <param name="source">The table that it was read from.</param>
internal abstract class NoiseProcessField(NoiseTable source)
{
    /// <summary>The table that it was read from.</summary>
    protected NoiseTable Source => source;

    /// <summary>What the file says of the process, for whoever writes it in another language.</summary>
    public abstract NoiseParts Parts();

    /// <summary>The process as a finite Markov chain in symbols: for many digits, prime fields and proofs.</summary>
    /// <param name="index">Its place in the list of noises.</param>
    /// <param name="wholeNumber">Values of whole numbers, such as the number of fluctuators.</param>
    /// <exception cref="UnsupportedModelException">It has no finite number of states.</exception>
    public virtual NoiseExpansion Expand(int index, Func<Expression, int> wholeNumber) =>
        throw new UnsupportedModelException($"Noise of kind '{source.Kind}' has no finite number of states.");

    /// <summary>The process with values for its parameters.</summary>
    /// <param name="binding">The parameters.</param>
    /// <param name="last">The last output time, s.</param>
    /// <exception cref="ModelFileException">A value is not allowed.</exception>
    public NoiseProcess Bind(Binding binding, double last)
    {
        try
        {
            return Process(binding, last);
        }
        catch (ArgumentException e)
        {
            throw source.Error(e.Message.Split(" (Parameter ", 2)[0], e);
        }
    }

    /// <inheritdoc cref="Bind"/>
    protected abstract NoiseProcess Process(Binding binding, double last);

    /// <summary>A rate that must be positive.</summary>
    protected static double Positive(NumberField rate, Binding binding) => rate.Value(binding, v => v > 0, "positive (1/s)");
}

/// <summary>The key <c>interpolation: step | linear</c>.</summary>
internal static class InterpolationField
{
    public static Interpolation Read(FileMapping table, string what)
    {
        FileScalar? node = table.Find("interpolation")?.AsScalar($"{what}.interpolation");
        return node?.Text switch
        {
            "step" => Interpolation.Step,
            null or "linear" => Interpolation.Linear,
            _ => throw node.Error($"{what}.interpolation must be step or linear, not '{ExpressionTokens.Shorten(node.Text)}'"),
        };
    }
}

/// <summary>A noise process as model files name it: its word, the keys that belong to it, and what reads them.</summary>
/// <param name="Name">The word after <c>kind:</c>.</param>
/// <param name="Keys">The keys beside it, in the order in which they are read.</param>
/// <param name="Read">Makes the field of a table that holds no other keys.</param>
internal sealed record NoiseKind(string Name, string[] Keys, Func<NoiseTable, NoiseProcessField> Read)
{
    /// <summary>The processes that every model file may name. A new one is a line here and a file with its field.</summary>
    public static IReadOnlyList<NoiseKind> Known { get; } =
    [
        TelegraphField.Kind,
        OrnsteinUhlenbeckField.Kind,
        MarkovChainField.Kind,
        FluctuatorsField.Kind,
        TraceField.Kind,
    ];

    /// <summary>Reads the table of a process.</summary>
    /// <param name="kinds">The kinds that it may be of.</param>
    /// <param name="table">The table.</param>
    /// <param name="what">How messages call it.</param>
    /// <param name="folder">Where files that it names are looked for.</param>
    /// <exception cref="ModelFileException">The kind is none of these, or a key is missing or unknown.</exception>
    public static NoiseProcessField ReadProcess(IReadOnlyList<NoiseKind> kinds, FileMapping table, string what, string folder)
    {
        FileScalar name = table.Require("kind", what).AsScalar($"{what}.kind");
        string[] names = [.. kinds.Select(k => k.Name)];
        NoiseKind kind = kinds.FirstOrDefault(k => string.Equals(k.Name, name.Text, StringComparison.Ordinal))
            ?? throw name.Error($"{what}.kind '{ExpressionTokens.Shorten(name.Text)}' is unknown{NameSuggestion.For(name.Text, names)}; the kinds are {string.Join(", ", names)}");
        table.AllowOnly($"{what} of kind {kind.Name}", ["kind", .. kind.Keys]);
        return kind.Read(new NoiseTable(kind.Name, table, what, folder));
    }
}

/// <summary>The table of one process in a file, and how its keys are read.</summary>
/// <param name="Kind">The word after <c>kind:</c>.</param>
/// <param name="Table">The table.</param>
/// <param name="What">How messages call it.</param>
/// <param name="Folder">Where files that it names are looked for.</param>
internal sealed record NoiseTable(string Kind, FileMapping Table, string What, string Folder)
{
    /// <summary>A value that must be there.</summary>
    public FileNode Require(string key) => Table.Require(key, What);

    /// <summary>A number that must be there.</summary>
    public NumberField Number(string key, QuantityKind quantity = QuantityKind.Any) => NumberField.Read(Table.Require(key, $"{What} of kind {Kind}"), $"{What}.{key}", quantity);

    /// <summary>A number that may be left out.</summary>
    public NumberField? Optional(string key, QuantityKind quantity = QuantityKind.Any) =>
        Table.Find(key) is { } node ? NumberField.Read(node, $"{What}.{key}", quantity) : null;

    public ModelFileException Error(string reason) => Table.Error($"{What}: {reason}");

    /// <inheritdoc cref="Error(string)"/>
    public ModelFileException Error(string reason, Exception inner) => Table.Error($"{What}: {reason}", inner);
}
