using System.Globalization;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Multiprecision;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>Any finite Markov chain: <c>{ kind: markov-chain, values: […], rates: [[…]] }</c>, rates from row to column.</summary>
internal sealed class MarkovChainField : NoiseProcessField
{
    private const int MostStates = 256;
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

    protected override NoiseProcess Process(Binding binding, double last)
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
