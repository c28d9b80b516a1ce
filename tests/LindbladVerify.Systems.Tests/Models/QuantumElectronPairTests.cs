using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Models;

/// <summary>The three-spin model of the paper against the semiclassical pair: ⟨I1z - I2z⟩ is the same function of time.</summary>
public class QuantumElectronPairTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.7, 0)]
    [InlineData(-0.95, 0)]
    [InlineData(0.4, 0.12)]
    public void The_polarization_difference_is_that_of_the_electron_telegraph(double polarization, double relaxation)
    {
        const double Dipolar = 0.8, A1 = 2.9, A2 = -1.1, Rate = 1.7, Pure = 0.3;
        var quantum = new QuantumElectronPair(Dipolar, A1, A2, polarization, Rate, Pure, relaxation, relaxation);
        Operator difference = QuantumElectronPair.FirstNucleus - QuantumElectronPair.SecondNucleus;
        BlochSystem full = InvariantBlock.Of(quantum.Model(), [difference]).System(quantum.WithElectronInEquilibrium(0.5 * difference), [difference]);

        // Equal longitudinal relaxation multiplies the whole difference by exp(-2 Γ1 t) but damps the coherence, at 2 Γ1 + Γ2(II), no further.
        var classical = new NuclearPair(Dipolar, A1 - A2, polarization, Rate, Pure);
        BlochSystem semi = InvariantBlock.Of(classical.Model(ElectronNoise.ElectronTelegraph.Process(polarization, Rate)), [NuclearPair.PolarizationDifference])
            .System(NuclearPair.FirstNucleusUp, [NuclearPair.PolarizationDifference]);
        foreach (double t in new[] { 0, 0.5, 1.3, 5.0 })
        {
            double expected = semi.Expectation(0, ReferenceExponential.Apply(semi.Generator, t, semi.Initial)) * Math.Exp(-2 * relaxation * t);
            double found = full.Expectation(0, ReferenceExponential.Apply(full.Generator, t, full.Initial));
            Approx.Equal(expected, found, 1e-13, $"t = {t}, P = {polarization}");
        }
    }

    [Fact]
    public void Bad_parameters_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Polarization", () => new QuantumElectronPair(1, 1, 1, 1.5, 1, 1).Model());
        Assert.Throws<ArgumentOutOfRangeException>("ElectronRate", () => new QuantumElectronPair(1, 1, 1, 0.5, 0, 1).Model());
        Assert.Throws<ArgumentOutOfRangeException>("PureBroadening", () => new QuantumElectronPair(1, 1, 1, 0.5, 1, -1).Model());
        Assert.Throws<ArgumentOutOfRangeException>("LongitudinalRate2", () => new QuantumElectronPair(1, 1, 1, 0.5, 1, 1, 0, double.NaN).Model());
    }
}
