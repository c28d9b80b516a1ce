using System.Globalization;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Noise;

/// <summary>A finite Markov chain: state i has the value Values[i] and jumps to state j at Rates[i, j].</summary>
public sealed record MarkovChainNoise : NoiseProcess
{
    private readonly double[] values;
    private readonly double[,] rates;
    private readonly double[] populations;

    /// <summary>A chain in its stationary law, found without subtractions (so that rates may be any number of decades apart).</summary>
    /// <param name="values">[m] value of xi in each state.</param>
    /// <param name="rates">[m, m] jump rates from row to column, 1/s, not negative; the diagonal is ignored.</param>
    /// <exception cref="ArgumentException">Shapes differ, a rate is negative or not finite, or no state reaches all others.</exception>
    public MarkovChainNoise(IReadOnlyList<double> values, double[,] rates)
        : this(values, rates, null)
    {
    }

    internal MarkovChainNoise(IReadOnlyList<double> values, double[,] rates, double[]? populations)
    {
        int m = values.Count;
        if (m == 0 || rates.GetLength(0) != m || rates.GetLength(1) != m)
        {
            throw new ArgumentException($"{m} values need a {m} x {m} table of rates, not {rates.GetLength(0)} x {rates.GetLength(1)}.", nameof(rates));
        }

        this.values = [.. values.Select(v => RequireFinite(v, nameof(values)))];
        this.rates = (double[,])rates.Clone();
        for (int i = 0; i < m; i++)
        {
            this.rates[i, i] = 0;
            for (int j = 0; j < m; j++)
            {
                if (!(this.rates[i, j] >= 0) || double.IsInfinity(this.rates[i, j]))
                {
                    throw new ArgumentException($"The rate from state {i} to state {j} must be finite and not negative, not {this.rates[i, j].ToString("R", CultureInfo.InvariantCulture)}.", nameof(rates));
                }
            }
        }

        this.populations = populations ?? StationaryLaw.Of(this.rates);
    }

    /// <summary>[m] value of xi in each state.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>[m] stationary populations.</summary>
    public IReadOnlyList<double> Populations => populations;

    /// <inheritdoc/>
    public override double Mean => values.Zip(populations, (v, p) => v * p).Sum();

    /// <inheritdoc/>
    public override double Variance
    {
        get
        {
            double mean = Mean;
            return values.Zip(populations, (v, p) => p * (v - mean) * (v - mean)).Sum();
        }
    }

    /// <inheritdoc/>
    public override double FastestRate => Enumerable.Range(0, values.Length).Max(ExitRate);

    /// <inheritdoc/>
    public override int? ExactModeCount => values.Length;

    /// <summary>The jump rate from one state to another, 1/s.</summary>
    public double Rate(int from, int to) => rates[from, to];

    /// <summary>Total rate at which a state is left, 1/s.</summary>
    public double ExitRate(int state) => Enumerable.Range(0, values.Length).Sum(j => rates[state, j]);

    /// <summary>A telegraph between two values.</summary>
    /// <param name="high">Value of the upper state.</param>
    /// <param name="low">Value of the lower state.</param>
    /// <param name="rate">Decay rate of the autocorrelation (sum of both flip rates), 1/s.</param>
    /// <param name="probabilityHigh">Stationary population of the upper state, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive or the population lies outside [0, 1].</exception>
    public static MarkovChainNoise Telegraph(double high, double low, double rate, double probabilityHigh = 0.5)
    {
        RequirePositive(rate, nameof(rate));
        RequireProbability(probabilityHigh);
        double up = rate * probabilityHigh;
        double down = rate * (1 - probabilityHigh);
        return new MarkovChainNoise([high, low], new[,] { { 0, down }, { up, 0 } }, [probabilityHigh, 1 - probabilityHigh]);
    }

    /// <summary>The normalised sum mean + Σ (xi_k - mean)/√N of N independent telegraphs, as a birth-death chain over the number of high ones (exact by symmetry).</summary>
    /// <param name="count">N, from 1.</param>
    /// <param name="high">Upper value of each telegraph.</param>
    /// <param name="low">Lower value of each telegraph.</param>
    /// <param name="rate">Decay rate of each autocorrelation, 1/s.</param>
    /// <param name="probabilityHigh">Population of each upper state.</param>
    public static MarkovChainNoise Fluctuators(int count, double high, double low, double rate, double probabilityHigh = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        RequirePositive(rate, nameof(rate));
        RequireProbability(probabilityHigh);
        double mean = (high * probabilityHigh) + (low * (1 - probabilityHigh));
        double[] values = new double[count + 1];
        double[,] rates = new double[count + 1, count + 1];
        double[] populations = new double[count + 1];
        for (int k = 0; k <= count; k++)
        {
            values[k] = mean + (((k * (high - mean)) + ((count - k) * (low - mean))) / Math.Sqrt(count));
            populations[k] = BinomialProbability(count, k, probabilityHigh);
            if (k < count)
            {
                rates[k, k + 1] = (count - k) * rate * probabilityHigh;
                rates[k + 1, k] = (k + 1) * rate * (1 - probabilityHigh);
            }
        }

        return new MarkovChainNoise(values, rates, populations);
    }

    /// <summary>
    /// Mode 0 is the average over the states, mode k ≥ 1 the deviation of state k from its stationary share of it.
    /// </summary>
    /// <remarks>
    /// With c_k the amplitude of state k: y_0 = Σ c_k, y_k = c_k - p_k y_0, hence c_0 = p_0 y_0 - Σ y_k. The average then neither
    /// feeds nor is fed by the jumps, exactly: slow rates next to fast jumps keep full relative accuracy.
    /// </remarks>
    public override NoiseModes Modes(int depth)
    {
        int m = values.Length;
        double mean = Mean;
        var generator = new List<(int, int, double)>();
        var multiplication = new List<(int, int, double)> { (0, 0, mean) };
        for (int k = 1; k < m; k++)
        {
            multiplication.Add((k, k, values[k]));
            multiplication.Add((0, k, values[k] - values[0]));
            multiplication.Add((k, 0, populations[k] * (values[k] - mean)));
            generator.Add((k, k, -ExitRate(k)));
            for (int j = 1; j < m; j++)
            {
                multiplication.Add((k, j, -populations[k] * (values[j] - values[0])));
                generator.Add((k, j, rates[j, k]));
                generator.Add((k, j, -rates[0, k]));
            }
        }

        double[] average = new double[m];
        average[0] = 1;
        return new NoiseModes(
            SparseMatrix<double>.FromEntries(m, m, generator),
            SparseMatrix<double>.FromEntries(m, m, multiplication),
            average,
            average,
            IsExact: true);
    }

    private static void RequireProbability(double probabilityHigh)
    {
        if (!(probabilityHigh is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probabilityHigh), probabilityHigh, $"probabilityHigh must lie in [0, 1], not {probabilityHigh.ToString("R", CultureInfo.InvariantCulture)}.");
        }
    }

    private static double BinomialProbability(int n, int k, double p)
    {
        if (p is 0 or 1)
        {
            return k == (p == 0 ? 0 : n) ? 1 : 0;
        }

        return Math.Exp(MathNet.Numerics.SpecialFunctions.BinomialLn(n, k) + (k * Math.Log(p)) + ((n - k) * Math.Log(1 - p)));
    }
}
