using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Multiprecision;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A recorded path: <c>{ kind: trace, file, interpolation }</c>. It must reach the last output time.</summary>
internal sealed class TraceField : NoiseProcessField
{
    private readonly FileScalar file;
    private readonly TabulatedFunction path;

    public TraceField(NoiseTable source)
        : base(source)
    {
        file = source.Require("file").AsScalar($"{source.What}.file");
        path = TableFile.Read(file, source.Folder, InterpolationField.Read(source.Table, source.What));
    }

    public static NoiseKind Kind { get; } = new("trace", ["file", "interpolation"], t => new TraceField(t));

    public override NoiseParts Parts() => new(Source.Kind, new Dictionary<string, Expression>(StringComparer.Ordinal), [], []);

    protected override NoiseProcess Process(Binding binding, double last)
    {
        TableFile.RequireCovers(path, file, last);
        return new TraceNoise(path);
    }
}

/// <summary>The Gaussian Markov process: <c>{ kind: ornstein-uhlenbeck, mean, standardDeviation, rate }</c>.</summary>
internal sealed class OrnsteinUhlenbeckField(NoiseTable source) : NoiseProcessField(source)
{
    private readonly NumberField? mean = source.Optional("mean");
    private readonly NumberField deviation = source.Number("standardDeviation");
    private readonly NumberField rate = source.Number("rate", QuantityKind.Rate);

    public static NoiseKind Kind { get; } = new("ornstein-uhlenbeck", ["mean", "standardDeviation", "rate"], t => new OrnsteinUhlenbeckField(t));

    public override NoiseParts Parts()
    {
        var numbers = new Dictionary<string, Expression>(StringComparer.Ordinal) { ["standardDeviation"] = deviation.Exact, ["rate"] = rate.Exact };
        if (mean is not null)
        {
            numbers["mean"] = mean.Exact;
        }

        return new NoiseParts(Source.Kind, numbers, [], []);
    }

    /// <summary>Decay rate of the correlation, 1/s.</summary>
    public Expression Rate => rate.Exact;

    public override NoiseExpansion Expand(int index, Func<Expression, int> wholeNumber) =>
        throw new UnsupportedModelException("Under Ornstein–Uhlenbeck noise (kind: ornstein-uhlenbeck) the quantity is an endless continued fraction and no rational function.");

    /// <summary>The levels 0 to n, for expansions in 1/rate, to which level n contributes from order n on.</summary>
    public NoiseExpansion Ladder(int levels)
    {
        Expression variance = deviation.Exact is CallExpression { Function: "sqrt" } root ? root.Children[0] : Symbols.Power(deviation.Exact, 2);
        return NoiseExpansion.Ladder(levels, mean?.Exact ?? new NumberExpression(0), variance, rate.Exact);
    }

    protected override NoiseProcess Process(Binding binding, double last) =>
        new OrnsteinUhlenbeckNoise(mean?.Value(binding) ?? 0, deviation.Value(binding, v => v >= 0, "zero or positive"), Positive(rate, binding));
}
