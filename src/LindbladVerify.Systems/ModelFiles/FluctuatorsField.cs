using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Multiprecision;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.ModelFiles;

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
