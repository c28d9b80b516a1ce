using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Multiprecision;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.Tests.References;

/// <summary>A particle that hops between three sites at -a, 0 and a, from each to each at one rate: what a new noise process takes, in one file.</summary>
internal sealed record HopperNoise : NoiseProcess
{
    public HopperNoise(double reach, double rate)
    {
        double hop = RequirePositive(rate, nameof(rate));
        Chain = new MarkovChainNoise([-RequireFinite(reach, nameof(reach)), 0, reach], new[,] { { 0, hop, hop }, { hop, 0, hop }, { hop, hop, 0 } });
    }

    public override MarkovChainNoise Chain { get; }

    public override double Mean => 0;

    public override double Variance => Chain.Variance;

    public override double FastestRate => Chain.FastestRate;

    public override int? ExactModeCount => 3;

    public override NoiseModes Modes(int depth) => Chain.Modes(depth);
}

/// <summary>Its table in a model file: <c>{ kind: hopper, reach, rate }</c>.</summary>
internal sealed class HopperField(NoiseTable source) : NoiseProcessField(source)
{
    private readonly NumberField reach = source.Number("reach");
    private readonly NumberField rate = source.Number("rate", QuantityKind.Rate);

    public static NoiseKind Kind { get; } = new("hopper", ["reach", "rate"], t => new HopperField(t));

    /// <summary>The line that a new process takes in the list of kinds.</summary>
    public static IReadOnlyList<NoiseKind> WithHopper { get; } = [.. NoiseKind.Known, Kind];

    private Expression[] Values => [Symbols.Minus(Symbols.Number(0), reach.Exact), Symbols.Number(0), reach.Exact];

    public override NoiseParts Parts()
    {
        Expression none = Symbols.Number(0);
        return new NoiseParts("markov-chain", new Dictionary<string, Expression>(StringComparer.Ordinal), Values, [[none, rate.Exact, rate.Exact], [rate.Exact, none, rate.Exact], [rate.Exact, rate.Exact, none]]);
    }

    public override NoiseExpansion Expand(int index, Func<Expression, int> wholeNumber)
    {
        Expression third = Symbols.Over(Symbols.Number(1), Symbols.Number(3));
        (int, int, Expression)[] hops = [.. from a in Enumerable.Range(0, 3) from b in Enumerable.Range(0, 3) where a != b select (a, b, rate.Exact)];
        return new NoiseExpansion(Values, [third, third, third], hops, [new ModelCheck(rate.Exact, true, () => rate.Error("must be positive (1/s)"))]);
    }

    protected override NoiseProcess Process(Binding binding, double last) => new HopperNoise(reach.Value(binding), Positive(rate, binding));
}
