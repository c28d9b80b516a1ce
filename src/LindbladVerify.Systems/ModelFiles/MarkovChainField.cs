using System.Globalization;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Multiprecision;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>Any finite Markov chain: <c>{ kind: markov-chain, values: […], rates: [[…]] }</c>, rates from row to column.</summary>
internal sealed class MarkovChainField : NoiseProcessField
{
    /// <summary>Most states of a chain.</summary>
    public const int MostStates = 256;

    private readonly NumberField[] values;
    private readonly NumberField[][] rates;

    public MarkovChainField(NoiseTable source)
        : base(source)
    {
        values = Row(source.Require("values"), "values", QuantityKind.Any);
        rates = [.. source.Require("rates").AsSequence($"{source.What}.rates").Items.Select((row, k) => Row(row, string.Create(CultureInfo.InvariantCulture, $"rates[{k}]"), QuantityKind.Rate))];
        RequireShape();
    }

    public static NoiseKind Kind { get; } = new("markov-chain", ["values", "rates"], t => new MarkovChainField(t));

    public override NoiseParts Parts() => new(
        Source.Kind,
        new Dictionary<string, Expression>(StringComparer.Ordinal),
        [.. values.Select(v => v.Exact)],
        [.. rates.Select(r => (IReadOnlyList<Expression>)[.. r.Select(x => x.Exact)])]);

    public override NoiseExpansion Expand(int index, Func<Expression, int> wholeNumber)
    {
        int m = values.Length;
        IEnumerable<(int From, int To)> jumps = from start in Enumerable.Range(0, m) from end in Enumerable.Range(0, m) where start != end select (start, end);
        return NoiseExpansion.Chain(index, [.. values.Select(v => v.Exact)], [.. jumps.Select(j => (j.From, j.To, rates[j.From][j.To]))], reason => Source.Error(reason));
    }

    /// <summary>The rates of a chain of m states, [m, m] from row to column.</summary>
    public static double[,] Bind(NumberField[][] rates, Binding binding)
    {
        int m = rates.Length;
        double[,] table = new double[m, m];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                // The diagonal is ignored; both conventions, zero and minus the exit rate, are in use.
                table[i, j] = i == j ? 0 : rates[i][j].Value(binding, v => v >= 0, "zero or positive (1/s)");
            }
        }

        return table;
    }

    protected override NoiseProcess Process(Binding binding, double last)
    {
        double[,] table = Bind(rates, binding);
        return new MarkovChainNoise([.. values.Select(v => v.Value(binding))], table);
    }

    private NumberField[] Row(FileNode node, string key, QuantityKind quantity) =>
        [.. node.AsSequence($"{Source.What}.{key}").Items.Select((v, k) => NumberField.Read(v, string.Create(CultureInfo.InvariantCulture, $"{Source.What}.{key}[{k}]"), quantity))];

    private void RequireShape()
    {
        if (values.Length is 0 or > MostStates)
        {
            throw Source.Table.Error($"{Source.What}.values must hold 1 to {MostStates} values, not {values.Length}");
        }

        if (rates.Length != values.Length || rates.Any(row => row.Length != values.Length))
        {
            throw Source.Require("rates").Error($"{Source.What}.rates must be a table of {values.Length} rows with {values.Length} rates each, one row per value (rate from row to column)");
        }
    }
}

/// <summary>Two values and the rate at which their correlation decays: <c>{ kind: telegraph, high, low, rate, probabilityHigh }</c>.</summary>
internal sealed class TelegraphField(NoiseTable source) : NoiseProcessField(source)
{
    private readonly TwoValues values = TwoValues.Read(source);

    public static NoiseKind Kind { get; } = new("telegraph", TwoValues.Keys, t => new TelegraphField(t));

    public override NoiseParts Parts() => new(Source.Kind, values.Numbers, [], []);

    public override NoiseExpansion Expand(int index, Func<Expression, int> wholeNumber) => values.Expand(1);

    protected override NoiseProcess Process(Binding binding, double last) =>
        MarkovChainNoise.Telegraph(values.High.Value(binding), values.Low.Value(binding), Positive(values.Rate, binding), values.Probability(binding));
}

/// <summary>The numbers of a telegraph, which a sum of fluctuators has too.</summary>
/// <param name="High">Upper value.</param>
/// <param name="Low">Lower value.</param>
/// <param name="Rate">Decay rate of the correlation, 1/s.</param>
/// <param name="ProbabilityHigh">Population of the upper value; null where it is left out and 1/2.</param>
internal sealed record TwoValues(NumberField High, NumberField Low, NumberField Rate, NumberField? ProbabilityHigh)
{
    public static string[] Keys { get; } = ["high", "low", "rate", "probabilityHigh"];

    /// <summary>The numbers by key.</summary>
    public Dictionary<string, Expression> Numbers
    {
        get
        {
            var numbers = new Dictionary<string, Expression>(StringComparer.Ordinal) { ["high"] = High.Exact, ["low"] = Low.Exact, ["rate"] = Rate.Exact };
            if (ProbabilityHigh is not null)
            {
                numbers["probabilityHigh"] = ProbabilityHigh.Exact;
            }

            return numbers;
        }
    }

    public static TwoValues Read(NoiseTable source) =>
        new(source.Number("high"), source.Number("low"), source.Number("rate", QuantityKind.Rate), source.Optional("probabilityHigh", QuantityKind.Dimensionless));

    public double Probability(Binding binding) => ProbabilityHigh?.Value(binding, v => v is >= 0 and <= 1, "in [0, 1]") ?? 0.5;

    /// <summary>The sum of so many in symbols.</summary>
    public NoiseExpansion Expand(int count)
    {
        Expression probability = ProbabilityHigh?.Exact ?? new NumberExpression(0.5);
        ModelCheck[] checks =
        [
            new(Rate.Exact, true, () => Rate.Error("must be positive (1/s)")),
            .. ProbabilityHigh is null ? [] : ModelCheck.Within(probability, 0, 1, () => ProbabilityHigh.Error("must be in [0, 1]")),
        ];
        return NoiseExpansion.Fluctuators(count, High.Exact, Low.Exact, Rate.Exact, probability, checks);
    }
}

/// <summary>The normalised sum of equal independent telegraphs: <c>{ kind: fluctuators, count, high, low, rate, probabilityHigh }</c>.</summary>
internal sealed class FluctuatorsField(NoiseTable source) : NoiseProcessField(source)
{
    private const int MostFluctuators = 10_000;
    private readonly NumberField count = source.Number("count", QuantityKind.Dimensionless);
    private readonly TwoValues values = TwoValues.Read(source);

    public static NoiseKind Kind { get; } = new("fluctuators", ["count", .. TwoValues.Keys], t => new FluctuatorsField(t));

    public override NoiseParts Parts() => new(Source.Kind, new Dictionary<string, Expression>(values.Numbers, StringComparer.Ordinal) { ["count"] = count.Exact }, [], []);

    public override NoiseExpansion Expand(int index, Func<Expression, int> wholeNumber)
    {
        int number = wholeNumber(count.Exact);
        return number < 1 ? throw PreciseParameters.Refused("The number of fluctuators must be positive.")
            : number >= NoiseExpansion.MostStates ? throw new UnsupportedModelException(FormattableString.Invariant($"{number} fluctuators have too many states."))
            : values.Expand(number);
    }

    protected override NoiseProcess Process(Binding binding, double last) => MarkovChainNoise.Fluctuators(
        count.Integer(binding, 1, MostFluctuators), values.High.Value(binding), values.Low.Value(binding), Positive(values.Rate, binding), values.Probability(binding));
}
