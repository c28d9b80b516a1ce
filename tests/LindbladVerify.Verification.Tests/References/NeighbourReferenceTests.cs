using System.Numerics;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.TestSupport.ExactSolutions;
using LindbladVerify.Verification.References;
using MathNet.Numerics.Integration;
using Xunit;

namespace LindbladVerify.Verification.Tests.References;

/// <summary>The broadening by neighbours and the rates that follow from it, against products of telegraph averages integrated over time.</summary>
public sealed class NeighbourReferenceTests
{
    private static readonly NeighbourBroadeningReference Broadening = new(DenseKernels.Managed);
    private static readonly NeighbourFlipFlopRateReference FlipFlop = new(DenseKernels.Managed);

    [Fact]
    public void TheResidenceTimeIsTheIntegralOfTheProductOfTelegraphAverages()
    {
        foreach (ParameterPoint point in Points(20))
        {
            double found = Broadening.Evaluate(new(Reference.NeighbourBroadeningQuantity, NoiseNames.None, Reference.ExactMethod), point).Value;

            // The product decays no more slowly than 0.9 of its mean rate here: truncated below 1e-17.
            double integral = Integral(t => Unpolarized(point, "a", t) * Unpolarized(point, "b", t), 45 / found);
            Approx.Relative(1 / integral, found, 1e-11, $"{point}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void TheSlowModeIsTheLateTimeSlopeOfTheProduct(double polarization)
    {
        foreach (ParameterPoint point in Points(20, polarization))
        {
            double found = Broadening.Evaluate(new(Reference.NeighbourBroadeningQuantity, NoiseNames.None, Reference.SpectralGapMethod), point).Value;
            KuboTwoState a = Telegraph(point, "a"), b = Telegraph(point, "b");

            // The fast modes decay at least as exp(-0.3 t/tau) faster: gone to 1e-26 after 200 tau.
            double from = 200 * point["tau"], to = 230 * point["tau"];
            double slope = Math.Log(Modulus(from) / Modulus(to)) / (to - from);
            Approx.Relative(slope, found, 1e-9, $"{point}; the logarithm of two averages known to 1e-13");

            double Modulus(double t) => (a.Coherence(t) * b.Coherence(t)).Magnitude;
        }
    }

    [Fact]
    public void TheGoldenRuleIsTheFourierIntegralOfTheTelegraphAverage()
    {
        var random = new RandomSystems(72);
        for (int k = 0; k < 20; k++)
        {
            var point = new ParameterPoint(["D", "delta", "D1a", "D2a", "tau"], [random.Uniform(0.1, 1), random.Uniform(-3, 3), random.Uniform(0.3, 1.5), random.Uniform(-0.2, 0.2), random.Uniform(0.2, 3)]);
            double found = FlipFlop.Evaluate(new(Reference.NeighbourFlipFlopRateQuantity, NoiseNames.None, Reference.GoldenRuleMethod), point).Value;
            double slowest = Math.Min(1 / point["tau"], Math.Pow(point["D1a"] - point["D2a"], 2) * point["tau"]) / 2;
            double integral = Integral(t => Unpolarized(point, "a", t) * Math.Cos(point["delta"] * t), 45 / slowest);
            Approx.Equal(point["D"] * point["D"] / 2 * integral, found, 1e-10, $"{point}");
        }
    }

    [Fact]
    public void AllOrdersTendToTheGoldenRuleWithTheSquareOfTheCoupling()
    {
        var point = new ParameterPoint(["D", "delta", "D1a", "D2a", "tau"], [1, 0.7, 0.9, -0.2, 0.6]);
        var errors = Enumerable.Range(2, 8).Select(k => Math.Pow(2, -k)).Select(d =>
        {
            ParameterPoint at = point.With("D", d);
            double exact = FlipFlop.Evaluate(new(Reference.NeighbourFlipFlopRateQuantity, NoiseNames.None, Reference.ExactMethod), at).Value;
            double leading = FlipFlop.Evaluate(new(Reference.NeighbourFlipFlopRateQuantity, NoiseNames.None, Reference.GoldenRuleMethod), at).Value;
            return (d, Math.Abs((exact / leading) - 1));
        });
        Assert.InRange(ConvergenceOrder.Slope(errors, 1e-12), 1.98, 2.02);
    }

    private static double Integral(Func<double, double> f, double end)
    {
        const int Panels = 400;
        double sum = 0;
        for (int k = 0; k < Panels; k++)
        {
            sum += GaussLegendreRule.Integrate(f, end * k / Panels, end * (k + 1) / Panels, 32);
        }

        return sum;
    }

    /// <summary>⟨cos(d∫ξ)⟩ of a symmetric telegraph as two exponentials, which do not overflow at late times.</summary>
    private static double Unpolarized(ParameterPoint point, string neighbour, double t)
    {
        double d = point["D1" + neighbour] - point["D2" + neighbour];
        double rate = 1 / point["tau"];
        Complex m = Complex.Sqrt(new Complex((rate * rate / 4) - (d * d), 0));
        Complex share = rate / 2 / m;
        return (0.5 * (((1 + share) * Complex.Exp((m - (rate / 2)) * t)) + ((1 - share) * Complex.Exp((-m - (rate / 2)) * t)))).Real;
    }

    private static KuboTwoState Telegraph(ParameterPoint point, string neighbour)
    {
        double d = point["D1" + neighbour] - point["D2" + neighbour];
        double p = point.Has("p") ? point["p"] : 0;
        return new KuboTwoState(d, -d, 1 / point["tau"], (1 + p) / 2);
    }

    private static IEnumerable<ParameterPoint> Points(int count, double polarization = 0)
    {
        var random = new RandomSystems(71);
        for (int k = 0; k < count; k++)
        {
            yield return new ParameterPoint(["D1a", "D2a", "D1b", "D2b", "tau", "p"], [random.Uniform(0.1, 0.3), random.Uniform(-0.1, 0.1), random.Uniform(0.1, 0.3), random.Uniform(-0.1, 0.1), random.Uniform(0.5, 1), polarization]);
        }
    }
}
