using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.ModelFiles;
using Xunit;

namespace LindbladVerify.Rates.Tests.Sequences;

/// <summary>Rates and frequencies of cycles and periods.</summary>
public sealed class CycleTests
{
    [Theory]
    [InlineData(1000, 0.9, 1200, 2e-3)]
    [InlineData(200, 0.5, 3000, 2e-4)]
    [InlineData(2500, 0.51, 3000, 3.9e-3)]
    [InlineData(1e6, 0.95, 500, 1e-4)]
    public void ALongTrainDecaysAsCarverAndRichardsSay(double kex, double pa, double dw, double tcp)
    {
        LoadedModel loaded = SequenceModels.Load(SequenceModels.Train, ("kex", kex), ("pa", pa), ("dw", dw), ("tcp", tcp));
        ReferenceValue rate = SequenceModels.Observed(loaded).CycleRate();

        // Davis, Perlman and London (1994), doi:10.1006/jmrb.1994.1084, in a form without cancellation: c - 1 is what matters where the rate is small.
        double psi = (kex * kex) - (dw * dw), zeta = -2 * dw * kex * ((2 * pa) - 1), root = double.Hypot(psi, zeta);
        double plus = (1 + ((psi + (2 * dw * dw)) / root)) / 2, minus = (-1 + ((psi + (2 * dw * dw)) / root)) / 2;
        double ep = tcp / Math.Sqrt(2) * Math.Sqrt(psi + root), em = tcp / Math.Sqrt(2) * Math.Sqrt(root - psi);
        double c = (plus * Math.Cosh(ep)) - (minus * Math.Cos(em));
        double expected = (kex / 2) - (Math.Acosh(c) / (2 * tcp));
        double cancellation = 3e-16 * kex / expected * Math.Max(1, 1 / Math.Sqrt(c - 1));
        Assert.Equal(expected, rate.Value, expected * Math.Max(3e-14, 30 * cancellation));
        Assert.InRange(rate.RelativeUncertainty, 0, 1e-6);
    }

    [Fact]
    public void LuzAndMeiboomIsRightToSecondOrderInTheShift()
    {
        double Error(double dw)
        {
            const double Kex = 1000, Pa = 0.9, Tcp = 2e-3;
            double formula = Pa * (1 - Pa) * dw * dw / Kex * (1 - (2 * Math.Tanh(Kex * Tcp / 2) / (Kex * Tcp)));
            return (formula / SequenceModels.Observed(SequenceModels.Load(SequenceModels.Train, ("dw", dw))).CycleRate().Value) - 1;
        }

        double near = Error(20), far = Error(40);
        Assert.InRange(far / near, 3.95, 4.05);
    }

    [Fact]
    public void APeriodOfTwoCosinesHasTheModesOfAnIndependentSolution()
    {
        LoadedModel loaded = SequenceModels.Load(SequenceModels.Driven);
        ObservedModel observed = SequenceModels.Observed(loaded);

        Assert.Equal(SequenceModels.Reference("floquet.rate"), observed.CycleRate().Value, 1e-10);
        Assert.Equal(SequenceModels.Reference("floquet.frequency"), observed.CycleFrequency().Value, 1e-10);
        Assert.InRange(observed.CycleRate().RelativeUncertainty, 0, 1e-12);
    }

    [Theory]
    [InlineData(9.0, 10.0, 1.0)]
    [InlineData(10.0, 10.0, 0.01)]
    [InlineData(10.5, 9.7, 2.0)]
    public void ARotatingFieldNutatesAtItsEffectiveField(double larmor, double frequency, double strength)
    {
        ModelFile file = ModelFileReader.OpenText("""
            spins: { I: 1/2 }
            parameters: { w0: 1, w: 1, w1: 1 }
            hamiltonian: "w0*I.z"
            drive:
              - { operator: "I.x", cosine: { amplitude: w1, frequency: w } }
              - { operator: "I.y", cosine: { amplitude: w1, frequency: w, phase: "-pi/2" } }
            initial: { I: up }
            observables: { z: "I.z" }
            times: [1]
            """);
        LoadedModel loaded = file.Bind(new Dictionary<string, double>(StringComparer.Ordinal) { ["w0"] = larmor, ["w"] = frequency, ["w1"] = strength });

        double expected = double.Hypot(larmor - frequency, strength);
        Assert.Equal(expected, SequenceModels.Observed(loaded).CycleFrequency().Value, 1e-13 * larmor);
    }

    [Fact]
    public void ASlowDecayKeepsItsDigitsOverAShortCycle()
    {
        LoadedModel loaded = SequenceModels.Load("""
            spins: { I: 1/2 }
            hamiltonian: "0*I.z"
            dissipators:
              - { operator: "2*I.z", rate: 0.5 }
            sequence:
              steps:
                - delay: 0.5e-9
                - rotate: { operator: "I.x", angle: "pi" }
                - delay: 0.5e-9
            initial: { density: "I.one/2 + I.x" }
            observables: { x: "I.x" }
            """);
        ReferenceValue rate = new ObservedModel(loaded.Model, loaded.Initial, loaded.Observables[0].Operator, DenseKernels.Managed).CycleRate();

        Assert.Equal(1, rate.Value, 1e-13);
    }
}
