using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Models;

/// <summary>
/// The quantum electron that flips under Lindblad jumps against the classical electron telegraph: the same nuclear dynamics
/// exactly, for every H that commutes with Sz.
/// </summary>
public class QuantumElectronTests
{
    private const double Polarization = 0.7, ElectronRate = 1.7, A1 = 2.9, A2 = -1.1, Dipolar = 0.8;

    [Fact]
    public void The_quantum_electron_reduces_to_the_telegraph_average()
    {
        Operator z = SpinOperators.Z(0.5);
        var nuclei = new HilbertSpace(Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5));
        var all = new HilbertSpace(Site.OfSpin("S", 0.5), Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5));
        OpenSystemModel quantum = new(
            ((2 * A1) * (all.On("S", z) * all.On("I1", z))) + ((2 * A2) * (all.On("S", z) * all.On("I2", z))) + FlipFlop(all),
            [
                .. NuclearTerms(all),
                new(all.On("S", SpinOperators.Plus(0.5)), ElectronRate * (1 + Polarization) / 2),
                new(all.On("S", SpinOperators.Minus(0.5)), ElectronRate * (1 - Polarization) / 2),
            ],
            space: all);
        OpenSystemModel classical = new(
            FlipFlop(nuclei),
            NuclearTerms(nuclei),
            [new((A1 * nuclei.On("I1", z)) + (A2 * nuclei.On("I2", z)), ElectronNoise.ElectronTelegraph.Process(Polarization, ElectronRate))],
            nuclei);

        Operator nuclearState = new RandomSystems(3).Density(4);
        Operator state = new(SparseMatrix<System.Numerics.Complex>.Kronecker(DensityMatrices.Polarized(0.5, Polarization).Matrix, nuclearState.Matrix));
        foreach (Operator local in new[] { SpinOperators.X(0.5), SpinOperators.Y(0.5), SpinOperators.Z(0.5) })
        {
            Operator big = all.On("I1", local) * all.On("I2", SpinOperators.Plus(0.5)), small = nuclei.On("I1", local) * nuclei.On("I2", SpinOperators.Plus(0.5));
            double[] expected = Average(classical, nuclearState, small + small.Adjoint());
            double[] actual = Average(quantum, state, big + big.Adjoint());
            Approx.Equal(expected, actual, 1e-13, "quantum electron = electron telegraph, values up to 1");
            Assert.Contains(expected, v => Math.Abs(v) > 1e-2);
        }
    }

    private static Operator FlipFlop(HilbertSpace space)
    {
        Operator term = space.On("I1", SpinOperators.Plus(0.5)) * space.On("I2", SpinOperators.Minus(0.5));
        return (-0.5 * Dipolar) * (term + term.Adjoint());
    }

    private static Dissipator[] NuclearTerms(HilbertSpace space) =>
    [
        new(space.On("I1", SpinOperators.Plus(0.5)), 0.11),
        new(space.On("I1", SpinOperators.Minus(0.5)), 0.17),
        new(space.On("I2", SpinOperators.Minus(0.5)), 0.07),
        new(space.On("I1", SpinOperators.Z(0.5)) - space.On("I2", SpinOperators.Z(0.5)), 0.23),
    ];

    private static double[] Average(OpenSystemModel model, Operator state, Operator observable)
    {
        BlochSystem system = InvariantBlock.Of(model, [observable]).System(state, [observable]);
        return [.. new[] { 0.0, 0.3, 1.1, 4.0 }.Select(t => system.Expectation(0, ReferenceExponential.Apply(system.Generator, t, system.Initial)))];
    }
}
