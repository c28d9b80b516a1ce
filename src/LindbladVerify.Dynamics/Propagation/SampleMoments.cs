namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Means and sums of squared deviations of vectors of samples, updated and merged without cancellation (Chan, Golub and LeVeque 1983, doi:10.2307/2683386).</summary>
internal sealed class SampleMoments(int size)
{
    private readonly double[] squares = new double[size];
    private long count;

    public double[] Mean { get; } = new double[size];

    public void Add(ReadOnlySpan<double> sample)
    {
        count++;
        for (int i = 0; i < sample.Length; i++)
        {
            double deviation = sample[i] - Mean[i];
            Mean[i] += deviation / count;
            squares[i] += deviation * (sample[i] - Mean[i]);
        }
    }

    public void Merge(SampleMoments other)
    {
        long total = count + other.count;
        for (int i = 0; i < Mean.Length && other.count > 0; i++)
        {
            double deviation = other.Mean[i] - Mean[i];
            squares[i] += other.squares[i] + (deviation * deviation * ((double)count * other.count / total));
            Mean[i] += deviation * ((double)other.count / total);
        }

        count = total;
    }

    public double[] StandardErrors() => Array.ConvertAll(squares, s => Math.Sqrt(s / ((count - 1.0) * count)));
}
