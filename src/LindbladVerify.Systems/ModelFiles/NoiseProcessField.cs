using System.Globalization;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>One noise process: <c>{ kind: telegraph | ornstein-uhlenbeck | markov-chain | fluctuators | trace, … }</c>.</summary>
internal sealed class NoiseProcessField
{
    private const int MostStates = 256;
    private const int MostFluctuators = 10_000;

    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        ["telegraph"] = ["high", "low", "rate", "probabilityHigh"],
        ["ornstein-uhlenbeck"] = ["mean", "standardDeviation", "rate"],
        ["markov-chain"] = ["values", "rates"],
        ["fluctuators"] = ["count", "high", "low", "rate", "probabilityHigh"],
        ["trace"] = ["file", "interpolation"],
    };

    private readonly FileMapping table;
    private readonly string what;
    private readonly string kind;
    private readonly Dictionary<string, NumberField> numbers = new(StringComparer.Ordinal);
    private readonly NumberField[] values = [];
    private readonly NumberField[][] rates = [];
    private readonly FileScalar? traceFile;
    private readonly TabulatedFunction? trace;

    public NoiseProcessField(FileMapping table, string what, string folder)
    {
        this.table = table;
        this.what = what;
        FileScalar name = table.Require("kind", what).AsScalar($"{what}.kind");
        kind = Keys.ContainsKey(name.Text) ? name.Text : throw name.Error($"{what}.kind '{ExpressionTokens.Shorten(name.Text)}' is unknown{NameSuggestion.For(name.Text, Keys.Keys)}; the kinds are {string.Join(", ", Keys.Keys)}");
        table.AllowOnly($"{what} of kind {kind}", ["kind", .. Keys[kind]]);
        switch (kind)
        {
            case "markov-chain":
                values = Row(table.Require("values", what), "values", QuantityKind.Any);
                rates = [.. table.Require("rates", what).AsSequence($"{what}.rates").Items.Select((row, k) => Row(row, string.Create(CultureInfo.InvariantCulture, $"rates[{k}]"), QuantityKind.Rate))];
                RequireShape();
                break;
            case "trace":
                traceFile = table.Require("file", what).AsScalar($"{what}.file");
                trace = TableFile.Read(traceFile, folder, InterpolationField.Read(table, what));
                break;
            default:
                foreach (string key in Keys[kind])
                {
                    ReadNumber(key);
                }

                break;
        }
    }

    public string Kind => kind;

    /// <summary>The numbers of a telegraph or of fluctuators by key.</summary>
    public IReadOnlyDictionary<string, NumberField> Numbers => numbers;

    /// <summary>[m] values of a chain.</summary>
    public IReadOnlyList<NumberField> Values => values;

    /// <summary>[m][m] rates of a chain, from row to column.</summary>
    public IReadOnlyList<IReadOnlyList<NumberField>> Rates => rates;

    /// <summary>What the file says of the process.</summary>
    public NoiseParts Parts() => new(
        kind,
        numbers.ToDictionary(n => n.Key, n => n.Value.Exact, StringComparer.Ordinal),
        [.. values.Select(v => v.Exact)],
        [.. rates.Select(r => (IReadOnlyList<Expression>)[.. r.Select(x => x.Exact)])]);

    public ModelFileException Error(string reason) => table.Error($"{what}: {reason}");

    public NoiseProcess Bind(Binding binding, double last)
    {
        try
        {
            return kind switch
            {
                "telegraph" => MarkovChainNoise.Telegraph(Number(binding, "high"), Number(binding, "low"), Rate(binding), Probability(binding)),
                "ornstein-uhlenbeck" => new OrnsteinUhlenbeckNoise(
                    numbers.ContainsKey("mean") ? Number(binding, "mean") : 0,
                    numbers["standardDeviation"].Value(binding, v => v >= 0, "zero or positive"),
                    Rate(binding)),
                "fluctuators" => MarkovChainNoise.Fluctuators(numbers["count"].Integer(binding, 1, MostFluctuators), Number(binding, "high"), Number(binding, "low"), Rate(binding), Probability(binding)),
                "markov-chain" => MarkovChain(binding),
                _ => Trace(last),
            };
        }
        catch (ArgumentException e)
        {
            throw table.Error($"{what}: {e.Message.Split(" (Parameter ", 2)[0]}", e);
        }
    }

    private TraceNoise Trace(double last)
    {
        TableFile.RequireCovers(trace!, traceFile!, last);
        return new TraceNoise(trace!);
    }

    private MarkovChainNoise MarkovChain(Binding binding)
    {
        int m = values.Length;
        double[,] table = new double[m, m];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                // The diagonal is ignored; both conventions, zero and minus the exit rate, are in use.
                table[i, j] = i == j ? 0 : rates[i][j].Value(binding, v => v >= 0, "zero or positive (1/s)");
            }
        }

        return new MarkovChainNoise([.. values.Select(v => v.Value(binding))], table);
    }

    private NumberField[] Row(FileNode node, string key, QuantityKind quantity) =>
        [.. node.AsSequence($"{what}.{key}").Items.Select((v, k) => NumberField.Read(v, string.Create(CultureInfo.InvariantCulture, $"{what}.{key}[{k}]"), quantity))];

    private void RequireShape()
    {
        if (values.Length is 0 or > MostStates)
        {
            throw table.Error($"{what}.values must hold 1 to {MostStates} values, not {values.Length}");
        }

        if (rates.Length != values.Length || rates.Any(row => row.Length != values.Length))
        {
            throw table.Require("rates", what).Error($"{what}.rates must be a table of {values.Length} rows with {values.Length} rates each, one row per value (rate from row to column)");
        }
    }

    private void ReadNumber(string key)
    {
        bool isOptional = key is "probabilityHigh" or "mean";
        FileNode? node = isOptional ? table.Find(key) : table.Require(key, $"{what} of kind {kind}");
        if (node is not null)
        {
            QuantityKind quantity = key switch
            {
                "rate" => QuantityKind.Rate,
                "count" or "probabilityHigh" => QuantityKind.Dimensionless,
                _ => QuantityKind.Any,
            };
            numbers[key] = NumberField.Read(node, $"{what}.{key}", quantity);
        }
    }

    private double Number(Binding binding, string key) => numbers[key].Value(binding);

    private double Rate(Binding binding) => numbers["rate"].Value(binding, v => v > 0, "positive (1/s)");

    private double Probability(Binding binding) =>
        numbers.TryGetValue("probabilityHigh", out NumberField? field) ? field.Value(binding, v => v is >= 0 and <= 1, "in [0, 1]") : 0.5;
}
