namespace LindbladVerify.Systems.Noise;

/// <summary>A recorded path: one realisation, played as it is. It is not averaged over, so it has no modes.</summary>
/// <remarks>Mean and variance are time averages over the record.</remarks>
public sealed record TraceNoise : NoiseProcess
{
    /// <summary>A recorded path.</summary>
    /// <param name="path">xi(t).</param>
    public TraceNoise(TabulatedFunction path)
    {
        Path = path;
        Mean = path.Average(v => v);
        Variance = path.Average(v => (v - Mean) * (v - Mean));
        double shortest = Enumerable.Range(1, path.Times.Count - 1).Select(k => path.Times[k] - path.Times[k - 1]).DefaultIfEmpty(double.PositiveInfinity).Min();
        FastestRate = 1 / shortest;
    }

    /// <summary>xi(t).</summary>
    public override TabulatedFunction Path { get; }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance { get; }

    /// <summary>One over the shortest step of the record, 1/s; 0 for a single point.</summary>
    public override double FastestRate { get; }

    /// <inheritdoc/>
    public override int? ExactModeCount => null;

    /// <summary>Not possible for a recorded path.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override NoiseModes Modes(int depth) => throw new NotSupportedException(
        "A recorded noise trace is one path, not a random process: it has no modes to average over. Propagate it as an explicit time dependence.");
}
