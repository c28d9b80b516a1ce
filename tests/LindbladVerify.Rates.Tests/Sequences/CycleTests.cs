using LindbladVerify.Dynamics.Propagation.Sequences;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
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

    [Theory]
    [InlineData(1e-3, 1e-4, 1e-3)]
    [InlineData(6e-7, 1e-8, 2e-3)]
    [InlineData(1e-9, 1e-11, double.PositiveInfinity)]
    public void AModeSlowerThanCanBeToldFromOneThatStaysIsNotPassedOver(double kex, double pb, double known)
    {
        const double Dw = 1000, Tcp = 4.66e-4;
        ReferenceValue rate = SequenceModels.Observed(SequenceModels.Load(SequenceModels.Train, ("kex", kex), ("pa", 1 - pb), ("dw", Dw), ("tcp", Tcp))).CycleRate();

        // Slow exchange: the sites are mixed by the matrix [[-pb, pa s], [pb s, -pa]] kex, s the mean phase factor of a jump within an echo.
        double s = Math.Sin(Dw * Tcp / 2) / (Dw * Tcp / 2);
        double product = 4 * pb * (1 - pb) * (1 - (s * s));
        double expected = kex / 2 * product / (1 + Math.Sqrt(1 - product));
        Assert.InRange(Math.Abs(rate.Value - expected), 0, rate.Value * (rate.RelativeUncertainty + 1e-3));
        Assert.InRange(rate.RelativeUncertainty, 0, known);
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e-10)]
    [InlineData(1e-15)]
    [InlineData(1e-18)]
    public void AWeakFieldNutatesAsSlowlyAsItsRoundedPeriodLetsKnow(double strength)
    {
        LoadedModel loaded = SequenceModels.Load("""
            spins: { I: 1/2 }
            parameters: { b: 1 }
            hamiltonian: "I.z"
            drive:
              - { operator: "I.x", cosine: { amplitude: "2*b", frequency: 1 } }
            initial: { I: up }
            observables: { z: "2*I.z" }
            times: [1]
            """, ("b", strength));
        ReferenceValue frequency = SequenceModels.Observed(loaded).CycleFrequency();

        Assert.InRange(Math.Abs(frequency.Value - strength), 0, frequency.Value * (frequency.RelativeUncertainty + 1e-11));
        Assert.True(strength < 1e-9 || frequency.RelativeUncertainty < 1e-8);
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

    [Fact]
    public void TheResonanceOfAnOscillatingFieldIsThatOfShirleyToHigherAndHigherOrder()
    {
        // Shirley (1965), doi:10.1103/PhysRev.138.B979, with H = w0 Iz + 4 b cos(w t) Ix: at resonance the polarization averages to 0.
        double[] Residuals(double b)
        {
            double resonance = Resonance(b);
            double first = 1 + (b * b), second = first + (Math.Pow(b, 4) / 4), third = second - (35 * Math.Pow(b, 6) / 32);
            return [resonance - first, resonance - second, resonance - third];
        }

        double[] weak = Residuals(0.05), strong = Residuals(0.1);
        Assert.InRange(strong[0] / weak[0], 15, 17);
        Assert.InRange(strong[1] / weak[1], 60, 68);
        Assert.InRange(strong[2] / weak[2], 225, 290);
        Assert.InRange(Math.Abs(weak[2]), 1e-12, 1e-9);
    }

    private static double Resonance(double b)
    {
        double before = 1 + (b * b), now = before + (b * b * b * b);
        (double f, double g) = (Average(before, b), Average(now, b));
        for (int k = 0; k < 40 && g != f && Math.Abs(now - before) > 1e-16; k++)
        {
            (before, now, f) = (now, now - (g * (now - before) / (g - f)), g);
            g = Average(now, b);
        }

        return now;
    }

    /// <summary>The polarization along the field, averaged over a period, of the state that comes back after it.</summary>
    private static double Average(double frequency, double b)
    {
        const int Points = 48;
        var model = new OpenSystemModel(SpinOperators.Z(0.5), drives: [new Drive(SpinOperators.X(0.5), new CosineEnvelope(4 * b, frequency, 0))]);
        InvariantBlock block = InvariantBlock.Of(model, [SpinOperators.Z(0.5), SpinOperators.X(0.5), SpinOperators.Y(0.5)]);
        BlochSystem system = block.System(SpinOperators.Z(0.5), [SpinOperators.Z(0.5)]);
        var arithmetic = new ExtendedMatrices(3);
        var floquet = new FloquetPropagator<DoubleDoubleMatrix>(system, arithmetic, CancellationToken.None);
        DoubleDoubleMatrix period = floquet.Cycle().Matrix;
        double Skew(int i, int j) => (period[i, j] - period[j, i]).High;
        double[] axis = [Skew(2, 1), Skew(0, 2), Skew(1, 0)];
        return floquet.Along(arithmetic.Of(3, 1, axis), Points).Average(state => arithmetic.Dot(system.Observables[0], state)) / Math.Sqrt(axis.Sum(x => x * x));
    }
}
