using System.Numerics;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.ModelFiles;
using Xunit;

namespace LindbladVerify.Rates.Tests.Sequences;

/// <summary>Spectral densities, correlations, line shapes, and modes that are chosen by frequency or weight.</summary>
public sealed class SpectrumTests
{
    private const string Noisy = """
        spins: { I: 1/2 }
        hamiltonian: "0.9*I.z + 0.7*I.x"
        dissipators:
          - { operator: "I.m", rate: 0.6 }
          - { operator: "I.p", rate: 0.2 }
        noise:
          - operator: "I.y"
            process: { kind: telegraph, high: 1.3, low: -0.4, rate: 0.8, probabilityHigh: 0.35 }
        initial: { I: up }
        observables: { x: "I.x" }
        times: [1]
        """;

    private const string Precessing = """
        spins: { I: 1/2, S: 1/2 }
        parameters: { w: 5, J: 2, R: 0.1 }
        hamiltonian: "w*I.z + J*I.z*S.z"
        dissipators:
          - { operator: "2*I.z", rate: "R/2" }
        initial: { density: "(I.one/2 + I.x)*(S.one/2 + 0.5*S.z)" }
        observables: { p: "I.p", x: "I.x" }
        times: [1]
        """;

    [Theory]
    [InlineData(-2.0, "-2.0")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(0.0, "0.0")]
    [InlineData(0.7, "0.7")]
    [InlineData(3.0, "3.0")]
    public void ASpectralDensityUnderNoiseIsThatOfAnIndependentSolution(double omega, string name)
    {
        ReferenceValue found = SequenceModels.Observed(SequenceModels.Load(Noisy)).SpectralDensity(omega);

        Assert.Equal(SequenceModels.Reference($"spectrum.{name}"), found.Value, 1e-10);
        Assert.InRange(found.RelativeUncertainty, 0, 1e-11);
    }

    [Fact]
    public void CorrelationsUnderNoiseAreThoseOfAnIndependentSolution()
    {
        LoadedModel loaded = SequenceModels.Load(Noisy);
        Systems.Operators.Operator x = loaded.Observables[0].Operator;
        Complex[] found = TwoTimeCorrelation.Stationary(loaded.Model, x, x, TimeGrid.Of([0, 0.5, 2]));
        double mean = x.Expectation(SteadyState.Of(loaded.Model)).Real;

        Assert.Equal(SequenceModels.Reference("correlation.re.0.5"), found[1].Real - (mean * mean), 1e-9);
        Assert.Equal(SequenceModels.Reference("correlation.im.0.5"), found[1].Imaginary, 1e-9);
        Assert.Equal(SequenceModels.Reference("correlation.re.2.0"), found[2].Real - (mean * mean), 1e-9);
        Assert.Equal(SequenceModels.Reference("correlation.im.2.0"), found[2].Imaginary, 1e-9);
    }

    [Fact]
    public void TheRaisingOperatorTurnsForward()
    {
        LoadedModel loaded = SequenceModels.Load(Precessing);
        Assert.Equal(["p.re", "p.im", "x"], loaded.Observables.Select(o => o.Name));
        var raising = new ObservedModel(loaded.Model, loaded.Initial, loaded.Observables[0].Operator, loaded.Observables[1].Operator, DenseKernels.Managed);

        // The neighbour that is up lies at w + J/2 with 3/4 of the weight.
        Assert.Equal(6, raising.OfMode(ModeChoice.Heaviest, ModeNumber.Frequency, 1).Value, 1e-12);
        Assert.Equal(4, raising.OfMode(ModeChoice.Nearest(3), ModeNumber.Frequency, 1).Value, 1e-12);
        Assert.Equal(0.1, raising.OfMode(ModeChoice.Heaviest, ModeNumber.Decay, 1).Value, 1e-12);
        Assert.False(raising.OfMode(ModeChoice.Heaviest, ModeNumber.Gap, 1).Exists);

        LoadedModel other = SequenceModels.Load(Precessing, ("w", -5));
        var backward = new ObservedModel(other.Model, other.Initial, other.Observables[0].Operator, other.Observables[1].Operator, DenseKernels.Managed);
        Assert.Equal(-4, backward.OfMode(ModeChoice.Heaviest, ModeNumber.Frequency, 1).Value, 1e-12);
        Assert.Equal(4, SequenceModels.Observed(other, 2).OfMode(ModeChoice.Heaviest, ModeNumber.Frequency, 1).Value, 1e-12);
    }

    [Fact]
    public void ALineShapeHasItsPeaksWhereTheSpinTurns()
    {
        LoadedModel loaded = SequenceModels.Load(Precessing);
        var raising = new ObservedModel(loaded.Model, loaded.Initial, loaded.Observables[0].Operator, loaded.Observables[1].Operator, DenseKernels.Managed);
        double Line(double w) => (0.75 * 0.1 / (0.01 + ((w - 6) * (w - 6)))) + (0.25 * 0.1 / (0.01 + ((w - 4) * (w - 4))));

        foreach (double w in new[] { -6.0, 0, 3.9, 4, 5, 6, 6.1 })
        {
            Assert.Equal(Line(w) / 2, raising.LineShape(w).Value, 1e-12 * Line(6));
        }
    }

    [Fact]
    public void TransverseRelaxationMayBeSlowerThanHalfTheLongitudinalOne()
    {
        LoadedModel loaded = SequenceModels.Load("""
            spins: { I: 1/2 }
            hamiltonian: "0.05*I.z"
            noise:
              - { operator: "I.x", process: { kind: telegraph, high: 0.2, low: -0.2, rate: 1 } }
              - { operator: "I.y", process: { kind: telegraph, high: 0.2, low: -0.2, rate: 1 } }
            initial: { density: "I.one/2 + I.z/2 + I.x/2" }
            observables: { z: "I.z", p: "I.p" }
            times: [1]
            """);
        double longitudinal = SequenceModels.Observed(loaded).OfMode(ModeChoice.Nearest(0), ModeNumber.Gap, 1).Value;
        var raising = new ObservedModel(loaded.Model, loaded.Initial, loaded.Observables[1].Operator, loaded.Observables[2].Operator, DenseKernels.Managed);
        double transverse = raising.OfMode(ModeChoice.Nearest(0.05), ModeNumber.Decay, 1).Value;

        Assert.Equal(0.932, transverse / (longitudinal / 2), 5e-4);
    }
}
