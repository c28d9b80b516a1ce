namespace LindbladVerify.Systems.Noise;

/// <summary>
/// One of several processes that are functions of the state of one Markov chain: they jump together. Those of a chain stand one after the other in a model; all
/// but the first share the modes of the one before.
/// </summary>
/// <remarks>There are averages, exactly; no trajectories, for a component by itself is not what the chain does.</remarks>
internal sealed record JointChainComponent : NoiseProcess
{
    private readonly MarkovChainNoise own;
    private readonly bool isFirst;

    private JointChainComponent(MarkovChainNoise own, bool isFirst)
    {
        this.own = own;
        this.isFirst = isFirst;
    }

    /// <inheritdoc/>
    public override double Mean => own.Mean;

    /// <inheritdoc/>
    public override double Variance => own.Variance;

    /// <inheritdoc/>
    public override double FastestRate => own.FastestRate;

    /// <summary>The modes of the chain count once.</summary>
    public override int? ExactModeCount => isFirst ? own.ExactModeCount : 1;

    /// <summary>The components of a chain.</summary>
    /// <param name="values">[m][n] the values of all components in each state.</param>
    /// <param name="rates">[m, m] jump rates from row to column, 1/s.</param>
    /// <exception cref="ArgumentException">The table of rates is none of a chain.</exception>
    public static IReadOnlyList<NoiseProcess> Of(double[][] values, double[,] rates) =>
        [.. Enumerable.Range(0, values[0].Length).Select(k => new JointChainComponent(new MarkovChainNoise([.. values.Select(v => v[k])], rates), k == 0))];

    /// <inheritdoc/>
    public override NoiseModes Modes(int depth) => own.Modes(depth) with { SharesModes = !isFirst };
}
