using System.Globalization;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Noise;

/// <summary>The stationary Gaussian Markov process with autocovariance StandardDeviation² exp(-Rate |τ|).</summary>
public sealed record OrnsteinUhlenbeckNoise : NoiseProcess
{
    /// <summary>An Ornstein–Uhlenbeck process.</summary>
    /// <param name="mean">Stationary mean.</param>
    /// <param name="standardDeviation">Stationary standard deviation, not negative.</param>
    /// <param name="rate">Relaxation rate, 1/s, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public OrnsteinUhlenbeckNoise(double mean, double standardDeviation, double rate)
    {
        Mean = RequireFinite(mean, nameof(mean));
        Rate = RequirePositive(rate, nameof(rate));
        ArgumentOutOfRangeException.ThrowIfNegative(standardDeviation);
        StandardDeviation = RequireFinite(standardDeviation, nameof(standardDeviation));
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <summary>Stationary standard deviation.</summary>
    public double StandardDeviation { get; }

    /// <summary>Relaxation rate, 1/s.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public override double Variance => StandardDeviation * StandardDeviation;

    /// <inheritdoc/>
    public override double FastestRate => Rate;

    /// <inheritdoc/>
    public override int? ExactModeCount => StandardDeviation == 0 ? 1 : null;

    /// <inheritdoc/>
    public override OrnsteinUhlenbeckNoise Gaussian => this;

    /// <summary>The Kubo number (amplitude over rate), squared and halved, or for short times the phase gathered by then.</summary>
    /// <inheritdoc/>
    public override double LevelsAtStake(double coupling, double time)
    {
        double amplitude = StandardDeviation * coupling;
        return Math.Min(Math.Pow(amplitude / Rate, 2) / 2, amplitude * time);
    }

    /// <summary>This process plus a factor times an independent one of the same rate: means add, and so do variances.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="other">The other process.</param>
    /// <exception cref="ArgumentException">The rates differ, so that the sum is not Markovian.</exception>
    public OrnsteinUhlenbeckNoise Plus(double factor, OrnsteinUhlenbeckNoise other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Rate == Rate
            ? new OrnsteinUhlenbeckNoise(Mean + (factor * other.Mean), Math.Sqrt(Variance + (factor * factor * other.Variance)), Rate)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Processes of rates {Rate:R} and {other.Rate:R} 1/s do not add up to one of either."), nameof(other));
    }

    /// <summary>
    /// Orthonormal Hermite ladder: level n decays at n·Rate, and xi couples levels n and n+1 by StandardDeviation·√(n+1).
    /// Truncated after <paramref name="depth"/> levels above the ground level.
    /// </summary>
    public override NoiseModes Modes(int depth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        int m = StandardDeviation == 0 ? 1 : depth + 1;
        var values = new List<(int, int, double)>();
        for (int n = 0; n < m; n++)
        {
            values.Add((n, n, Mean));
            if (n + 1 < m)
            {
                double step = StandardDeviation * Math.Sqrt(n + 1);
                values.Add((n, n + 1, step));
                values.Add((n + 1, n, step));
            }
        }

        double[] ground = new double[m];
        ground[0] = 1;
        return new NoiseModes(
            SparseMatrix<double>.Diagonal([.. Enumerable.Range(0, m).Select(n => -n * Rate)]),
            SparseMatrix<double>.FromEntries(m, m, values),
            ground,
            ground,
            IsExact: m == 1);
    }
}
