namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// The residence time T = ∫0^∞⟨z⟩ dt from four ensemble means: I2 = ∫0^{t2}⟨z⟩, I1 = ∫0^{t1}⟨z⟩, z1, z2 at t1 = t2/2 and t2.
/// Over (t1, t2) the decay rate is (z1 − z2)/(I2 − I1), exact for one exponential; beyond t2 it adds z2 divided by it.
/// W = 1/(2T), with the standard error of the delta method.
/// </summary>
internal static class ResidenceTime
{
    /// <summary>Sample values, in the order in which the moments hold them.</summary>
    public const int FullIntegral = 0, HalfIntegral = 1, HalfValue = 2, FullValue = 3, Dimension = 4;

    /// <summary>The drop z1 − z2 must exceed this many standard errors for the tail to be extrapolated.</summary>
    private const double ResolvedDrop = 5;

    /// <summary>Reads the four values from a kernel with outputs at t1 and t2.</summary>
    public static void Select(ReadOnlySpan<double> samples, Span<double> rows)
    {
        const int size = TrajectoryBlock.Size, output = TrajectoryBlock.Components * size;
        samples.Slice(output + (3 * size), size).CopyTo(rows[(FullIntegral * size)..]);
        samples.Slice(3 * size, size).CopyTo(rows[(HalfIntegral * size)..]);
        samples.Slice(2 * size, size).CopyTo(rows[(HalfValue * size)..]);
        samples.Slice(output + (2 * size), size).CopyTo(rows[(FullValue * size)..]);
    }

    /// <summary>Rate, standard error, part of T in the tail, and the late decay rate (NaN when not resolved).</summary>
    public static (double Rate, double StandardError, double TailFraction, double LateDecay) Estimate(MomentAccumulator moments)
    {
        double i2 = moments.Mean[FullIntegral], i1 = moments.Mean[HalfIntegral], z1 = moments.Mean[HalfValue], z2 = moments.Mean[FullValue];
        double drop = z1 - z2, between = i2 - i1;
        Span<double> gradient = [1, 0, 0, 0];
        double total = i2, late = double.NaN;
        double dropVariance = moments.CovarianceOfMean(HalfValue, HalfValue) + moments.CovarianceOfMean(FullValue, FullValue)
            - (2 * moments.CovarianceOfMean(HalfValue, FullValue));
        if (between > 0 && drop > ResolvedDrop * Math.Sqrt(Math.Max(dropVariance, 0)))
        {
            late = drop / between;
            total += z2 / late;
            gradient[FullIntegral] += z2 / drop;
            gradient[HalfIntegral] = -z2 / drop;
            gradient[HalfValue] = -z2 * between / (drop * drop);
            gradient[FullValue] = z1 * between / (drop * drop);
        }

        double variance = 0;
        for (int i = 0; i < Dimension; i++)
        {
            for (int j = 0; j < Dimension; j++)
            {
                variance += gradient[i] * gradient[j] * moments.CovarianceOfMean(i, j);
            }
        }

        double rate = 1 / (2 * total);
        return (rate, Math.Sqrt(Math.Max(variance, 0)) / Math.Abs(total) * Math.Abs(rate), 1 - (i2 / total), late);
    }
}
