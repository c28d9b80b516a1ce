namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>What a Monte Carlo run decided and found besides its estimate. Equal for equal seeds, whatever the threads or the vector width.</summary>
public sealed record TrajectoryStatistics
{
    /// <summary>End of the simulated time, s.</summary>
    public required double Horizon { get; init; }

    /// <summary>Longest time step, s; empty where paths are followed exactly from flip to flip.</summary>
    public required double? TimeStep { get; init; }

    /// <summary>
    /// Estimated bias of the rate by the time step, relative to the rate: measured by the pilot on paths shared by a step
    /// and its half, scaled by the square of the step. Empty without a step or when the step was given.
    /// </summary>
    public required double? RelativeStepError { get; init; }

    /// <summary>
    /// Part of ∫⟨z⟩ dt beyond the horizon, included in the estimate: there each trajectory is continued by the mean over its
    /// possible futures, given its Bloch vector and its noise value.
    /// </summary>
    public required double TailFraction { get; init; }

    /// <summary>Bound on the error of the tail (rounding, and the truncated ladder of Gaussian noise), relative to the rate; part of its standard error.</summary>
    public required double RelativeTailError { get; init; }

    /// <summary>Decay rate of ⟨z⟩ over the second half of the horizon, 1/s (2W where a rate exists); empty when it is not
    /// resolved. The estimate does not use it.</summary>
    public required double? LateDecayRate { get; init; }

    /// <summary>Standard error of the rate from the scatter of the means of blocks of 64 trajectories, 1/s; empty with fewer than 8 full blocks.</summary>
    public required double? BatchStandardError { get; init; }

    /// <summary>Trajectories of the pilot; none of them is part of the estimate.</summary>
    public required long PilotTrajectories { get; init; }

    /// <summary>Trajectories that were planned; more than were run if the run was cancelled.</summary>
    public required long PlannedTrajectories { get; init; }

    /// <summary>Whether the run was cancelled; the estimate then rests on the trajectories that were complete.</summary>
    public required bool Cancelled { get; init; }

    /// <summary>Whether the requested relative error was reached; empty if none was requested.</summary>
    public required bool? TargetReached { get; init; }
}

/// <summary>
/// Running mean and covariance of a vector of sample values, merged pairwise (Chan, Golub and LeVeque, Am. Stat. 37, 242
/// (1983), doi:10.1080/00031305.1983.10483115). Merging in a fixed order gives fixed bits.
/// </summary>
/// <param name="dimension">Number of sample values.</param>
/// <param name="bandwidth">How far from the diagonal covariances are kept: 0 for variances only.</param>
internal sealed class MomentAccumulator(int dimension, int bandwidth = int.MaxValue)
{
    private readonly int width = Math.Min(bandwidth, dimension - 1) + 1;
    private readonly double[] mean = new double[dimension];
    private readonly double[] comoment = new double[dimension * (Math.Min(bandwidth, dimension - 1) + 1)];

    public int Dimension => dimension;

    public long Count { get; private set; }

    public ReadOnlySpan<double> Mean => mean;

    /// <summary>Unbiased covariance of one sample; |i − j| within the bandwidth.</summary>
    public double Covariance(int i, int j) => comoment[(Math.Max(i, j) * width) + Math.Abs(i - j)] / (Count - 1);

    /// <summary>Covariance of the mean.</summary>
    public double CovarianceOfMean(int i, int j) => Covariance(i, j) / Count;

    /// <summary>The moments of samples given as rows of <paramref name="count"/> values, one row per dimension.</summary>
    public static MomentAccumulator Of(ReadOnlySpan<double> rows, int dimension, int bandwidth, int stride, int count)
    {
        MomentAccumulator result = new(dimension, bandwidth) { Count = count };
        for (int i = 0; i < dimension; i++)
        {
            double sum = 0;
            foreach (double value in rows.Slice(i * stride, count))
            {
                sum += value;
            }

            result.mean[i] = sum / count;
        }

        for (int i = 0; i < dimension; i++)
        {
            ReadOnlySpan<double> a = rows.Slice(i * stride, count);
            for (int j = Math.Max(0, i - result.width + 1); j <= i; j++)
            {
                ReadOnlySpan<double> b = rows.Slice(j * stride, count);
                double sum = 0;
                for (int k = 0; k < count; k++)
                {
                    sum += (a[k] - result.mean[i]) * (b[k] - result.mean[j]);
                }

                result.comoment[(i * result.width) + i - j] = sum;
            }
        }

        return result;
    }

    /// <summary>Sets mean and variance of the values from <paramref name="first"/> on; only for accumulators of variances alone.</summary>
    /// <param name="first">Index of the value of the first row.</param>
    /// <param name="rows">One row of samples per value, <paramref name="stride"/> apart.</param>
    /// <param name="stride">Distance of the rows.</param>
    /// <param name="count">Samples in a row, the same in every call.</param>
    public void Fill(int first, ReadOnlySpan<double> rows, int stride, int count)
    {
        if (width != 1)
        {
            throw new InvalidOperationException("Only an accumulator without covariances can be filled part by part.");
        }

        int number = rows.Length / stride;
        MomentAccumulator part = Of(rows, number, 0, stride, count);
        part.mean.CopyTo(mean, first);
        part.comoment.CopyTo(comoment, first);
        Count = count;
    }

    /// <summary>Adds the samples of another accumulator.</summary>
    public void Merge(MomentAccumulator other)
    {
        long total = Count + other.Count;
        double weight = (double)Count * other.Count / total, share = (double)other.Count / total;
        for (int i = 0; i < dimension; i++)
        {
            for (int j = Math.Max(0, i - width + 1); j <= i; j++)
            {
                comoment[(i * width) + i - j] += other.comoment[(i * width) + i - j]
                    + (weight * (other.mean[i] - mean[i]) * (other.mean[j] - mean[j]));
            }
        }

        for (int i = 0; i < dimension; i++)
        {
            mean[i] += share * (other.mean[i] - mean[i]);
        }

        Count = total;
    }

    /// <summary>Adds one sample.</summary>
    public void Add(ReadOnlySpan<double> sample) => Merge(Of(sample, dimension, bandwidth, 1, 1));
}
