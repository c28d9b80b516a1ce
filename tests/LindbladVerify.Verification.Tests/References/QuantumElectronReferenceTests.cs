using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.References;

/// <summary>The flip-flop rate beside a quantum electron against the electron telegraph, eliminated as a ladder of the pair: two models, two solvers.</summary>
public sealed class QuantumElectronReferenceTests
{
    private static readonly Reference Exact = new(Reference.QuantumElectronFlipFlopRateQuantity, NoiseNames.None, Reference.ExactMethod);
    private static readonly QuantumElectronFlipFlopRateReference Quantity = new(DenseKernels.Managed);

    [Fact]
    public void IsTheRateUnderTheElectronTelegraph()
    {
        var random = new RandomSystems(81);
        for (int k = 0; k < 60; k++)
        {
            ParameterPoint point = Point(random.LogUniform(0.01, 3), random.Uniform(-5, 5), random.Uniform(-1, 1), random.LogUniform(0.1, 10), random.LogUniform(0.1, 10));
            double expected = FlipFlopRates.ResidenceTimeValue(new NuclearPair(point["D"], point["Delta"], point["P"], point["Gc"], point["G2"]), ElectronNoise.ElectronTelegraph);
            Approx.Relative(expected, Quantity.Evaluate(Exact, point).Value, 1e-12, $"{point}");
        }
    }

    [Fact]
    public void KeepsItsDigitsAtThePapersRates()
    {
        ParameterPoint point = Point(100, 1e6, 0.7, 2e6, 1.1e4);
        double expected = FlipFlopRates.ResidenceTimeValue(new NuclearPair(100, 1e6, 0.7, 2e6, 1.1e4), ElectronNoise.ElectronTelegraph);
        Approx.Relative(expected, Quantity.Evaluate(Exact, point).Value, 1e-12, "rates from 1e-2 to 2e6 1/s");
    }

    [Fact]
    public void AnotherMethodIsRefused() =>
        Assert.Throws<ArgumentException>(() => Quantity.Evaluate(Exact with { Method = Reference.GoldenRuleMethod }, Point(1, 1, 0, 1, 1)));

    private static ParameterPoint Point(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        new(["D", "Delta", "P", "Gc", "G2"], [dipolar, hyperfine, polarization, electronRate, broadening]);
}
