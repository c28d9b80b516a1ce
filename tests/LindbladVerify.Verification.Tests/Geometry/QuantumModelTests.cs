using LindbladVerify.Formulas.Geometry;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;
using ResidenceTime = LindbladVerify.Rates.Relaxation.ResidenceTime;

namespace LindbladVerify.Verification.Tests.Geometry;

/// <summary>
/// Inside the grey region the full Lindblad equation of electron and both nuclei, with the electron as a quantum spin, has the rate of the
/// classical electron noise: H = 2Sz (A1 I1z + A2 I2z) - ½D (I1+ I2- + I1- I2+), jumps √(Γc(1±P)/2) S±, and (Γ2/2) D(I1z - I2z).
/// </summary>
public sealed class QuantumModelTests
{
    private static readonly HilbertSpace Space = new(Site.OfSpin("S", 0.5), Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5));

    [Theory]
    [InlineData(0.15, 0.5)]
    [InlineData(0.25, 0.7)]
    [InlineData(0.33, 0.9993)]
    [InlineData(0.9, 0.7)]
    public void GivesTheRateOfTheElectronNoise(double distance, double polarization)
    {
        PairCouplings c = ConventionSets.S1.PairsAt(distance)[0];
        var pair = new NuclearPair(c.Dipolar, c.Hyperfine, polarization, c.ElectronRate, c.Broadening);
        double classical = FlipFlopRates.ResidenceTime(pair, ElectronNoise.ElectronTelegraph).Value;
        double quantum = Quantum(c, polarization);

        // Both are solves of a few equations scaled to their largest rate; the invariant block keeps slow and fast apart.
        Approx.Relative(classical, quantum, 1e-12, "the Hamiltonian commutes with Sz");
    }

    private static double Quantum(PairCouplings c, double polarization)
    {
        Operator sz = Space.On("S", SpinOperators.Z(0.5));
        Operator z1 = Space.On("I1", SpinOperators.Z(0.5));
        Operator z2 = Space.On("I2", SpinOperators.Z(0.5));
        Operator exchange = Space.Product(SpinOperators.One(0.5), SpinOperators.Plus(0.5), SpinOperators.Minus(0.5));

        // Only the difference of the couplings matters to the pair; the sum shifts both.
        Operator hamiltonian = (c.Hyperfine * (sz * (z1 - z2))) + (-0.5 * c.Dipolar * (exchange + exchange.Adjoint()));
        var model = new OpenSystemModel(
            hamiltonian,
            [
                new Dissipator(Space.On("S", SpinOperators.Plus(0.5)), c.ElectronRate * (1 + polarization) / 2),
                new Dissipator(Space.On("S", SpinOperators.Minus(0.5)), c.ElectronRate * (1 - polarization) / 2),
                new Dissipator(z1 - z2, c.Broadening / 2),
            ],
            space: Space);
        Operator electron = (0.5 * SpinOperators.One(0.5)) + (polarization * SpinOperators.Z(0.5));
        Operator up = Operator.Unit(2, 0, 0);
        Operator down = Operator.Unit(2, 1, 1);

        // A difference of states: the part that does not decay cancels.
        Operator start = Space.Product(electron, up, down) - Space.Product(electron, down, up);
        Operator observable = z1 - z2;
        BlochSystem system = InvariantBlock.Of(model, [observable]).System(start, [observable]);
        return ResidenceTime.Rate(system, 0, DenseKernels.Managed).Value;
    }
}
