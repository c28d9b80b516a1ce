namespace LindbladVerify.Systems.Noise;

/// <summary>
/// A process whose effect on the system is multiplied by an envelope: it goes on by itself, and couples through a <see cref="Models.Drive"/> that names it. Its
/// own coupling in the model is 0.
/// </summary>
/// <remarks>Averages only: what trajectories and closed forms know of the process does not hold for its product with an envelope.</remarks>
internal sealed record GatedProcess(NoiseProcess Inner) : NoiseProcess
{
    /// <inheritdoc/>
    public override double Mean => Inner.Mean;

    /// <inheritdoc/>
    public override double Variance => Inner.Variance;

    /// <inheritdoc/>
    public override double FastestRate => Inner.FastestRate;

    /// <inheritdoc/>
    public override int? ExactModeCount => Inner.ExactModeCount;

    /// <inheritdoc/>
    public override double LevelsAtStake(double coupling, double time) => Inner.LevelsAtStake(coupling, time);

    /// <inheritdoc/>
    public override NoiseModes Modes(int depth) => Inner.Modes(depth);
}
