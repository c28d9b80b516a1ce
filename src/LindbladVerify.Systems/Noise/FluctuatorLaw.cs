using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Noise;

/// <summary>The sum of N equal, independent two-state noises, lumped by symmetry.</summary>
internal static class FluctuatorLaw
{
    /// <summary>
    /// The sum of N equal two-state noises in the basis of k deviated ones, symmetrised: level k decays at k·rate, xi keeps level k
    /// with mean + k(high - low)(1 - 2p)/√N and couples k-1 and k by σ√(k(N-k+1)/N), σ² = p(1-p)(high - low)² (Krawtchouk polynomials).
    /// </summary>
    public static NoiseModes Ladder(int count, double high, double low, double rate, double p)
    {
        double mean = (high * p) + (low * (1 - p));
        double skew = (high - low) * (1 - (2 * p)) / Math.Sqrt(count);
        double deviation = Math.Abs(high - low) * Math.Sqrt(p * (1 - p));
        var steps = new List<(int, int, double)>();
        for (int k = 1; k <= count; k++)
        {
            double step = deviation * Math.Sqrt(k * ((count - k + 1) / (double)count));
            steps.Add((k - 1, k, step));
            steps.Add((k, k - 1, step));
        }

        double[] ground = new double[count + 1];
        ground[0] = 1;
        return new NoiseModes(
            SparseMatrix<double>.Diagonal([.. Enumerable.Range(0, count + 1).Select(k => -k * rate)]),
            SparseMatrix<double>.FromEntries(count + 1, count + 1, steps) + SparseMatrix<double>.Diagonal([.. Enumerable.Range(0, count + 1).Select(k => mean + (k * skew))]),
            ground,
            ground,
            IsExact: true);
    }

    /// <summary>Probabilities of k = 0 … n high ones, by ratios of neighbours outwards from the most likely k.</summary>
    public static double[] Binomial(int n, double p)
    {
        double[] law = new double[n + 1];
        int mode = Math.Min(n, (int)((n + 1) * p));
        law[mode] = 1;
        for (int k = mode; k < n; k++)
        {
            law[k + 1] = law[k] * ((n - k) * p) / ((k + 1) * (1 - p));
        }

        for (int k = mode; k > 0; k--)
        {
            law[k - 1] = law[k] * (k * (1 - p)) / ((n - k + 1) * p);
        }

        double sum = law.Sum();
        return Array.ConvertAll(law, w => w / sum);
    }
}
