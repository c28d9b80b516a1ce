using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Multiprecision;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.ModelFiles;

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
