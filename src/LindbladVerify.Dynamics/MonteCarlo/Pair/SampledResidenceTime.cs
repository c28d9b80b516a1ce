namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// The residence time T = ∫0^∞⟨z⟩ dt and W = 1/(2T) from trajectories that end at a horizon: each contributes ∫z dt up to there and
/// the conditional mean of the rest, so that the mean is T at any horizon, and its scatter is that of independent equal draws.
/// </summary>
/// <param name="tail">The conditional mean of the rest.</param>
/// <param name="horizon">End of the trajectories, s.</param>
internal sealed class SampledResidenceTime(ConditionalTail tail, double horizon)
{
    /// <summary>Number of sample values.</summary>
    public const int Dimension = 4;

    private const int Total = 0, Tail = 1, Between = 2, Drop = 3;

    /// <summary>The drop of ⟨z⟩ must exceed this many standard errors for a late decay rate to be read off.</summary>
    private const double ResolvedDrop = 5;

    /// <summary>With fewer expected departures from the dominant noise state, their sample variance is no guide.</summary>
    private const double FewDepartures = 100;

    /// <summary>Reads T, its tail, and integral and drop of z between both outputs from a kernel with outputs at half the horizon and at the horizon.</summary>
    public void Select(ReadOnlySpan<double> samples, Span<double> rows)
    {
        const int size = TrajectoryBlock.Size, output = TrajectoryBlock.Components * size;
        const int z = 2 * size, integral = TrajectoryBlock.Integral * size;
        tail.Evaluate(samples[output..], rows[(Tail * size)..]);
        for (int i = 0; i < size; i++)
        {
            rows[i] = samples[output + integral + i] + rows[(Tail * size) + i];
            rows[(Between * size) + i] = samples[output + integral + i] - samples[integral + i];
            rows[(Drop * size) + i] = samples[z + i] - samples[output + z + i];
        }
    }

    /// <summary>W = 1/(2T), 1/s.</summary>
    public static double Rate(MomentAccumulator moments) => 1 / (2 * moments.Mean[Total]);

    /// <summary>Standard error of T relative to T from the scatter of the samples alone.</summary>
    public static double RelativeScatter(MomentAccumulator moments) =>
        Math.Sqrt(Math.Max(moments.CovarianceOfMean(Total, Total), 0)) / Math.Abs(moments.Mean[Total]);

    /// <summary>The same, but not below what departures too rare to be sampled well add.</summary>
    public double RelativeStandardError(MomentAccumulator moments)
    {
        double scatter = RelativeScatter(moments);
        double probability = tail.DepartureProbability(horizon);
        bool rare = probability < 0.5 && probability * moments.Count < FewDepartures;
        return rare ? Math.Max(scatter, Math.Sqrt(tail.Variance / moments.Count) / Math.Abs(moments.Mean[Total])) : scatter;
    }

    /// <summary>Part of T beyond the horizon, and the bound on the relative error of T that comes with it.</summary>
    public (double Fraction, double Error) TailOf(MomentAccumulator moments)
    {
        double fraction = moments.Mean[Tail] / moments.Mean[Total];
        return (fraction, Math.Abs(fraction) * tail.RelativeError);
    }

    /// <summary>Decay rate of ⟨z⟩ over the second half of the horizon, 1/s; null where it is not resolved.</summary>
    public static double? LateDecay(MomentAccumulator moments)
    {
        double drop = moments.Mean[Drop], between = moments.Mean[Between];
        return between > 0 && drop > ResolvedDrop * Math.Sqrt(Math.Max(moments.CovarianceOfMean(Drop, Drop), 0)) ? drop / between : null;
    }
}

/// <summary>Ensemble means of the Bloch vector with standard errors, all lists as long as <paramref name="Times"/>.</summary>
/// <param name="Times">Output times, s.</param>
/// <param name="X">⟨x⟩.</param>
/// <param name="Y">⟨y⟩.</param>
/// <param name="Z">⟨z⟩.</param>
/// <param name="XStandardError">Standard error of ⟨x⟩, like the others not below rounding.</param>
/// <param name="YStandardError">Standard error of ⟨y⟩.</param>
/// <param name="ZStandardError">Standard error of ⟨z⟩.</param>
/// <param name="Trajectories">Trajectories behind the means; fewer than asked for if the run was cancelled.</param>
/// <param name="Seed">Seed that reproduces them.</param>
/// <param name="Cancelled">Whether the run was cancelled.</param>
public sealed record EnsembleTimeCourse(
    IReadOnlyList<double> Times,
    IReadOnlyList<double> X,
    IReadOnlyList<double> Y,
    IReadOnlyList<double> Z,
    IReadOnlyList<double> XStandardError,
    IReadOnlyList<double> YStandardError,
    IReadOnlyList<double> ZStandardError,
    long Trajectories,
    ulong Seed,
    bool Cancelled);
