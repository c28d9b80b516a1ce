using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>
/// Two nuclei and the electron as three quantum spins 1/2, sites "S", "I1", "I2":
/// H = 2 Sz (A1 I1z + A2 I2z) - ½ D (I1+ I2- + I1- I2+), with the electron flipped by the jumps Γc(1±P)/2 on S±, the relaxation
/// superoperator of Eq. (5) on the nuclei: Γ1,i on Ii+ and Ii-, Γ2(II)/2 on I1z - I2z (Chessari et al., doi:10.1103/PhysRevB.107.224429, Eqs. (1), (2), (5)).
/// </summary>
/// <param name="Dipolar">D = D12, rad/s.</param>
/// <param name="Hyperfine1">A1, rad/s.</param>
/// <param name="Hyperfine2">A2, rad/s.</param>
/// <param name="Polarization">Mean electron polarisation P, in [-1, 1].</param>
/// <param name="ElectronRate">Γc, 1/s, positive.</param>
/// <param name="PureBroadening">Γ2(II), 1/s, not negative.</param>
/// <param name="LongitudinalRate1">Transition rate Γ1,1 of the first nucleus, 1/s, not negative.</param>
/// <param name="LongitudinalRate2">Transition rate Γ1,2 of the second nucleus, 1/s, not negative.</param>
public sealed record QuantumElectronPair(double Dipolar, double Hyperfine1, double Hyperfine2, double Polarization, double ElectronRate, double PureBroadening, double LongitudinalRate1 = 0, double LongitudinalRate2 = 0)
{
    /// <summary>The sites S, I1, I2.</summary>
    public static HilbertSpace Space { get; } = new(Site.OfSpin("S", 0.5), Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5));

    /// <summary>I1z, [8, 8].</summary>
    public static Operator FirstNucleus { get; } = Space.On("I1", SpinOperators.Z(0.5));

    /// <summary>I2z, [8, 8].</summary>
    public static Operator SecondNucleus { get; } = Space.On("I2", SpinOperators.Z(0.5));

    private static Operator Sz { get; } = Space.On("S", SpinOperators.Z(0.5));

    /// <summary>The state with the electron in equilibrium, ½ + P Sz, times a nuclear operator that leaves the electron alone.</summary>
    /// <param name="nuclear">For example <see cref="FirstNucleus"/>, [8, 8].</param>
    public Operator WithElectronInEquilibrium(Operator nuclear) => (0.5 * nuclear) + (Polarization * (Sz * nuclear));

    /// <summary>The general open-system model, d = 8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public OpenSystemModel Model()
    {
        ModelRange.Polarization(Polarization, nameof(Polarization));
        ModelRange.Positive(ElectronRate, nameof(ElectronRate), "1/s");
        Operator hamiltonian = (2 * ModelRange.Finite(Hyperfine1, nameof(Hyperfine1)) * (Sz * FirstNucleus))
            + (2 * ModelRange.Finite(Hyperfine2, nameof(Hyperfine2)) * (Sz * SecondNucleus))
            + SpinTerms.FlipFlop(Space, "I1", "I2", ModelRange.Finite(Dipolar, nameof(Dipolar)));
        Dissipator[] dissipators =
        [
            .. SpinTerms.Flips(Space, "S", Polarization, ElectronRate),
            .. SpinTerms.Relaxation(Space, "I1", ModelRange.Rate(LongitudinalRate1, nameof(LongitudinalRate1))),
            .. SpinTerms.Relaxation(Space, "I2", ModelRange.Rate(LongitudinalRate2, nameof(LongitudinalRate2))),
            new(FirstNucleus - SecondNucleus, ModelRange.Rate(PureBroadening, nameof(PureBroadening)) / 2),
        ];
        return new OpenSystemModel(hamiltonian, dissipators, space: Space);
    }
}
