using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Noise;

public class MarkovChainNoiseTests
{
    private readonly RandomSystems random = new(83);

    [Fact]
    public void Stationary_law_of_a_cycle_with_rates_twelve_decades_apart()
    {
        // A cycle 0 -> 1 -> 2 -> 3 -> 0 carries one current: populations are inverse to the exit rates.
        double[] exits = [1e-6, 1e6, 3e-2, 0.7e3];
        var rates = new double[4, 4];
        for (int k = 0; k < 4; k++)
        {
            rates[k, (k + 1) % 4] = exits[k];
        }

        var chain = new MarkovChainNoise([0, 1, 2, 3], rates);
        double sum = exits.Sum(e => 1 / e);
        for (int k = 0; k < 4; k++)
        {
            Approx.Relative(1 / exits[k] / sum, chain.Populations[k], 8 * Approx.Epsilon, "relative accuracy of the smallest population too");
        }
    }

    [Fact]
    public void Stationary_law_of_a_birth_death_chain_obeys_detailed_balance()
    {
        const int m = 40;
        var rates = new double[m, m];
        for (int k = 0; k + 1 < m; k++)
        {
            rates[k, k + 1] = random.LogUniform(1e-6, 1e6);
            rates[k + 1, k] = random.LogUniform(1e-6, 1e6);
        }

        var chain = new MarkovChainNoise([.. Enumerable.Range(0, m).Select(k => (double)k)], rates);
        for (int k = 0; k + 1 < m; k++)
        {
            double flow = chain.Populations[k] * rates[k, k + 1];
            Approx.Relative(flow, chain.Populations[k + 1] * rates[k + 1, k], 4 * m * Approx.Epsilon, "no net current");
        }
    }

    [Fact]
    public void Populations_hundreds_of_decades_apart_do_not_overflow()
    {
        const int m = 40;
        var rates = new double[m, m];
        for (int k = 0; k + 1 < m; k++)
        {
            rates[k, k + 1] = 1e12;
            rates[k + 1, k] = 1;
        }

        var chain = new MarkovChainNoise(new double[m], rates);
        Approx.Relative(1 - 1e-12, chain.Populations[m - 1], 4 * Approx.Epsilon, "nearly all in the last state");
        Approx.Relative(1e-12, chain.Populations[m - 2] / chain.Populations[m - 1], 4 * Approx.Epsilon, "ratio of neighbours");
        Approx.Relative(1, chain.Populations.Sum(), 4 * Approx.Epsilon, "normalised");
    }

    [Fact]
    public void General_chains_are_stationary_under_their_generator()
    {
        MarkovChainNoise chain = random.Chain(6);
        NoiseModes modes = chain.Modes(0);
        Approx.Equal(new double[6], modes.Generator.Multiply(modes.Initial), 1e-15, "G π = 0, entries of order 1");
        Approx.Equal(new double[6], modes.Generator.Transpose().Multiply(modes.Readout), 1e-14, "1ᵀ G = 0");
        Approx.Equal(chain.Mean, Dot(modes.Readout, modes.Values.Multiply(modes.Initial)), 1e-15, "mean from the modes");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_state_that_is_never_left_takes_all_in_either_order(bool absorbingFirst)
    {
        double[,] rates = absorbingFirst ? new double[,] { { 0, 0 }, { 2, 0 } } : new double[,] { { 0, 2 }, { 0, 0 } };
        var chain = new MarkovChainNoise([5, 7], rates);
        Assert.Equal(absorbingFirst ? [1, 0] : [0, 1], chain.Populations);
        Assert.Equal(absorbingFirst ? 5 : 7, chain.Mean);
        Assert.Equal(0, chain.Variance);
    }

    [Fact]
    public void Two_sets_that_are_never_left_are_refused_and_named()
    {
        double[,] rates = { { 0, 0, 1, 1 }, { 0, 0, 0, 0 }, { 0, 0, 0, 2 }, { 0, 0, 2, 0 } };
        string message = Assert.Throws<ArgumentException>(() => new MarkovChainNoise([1, 2, 3, 4], rates)).Message;
        Assert.Contains("{2, 3}", message, StringComparison.Ordinal);
        Assert.Contains("{1}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_shapes_and_rates_are_refused_by_value()
    {
        Assert.Contains("2 x 2", Assert.Throws<ArgumentException>(() => new MarkovChainNoise([1, 2], new double[3, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("-0.5", Assert.Throws<ArgumentException>(() => new MarkovChainNoise([1, 2], new[,] { { 0, -0.5 }, { 1, 0 } })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new MarkovChainNoise([1, 2], new[,] { { 0, double.NaN }, { 1, 0 } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarkovChainNoise([1, double.NaN], new[,] { { 0, 1.0 }, { 1, 0 } }));
        Assert.Contains("1.5", Assert.Throws<ArgumentOutOfRangeException>(() => MarkovChainNoise.Telegraph(1, -1, 1, 1.5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => MarkovChainNoise.Telegraph(1, -1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MarkovChainNoise.Fluctuators(0, 1, -1, 1));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.85)]
    public void Telegraph_autocovariance_decays_at_its_rate(double probabilityHigh)
    {
        MarkovChainNoise noise = MarkovChainNoise.Telegraph(1.7, -0.4, 2.5, probabilityHigh);
        Approx.Equal((1.7 * probabilityHigh) - (0.4 * (1 - probabilityHigh)), noise.Mean, 2 * Approx.Epsilon, "mean");
        Approx.Equal(probabilityHigh * (1 - probabilityHigh) * 2.1 * 2.1, noise.Variance, 4 * Approx.Epsilon, "variance p(1-p)(a-b)²");
        foreach (double t in new[] { 0, 0.1, 1.3 })
        {
            Approx.Equal(noise.Variance * Math.Exp(-2.5 * t), Autocovariance(noise, t), 1e-14, "variance · e^{-kt}");
        }
    }

    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(-1.0, 0.0)]
    public void A_fully_polarised_telegraph_never_flips(double polarization, double populationUp)
    {
        var noise = (MarkovChainNoise)ElectronNoise.ElectronTelegraph.Process(polarization, 3);
        Assert.Equal(populationUp, noise.Populations[0]);
        Assert.Equal(polarization, noise.Mean);
        Assert.Equal(0, noise.Variance);
        Assert.Equal(0, populationUp == 1 ? noise.ExitRate(0) : noise.ExitRate(1));
    }

    [Theory]
    [InlineData("electron-telegraph")]
    [InlineData("symmetric-telegraph")]
    [InlineData("ornstein-uhlenbeck")]
    [InlineData("fluctuators:5")]
    [InlineData("fluctuators:10000")]
    [InlineData("electron-fluctuators:7")]
    public void All_electron_noises_share_mean_and_autocovariance(string name)
    {
        const double p = 0.61, rate = 1.9;
        ElectronNoise kind = ElectronNoise.Parse(name);
        Assert.Equal(name, kind.Name);
        NoiseProcess noise = kind.Process(p, rate);
        Approx.Equal(p, noise.Mean, 1e-13, "mean P; sums of up to 10001 terms");
        Approx.Equal(1 - (p * p), noise.Variance, 1e-12, "variance 1-P²");
        if (kind.Count < 100)
        {
            foreach (double t in new[] { 0.2, 1.1 })
            {
                Approx.Equal((1 - (p * p)) * Math.Exp(-rate * t), Autocovariance(noise, t), 1e-13, "(1-P²) e^{-Γc t}");
            }
        }
    }

    [Theory]
    [InlineData(1, 0.85)]
    [InlineData(1, 1.0)]
    [InlineData(6, 0.5)]
    [InlineData(6, 0.2)]
    public void The_fluctuator_ladder_is_the_birth_death_chain_in_another_basis(int count, double probabilityHigh)
    {
        // The same chain given by its table of rates takes the general modes; words of X and G averaged over the law must agree.
        MarkovChainNoise ladder = MarkovChainNoise.Fluctuators(count, 1.4, -0.3, 0.9, probabilityHigh);
        var rates = new double[count + 1, count + 1];
        for (int i = 0; i <= count; i++)
        {
            for (int j = 0; j <= count; j++)
            {
                rates[i, j] = ladder.Rate(i, j);
            }
        }

        var general = new MarkovChainNoise(ladder.Values, rates);
        Approx.Equal([.. ladder.Populations], [.. general.Populations], 4 * Approx.Epsilon, "the binomial law is stationary");
        NoiseModes a = ladder.Modes(0), b = general.Modes(0);
        double[] x = a.Initial, y = b.Initial;
        for (int k = 0; k < 8; k++)
        {
            x = a.Values.Multiply(x);
            y = b.Values.Multiply(y);
            Approx.Equal(Dot(a.Readout, x), Dot(b.Readout, y), 1e-12, $"words of {k + 1} values with jumps between");
            x = a.Generator.Multiply(x);
            y = b.Generator.Multiply(y);
            x = [.. x.Zip(a.Initial, (u, v) => u + v)];
            y = [.. y.Zip(b.Initial, (u, v) => u + v)];
        }
    }

    [Theory]
    [InlineData("telegraph")]
    [InlineData("fluctuators")]
    [InlineData("fluctuators:0")]
    [InlineData("fluctuators:-3")]
    [InlineData("fluctuators:1e3")]
    [InlineData("fluctuators:10001")]
    [InlineData("")]
    public void Unknown_noises_are_refused(string name) => Assert.Throws<FormatException>(() => ElectronNoise.Parse(name));

    /// <summary>⟨ξ(t) ξ(0)⟩ - ⟨ξ⟩² from the modes: readoutᵀ X e^{Gt} X initial.</summary>
    private static double Autocovariance(NoiseProcess noise, double time)
    {
        NoiseModes modes = noise.Modes(4);
        double[] later = ReferenceExponential.Apply(modes.Generator, time, modes.Values.Multiply(modes.Initial));
        return Dot(modes.Readout, modes.Values.Multiply(later)) - (noise.Mean * noise.Mean);
    }

    private static double Dot(IReadOnlyList<double> a, IReadOnlyList<double> b) => a.Zip(b, (x, y) => x * y).Sum();
}
