using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using LindbladVerify.TestSupport.ExactSolutions;
using Xunit;

namespace LindbladVerify.Systems.Tests.Noise;

/// <summary>Averages over noise, from the extended generator, against closed forms and against other ways to write the same noise.</summary>
public class NoiseAverageTests
{
    private static readonly double[] Times = [0.1, 0.7, 2.5];
    private readonly RandomSystems random = new(97);

    /// <summary>The coherence factor ⟨exp(i∫ξ)⟩ of H = ξ σz/2: ρ10 turns as e^{+i∫ξ}.</summary>
    private static Complex Coherence(NoiseProcess noise, double time, int depth = 30)
    {
        var model = new OpenSystemModel(0.0 * SpinOperators.Z(0.5), null, [new(SpinOperators.Z(0.5), noise)]);
        StochasticLiouvillian generator = StochasticLiouvillian.Of(model, depth);
        Operator plus = DensityMatrices.Pure([1, 1]);
        return 2 * generator.Average(ReferenceExponential.Apply(generator.Matrix, time, generator.Extend(plus)))[1, 0];
    }

    [Theory]
    [InlineData(1, -1, 0.4, 0.85)]
    [InlineData(2.5, 0.5, 3, 0.3)]
    [InlineData(1, -1, 2, 0.5)]
    [InlineData(1, -1, 1, 1)]
    public void Telegraph_dephasing_is_kubos(double high, double low, double rate, double probabilityHigh)
    {
        var exact = new KuboTwoState(high, low, rate, probabilityHigh);
        foreach (double t in Times)
        {
            Approx.Equal(exact.Coherence(t), Coherence(MarkovChainNoise.Telegraph(high, low, rate, probabilityHigh), t), 1e-13, "two-state closed form");
        }
    }

    [Theory]
    [InlineData(0.3, 0.7, 1.1)]
    [InlineData(-1, 1.5, 0.5)]
    [InlineData(0.4, 0, 2)]
    public void Ornstein_uhlenbeck_dephasing_is_kubos(double mean, double deviation, double rate)
    {
        var exact = new KuboGaussian(mean, deviation, rate);
        foreach (double t in Times)
        {
            Approx.Equal(exact.Coherence(t), Coherence(new OrnsteinUhlenbeckNoise(mean, deviation, rate), t, depth: 60), 1e-12, "Gaussian closed form; the ladder has converged at 60");
        }
    }

    [Fact]
    public void The_hermite_ladder_has_gaussian_moments()
    {
        // ⟨(ξ-m)^k⟩ = (k-1)!! σ^k for even k, from powers of the value matrix on the ground level; exact up to k = 2·depth+1.
        const double mean = 0.3, deviation = 1.7;
        NoiseModes modes = new OrnsteinUhlenbeckNoise(mean, deviation, 2).Modes(5);
        double[] centred = modes.Initial;
        double moment = 1;
        for (int k = 1; k <= 10; k++)
        {
            double[] next = modes.Values.Multiply(centred);
            centred = [.. next.Zip(centred, (a, b) => a - (mean * b))];
            moment *= k % 2 == 0 ? (k - 1) * deviation * deviation : 1;
            double expected = k % 2 == 0 ? moment : 0;
            double actual = modes.Readout.Zip(centred, (a, b) => a * b).Sum();
            Approx.Equal(expected, actual, 1e-13 * moment, $"central moment {k}");
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void Lumped_fluctuators_equal_independent_telegraphs(double probabilityHigh)
    {
        // ξ = m + Σ (ξ_k - m)/√N, as one birth-death chain or as N noises on the same operator with the constant in H.
        const int count = 3;
        const double high = 1.2, low = -0.7, rate = 1.6;
        double mean = (high * probabilityHigh) + (low * (1 - probabilityHigh));
        Operator h = random.Hermitian(2), coupling = random.Hermitian(2), rho = random.Density(2);
        Dissipator[] terms = [new(random.General(2), 0.2)];
        OpenSystemModel lumped = new(h, terms, [new(coupling, MarkovChainNoise.Fluctuators(count, high, low, rate, probabilityHigh))]);
        double weight = 1 / Math.Sqrt(count);
        OpenSystemModel single = new(
            h + ((mean * (1 - (count * weight))) * coupling),
            terms,
            [.. Enumerable.Range(0, count).Select(_ => new NoiseCoupling(weight * coupling, MarkovChainNoise.Telegraph(high, low, rate, probabilityHigh)))]);
        foreach (double t in Times)
        {
            Approx.Equal(Average(single, rho, t), Average(lumped, rho, t), 1e-13, "8 product states or 4 lumped ones");
        }
    }

    [Fact]
    public void Several_noises_average_independently()
    {
        // Two noises on commuting operators: the coherence factor is the product of the single ones.
        MarkovChainNoise first = random.Chain(3), second = random.Telegraph();
        var both = new OpenSystemModel(0.0 * SpinOperators.Z(0.5), null, [new(SpinOperators.Z(0.5), first), new(SpinOperators.Z(0.5), second)]);
        Operator plus = DensityMatrices.Pure([1, 1]);
        foreach (double t in Times)
        {
            Approx.Equal(Coherence(first, t) * Coherence(second, t), 2 * Average(both, plus, t)[1, 0], 1e-13, "independence");
        }
    }

    [Fact]
    public void A_noise_of_one_value_is_a_hamiltonian()
    {
        Operator h = random.Hermitian(3), coupling = random.Hermitian(3), rho = random.Density(3);
        OpenSystemModel constant = new(h + (0.8 * coupling));
        foreach (NoiseProcess noise in new NoiseProcess[] { MarkovChainNoise.Telegraph(0.8, -5, 2, 1), new OrnsteinUhlenbeckNoise(0.8, 0, 1), new MarkovChainNoise([0.8], new double[1, 1]) })
        {
            Approx.Equal(Average(constant, rho, 1.3), Average(new(h, null, [new(coupling, noise)]), rho, 1.3), 1e-13, "no fluctuation");
        }
    }

    [Fact]
    public void Without_noise_the_extended_generator_is_the_liouvillian()
    {
        OpenSystemModel model = random.Model(new HilbertSpace(Site.OfSpin("S", 1)), 2);
        StochasticLiouvillian generator = StochasticLiouvillian.Of(model);
        Assert.Equal(1, generator.ModeCount);
        Assert.True(generator.IsExact);
        Approx.Equal(Liouvillian.Of(model).Matrix, generator.Matrix, 0, "one trivial mode");
    }

    private static Operator Average(OpenSystemModel model, Operator rho, double time)
    {
        StochasticLiouvillian generator = StochasticLiouvillian.Of(model);
        return generator.Average(ReferenceExponential.Apply(generator.Matrix, time, generator.Extend(rho)));
    }
}
