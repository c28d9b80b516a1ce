using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Noise;

/// <summary>ξO with rate k and variance g·k tends to the dissipator of O at rate 2g; the order in 1/k tells the noises apart.</summary>
public class WhiteNoiseLimitTests
{
    private const double Strength = 0.35;

    public static TheoryData<string, double, double> Noises => new()
    {
        { "symmetric telegraph", 1, 64 },
        { "ornstein-uhlenbeck", 1, 64 },
        { "three symmetric fluctuators", 1, 64 },
        { "skewed telegraph", 0.5, 1e5 },
    };

    [Theory]
    [MemberData(nameof(Noises))]
    public void Fast_noise_becomes_white_at_its_order(string name, double order, double slowest)
    {
        var random = new RandomSystems(131);
        Operator h = random.Hermitian(3), coupling = random.Hermitian(3), rho = random.Density(3);
        SuperOperator white = Liouvillian.Of(h, [new(coupling, 2 * Strength)]);
        Operator limit = ReferenceExponential.Propagator(white, 1).Apply(rho);
        (double, double)[] points = [.. Enumerable.Range(0, 6).Select(n =>
        {
            double k = slowest * Math.Pow(4, n);
            StochasticLiouvillian fast = StochasticLiouvillian.Of(new OpenSystemModel(h, null, [new(coupling, Noise(name, k))]), ladderDepth: 4);
            Operator average = fast.Average(ReferenceExponential.Apply(fast.Matrix, 1, fast.Extend(rho)));
            return (1 / k, (average - limit).Matrix.LargestModulus());
        })];
        double slope = ConvergenceOrder.Slope(points, floor: 1e-10);
        Approx.Equal(order, slope, 0.03, $"measured order in 1/k of the {name}; the next order adds at most a few per cent at the slowest k");
    }

    private static NoiseProcess Noise(string name, double k)
    {
        double deviation = Math.Sqrt(Strength * k);
        return name switch
        {
            "symmetric telegraph" => MarkovChainNoise.Telegraph(deviation, -deviation, k),
            "ornstein-uhlenbeck" => new OrnsteinUhlenbeckNoise(0, deviation, k),
            "three symmetric fluctuators" => MarkovChainNoise.Fluctuators(3, deviation, -deviation, k),
            _ => MarkovChainNoise.Telegraph(2 * deviation, -deviation / 2, k, 0.2),
        };
    }
}
