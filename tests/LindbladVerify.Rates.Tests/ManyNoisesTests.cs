using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>Systems with so many noise modes that they are solved by iteration, against dense solves and closed forms.</summary>
public sealed class ManyNoisesTests
{
    private static readonly IDenseKernels Kernels = DenseKernels.Managed;
    private static readonly HilbertSpace Pair = new(Site.OfSpin("I", 0.5), Site.OfSpin("J", 0.5));

    private static readonly Operator Ix = Pair.On("I", SpinOperators.X(0.5));
    private static readonly Operator Iz = Pair.On("I", SpinOperators.Z(0.5));
    private static readonly Operator Jx = Pair.On("J", SpinOperators.X(0.5));
    private static readonly Operator Jz = Pair.On("J", SpinOperators.Z(0.5));
    private static readonly Operator Iy = Pair.On("I", SpinOperators.Y(0.5));
    private static readonly Operator Jy = Pair.On("J", SpinOperators.Y(0.5));
    private static readonly Operator Jm = Pair.On("J", SpinOperators.Minus(0.5));

    /// <summary>From fast and weak to slow and strong noise: telegraphs, also asymmetric ones, a chain of three states and a ladder, on axes that do not commute.</summary>
    [Theory]
    [InlineData(1e3, 1e5)]
    [InlineData(1e4, 1e5)]
    [InlineData(1e5, 1e5)]
    [InlineData(1e5, 1e4)]
    [InlineData(1e5, 1e3)]
    [InlineData(1e5, 1)]
    [InlineData(1e8, 1e-3)]
    public void TheIterationIsTheDenseSolveWithinBothErrors(double strength, double rate)
    {
        var random = new RandomSystems(4711);
        for (int trial = 0; trial < 3; trial++)
        {
            NoiseCoupling[] noise =
            [
                new(Iz, MarkovChainNoise.Telegraph(strength, -strength, rate * random.LogUniform(0.2, 5))),
                new(Jz, MarkovChainNoise.Telegraph(0.3 * strength, -0.8 * strength, rate * random.LogUniform(0.2, 5), 0.3)),
                new(Jx + (0.2 * Iz), MarkovChainNoise.Telegraph(0.5 * strength, 0, rate * random.LogUniform(0.2, 5))),
                new(Ix, new MarkovChainNoise([strength, 0, -0.4 * strength], new double[,] { { 0, rate, 0.2 * rate }, { 3 * rate, 0, rate }, { 0.1 * rate, rate, 0 } })),
            ];
            BlochSystem system = System(noise, random.LogUniform(10, 1e4), random.LogUniform(10, 1e4));
            RelaxationIntegral dense = ResidenceTime.Integral(system, 0, Kernels)!.Value;
            RelaxationIntegral? found = LinearRelaxation.ByIteration(system, 0, Kernels);
            Assert.True(found is not null, $"no convergence, trial {trial}");
            Assert.InRange(Math.Abs(found.Value.Area - dense.Area), 0, found.Value.AreaError + dense.AreaError);
            Assert.InRange(Math.Abs(found.Value.Final - dense.Final), 0, found.Value.FinalError + dense.FinalError + 1e-300);
        }
    }

    /// <summary>A coherence under twelve independent telegraphs, 8192 equations: the product of twelve sums of two exponentials, integrated.</summary>
    [Fact]
    public void TwelveTelegraphsOnACoherence()
    {
        const int Count = 12;
        const double Decay = 50;
        var random = new RandomSystems(12);
        Operator z = SpinOperators.Z(0.5);
        var noise = new List<NoiseCoupling>();
        List<(double Weight, double Rate)> terms = [(1, Decay)];
        for (int k = 0; k < Count; k++)
        {
            // Overdamped, so that all exponentials are real: s = sqrt(r²/4 - b²), f = e^{-rt/2}(cosh st + r/(2s) sinh st).
            double b = random.LogUniform(10, 300);
            double r = b * random.LogUniform(2.5, 20);
            double s = Math.Sqrt((r * r / 4) - (b * b));
            noise.Add(new NoiseCoupling(z, MarkovChainNoise.Telegraph(b, -b, r)));
            terms = [.. terms.SelectMany(t => new[] { (t.Weight * (0.5 + (r / (4 * s))), t.Rate + (r / 2) - s), (t.Weight * (0.5 - (r / (4 * s))), t.Rate + (r / 2) + s) })];
        }

        var model = new OpenSystemModel(0.0 * z, [new Dissipator(z, 2 * Decay)], noise);
        Operator x = SpinOperators.X(0.5);
        RateEstimate rate = ResidenceTime.Rate(model, x, x, Kernels, factor: 1);
        Approx.Relative(1 / terms.Sum(t => t.Weight / t.Rate), rate.Value, rate.RelativeUncertainty + 1e-13, "twelve telegraphs");
        Assert.InRange(rate.RelativeUncertainty, 0, 1e-9);
    }

    private static BlochSystem System(NoiseCoupling[] noise, double coupling, double decay)
    {
        Operator exchange = (Ix * Jx) + (Iy * Jy);
        var model = new OpenSystemModel((coupling * exchange) + (0.7 * decay * Iy), [new Dissipator(Iz, decay), new Dissipator(Jm, 0.3 * decay)], noise, Pair);
        Operator z = Iz - Jz;
        return InvariantBlock.Of(model, [z]).System(z, [z]);
    }
}
