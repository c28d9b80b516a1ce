using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;

namespace LindbladVerify.Properties.Laws.Rates;

/// <summary>
/// A quantum electron with jumps √(Γc(1±P)/2) S± that couples to two nuclei by Sz Iz alone acts on them as a classical
/// telegraph between ±1: the three-spin Lindblad equation gives the same rate at any D.
/// </summary>
public class QuantumElectron
{
    private static readonly HilbertSpace Space = new(Site.OfSpin("S", 0.5), Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5));

    [Law(Cases = 100)]
    public Property The_three_spin_lindblad_equation_is_the_electron_telegraph() => Prop.ForAll(ComparableRatesGen.Arbitrary, p =>
    {
        Operator z = On("I1", SpinOperators.Z(0.5)) - On("I2", SpinOperators.Z(0.5));
        BlochSystem system = InvariantBlock.Of(Model(p), [z]).System(Start(p), [z]);
        double found = ResidenceTime.Rate(system, 0, DenseKernels.Managed).Value;
        double expected = FlipFlopRates.ResidenceTimeValue(p, ElectronNoise.ElectronTelegraph);

        // Rounding of a dense solve, magnified by the splitting over the width of the line (at most 30 here).
        Approx.Relative(expected, found, 1e-12, "residence time");
    });

    private static OpenSystemModel Model(NuclearPair p)
    {
        // Any A1, A2 with A1 - A2 = Δ: their mean does not matter to |αβ>, |βα>.
        double first = 1.3 * p.Hyperfine;
        double second = first - p.Hyperfine;
        Operator sz = On("S", SpinOperators.Z(0.5));
        Operator flipFlop = On("I1", SpinOperators.Plus(0.5)) * On("I2", SpinOperators.Minus(0.5));
        Operator hamiltonian = (2 * sz * ((first * On("I1", SpinOperators.Z(0.5))) + (second * On("I2", SpinOperators.Z(0.5)))))
            - ((0.5 * p.Dipolar) * (flipFlop + flipFlop.Adjoint()));
        return new OpenSystemModel(
            hamiltonian,
            [
                new Dissipator(On("S", SpinOperators.Plus(0.5)), p.ElectronRate * (1 + p.Polarization) / 2),
                new Dissipator(On("S", SpinOperators.Minus(0.5)), p.ElectronRate * (1 - p.Polarization) / 2),
                new Dissipator(On("I1", SpinOperators.Z(0.5)) - On("I2", SpinOperators.Z(0.5)), p.Broadening / 2),
            ],
            space: Space);
    }

    private static Operator Start(NuclearPair p)
    {
        Operator electron = (0.5 * SpinOperators.One(0.5)) + (p.Polarization * SpinOperators.Z(0.5));
        return Space.Product(electron, Operator.Unit(2, 0, 0), Operator.Unit(2, 1, 1));
    }

    private static Operator On(string site, Operator local) => Space.On(site, local);
}
