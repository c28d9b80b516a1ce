using System.Globalization;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Noise;

/// <summary>A finite Markov chain: state i has the value Values[i] and jumps to state j at Rates[i, j].</summary>
public sealed record MarkovChainNoise : NoiseProcess
{
    private readonly double[] values;
    private readonly SparseMatrix<double> flow;
    private readonly double[] exitRates;
    private readonly double[] populations;
    private readonly NoiseModes? ladder;

    /// <summary>A chain in its stationary law, found without subtractions (so that rates may be any number of decades apart).</summary>
    /// <param name="values">[m] value of xi in each state.</param>
    /// <param name="rates">[m, m] jump rates from row to column, 1/s, not negative; the diagonal is ignored.</param>
    /// <exception cref="ArgumentException">Shapes differ, a rate is negative or not finite, or the stationary law is not unique.</exception>
    public MarkovChainNoise(IReadOnlyList<double> values, double[,] rates)
        : this(values, Flow(values.Count, rates), StationaryLaw.Of(rates), null)
    {
    }

    /// <param name="values">[m].</param>
    /// <param name="flow">[m, m] jump rates, entry (to, from), no diagonal.</param>
    /// <param name="populations">[m] stationary law.</param>
    /// <param name="ladder">The modes, where a better set than the general one is known.</param>
    private MarkovChainNoise(IReadOnlyList<double> values, SparseMatrix<double> flow, double[] populations, NoiseModes? ladder)
    {
        this.values = [.. values.Select(v => RequireFinite(v, nameof(values)))];
        this.flow = flow;
        this.populations = populations;
        this.ladder = ladder;
        exitRates = new double[values.Count];
        foreach ((_, int from, double rate) in flow.Entries())
        {
            exitRates[from] += rate;
        }
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
    public override double FastestRate => exitRates.Max();

    /// <inheritdoc/>
    public override int? ExactModeCount => values.Length;

    /// <inheritdoc/>
    public override MarkovChainNoise Chain => this;

    /// <summary>The jump rate from one state to another, 1/s.</summary>
    public double Rate(int from, int to) => flow[to, from];

    /// <summary>Total rate at which a state is left, 1/s.</summary>
    public double ExitRate(int state) => exitRates[state];

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
        double down = rate * (1 - probabilityHigh);
        double up = rate * probabilityHigh;
        return new MarkovChainNoise(
            [high, low],
            SparseMatrix<double>.FromEntries(2, 2, [(1, 0, down), (0, 1, up)]),
            [probabilityHigh, 1 - probabilityHigh],
            FluctuatorLaw.Ladder(1, high, low, rate, probabilityHigh));
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
        var flow = new List<(int To, int From, double Rate)>();
        double[] populations = FluctuatorLaw.Binomial(count, probabilityHigh);
        for (int k = 0; k <= count; k++)
        {
            values[k] = mean + (((k * (high - mean)) + ((count - k) * (low - mean))) / Math.Sqrt(count));
            if (k < count)
            {
                flow.Add((k + 1, k, (count - k) * rate * probabilityHigh));
                flow.Add((k, k + 1, (k + 1) * rate * (1 - probabilityHigh)));
            }
        }

        return new MarkovChainNoise(
            values,
            SparseMatrix<double>.FromEntries(count + 1, count + 1, flow),
            populations,
            FluctuatorLaw.Ladder(count, high, low, rate, probabilityHigh));
    }

    /// <summary>
    /// For a telegraph and for fluctuators the ladder of orthonormal polynomials, tridiagonal in the value and diagonal in the
    /// rates. For any other chain, mode 0 is the average over the states, mode k ≥ 1 the deviation of state k from its stationary share of it.
    /// </summary>
    /// <remarks>
    /// In the general form, with c_k the amplitude of state k: y_0 = Σ c_k, y_k = c_k - p_k y_0, hence c_0 = p_0 y_0 - Σ y_k. In both
    /// forms the average neither feeds nor is fed by the jumps, exactly: slow rates next to fast jumps keep full relative accuracy.
    /// </remarks>
    public override NoiseModes Modes(int depth) => ladder ?? DeviationModes();

    private NoiseModes DeviationModes()
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
            generator.Add((k, k, -exitRates[k]));
            for (int j = 1; j < m; j++)
            {
                multiplication.Add((k, j, -populations[k] * (values[j] - values[0])));
                generator.Add((k, j, Rate(j, k)));
                generator.Add((k, j, -Rate(0, k)));
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

    private static SparseMatrix<double> Flow(int m, double[,] rates)
    {
        if (m == 0 || rates.GetLength(0) != m || rates.GetLength(1) != m)
        {
            throw new ArgumentException($"{m} values need a {m} x {m} table of rates, not {rates.GetLength(0)} x {rates.GetLength(1)}.", nameof(rates));
        }

        var entries = new List<(int To, int From, double Rate)>();
        for (int from = 0; from < m; from++)
        {
            for (int to = 0; to < m; to++)
            {
                double rate = from == to ? 0 : rates[from, to];
                if (!(rate >= 0) || double.IsInfinity(rate))
                {
                    throw new ArgumentException($"The rate from state {from} to state {to} must be finite and not negative, not {rate.ToString("R", CultureInfo.InvariantCulture)}.", nameof(rates));
                }

                entries.Add((to, from, rate));
            }
        }

        return SparseMatrix<double>.FromEntries(m, m, entries);
    }

    private static void RequireProbability(double probabilityHigh)
    {
        if (!(probabilityHigh is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probabilityHigh), probabilityHigh, $"probabilityHigh must lie in [0, 1], not {probabilityHigh.ToString("R", CultureInfo.InvariantCulture)}.");
        }
    }
}
