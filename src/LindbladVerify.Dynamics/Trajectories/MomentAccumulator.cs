namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// Running mean and covariance of a vector of sample values, merged pairwise (Chan, Golub and LeVeque, Am. Stat. 37, 242
/// (1983), doi:10.1080/00031305.1983.10483115). Merging in a fixed order gives fixed bits.
/// </summary>
internal sealed class MomentAccumulator(int dimension)
{
    private readonly double[] mean = new double[dimension];
    private readonly double[] comoment = new double[dimension * dimension];

    public int Dimension => dimension;

    public long Count { get; private set; }

    public ReadOnlySpan<double> Mean => mean;

    /// <summary>Unbiased covariance of one sample.</summary>
    public double Covariance(int i, int j) => comoment[(i * dimension) + j] / (Count - 1);

    /// <summary>Covariance of the mean.</summary>
    public double CovarianceOfMean(int i, int j) => Covariance(i, j) / Count;

    /// <summary>The moments of samples given as rows of <paramref name="count"/> values, one row per dimension.</summary>
    public static MomentAccumulator Of(ReadOnlySpan<double> rows, int dimension, int stride, int count)
    {
        MomentAccumulator result = new(dimension) { Count = count };
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
            for (int j = 0; j <= i; j++)
            {
                ReadOnlySpan<double> b = rows.Slice(j * stride, count);
                double sum = 0;
                for (int k = 0; k < count; k++)
                {
                    sum += (a[k] - result.mean[i]) * (b[k] - result.mean[j]);
                }

                result.comoment[(i * dimension) + j] = result.comoment[(j * dimension) + i] = sum;
            }
        }

        return result;
    }

    /// <summary>Adds the samples of another accumulator.</summary>
    public void Merge(MomentAccumulator other)
    {
        long total = Count + other.Count;
        double weight = (double)Count * other.Count / total, share = (double)other.Count / total;
        for (int i = 0; i < dimension; i++)
        {
            for (int j = 0; j < dimension; j++)
            {
                comoment[(i * dimension) + j] += other.comoment[(i * dimension) + j]
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
    public void Add(ReadOnlySpan<double> sample) => Merge(Of(sample, dimension, 1, 1));
}
