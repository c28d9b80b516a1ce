using System.Globalization;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>
/// Two dipolar-coupled nuclei in the field of a fluctuating electron, in the space of |αβ&gt;, |βα&gt;:
/// H(t) = ½ Δ P(t) σz - ½ D σx, coherence decay Γ2 (Chessari et al., doi:10.1103/PhysRevB.107.224429, Eqs. (1), (2), (5)).
/// </summary>
public sealed record NuclearPair
{
    /// <summary>The parameters of the pair.</summary>
    /// <param name="dipolar">D = D12, rad/s.</param>
    /// <param name="hyperfine">Δ = A1 - A2 for a fully polarised electron, rad/s.</param>
    /// <param name="polarization">Mean electron polarisation P, in [-1, 1].</param>
    /// <param name="electronRate">Γc = 1/τc, 1/s, positive.</param>
    /// <param name="broadening">Γ2, decay rate of the zero-quantum coherence, 1/s, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public NuclearPair(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        Dipolar = Require(double.IsFinite(dipolar), dipolar, nameof(dipolar), "a finite number in rad/s");
        Hyperfine = Require(double.IsFinite(hyperfine), hyperfine, nameof(hyperfine), "a finite number in rad/s");
        Polarization = Require(polarization is >= -1 and <= 1, polarization, nameof(polarization), "in [-1, 1]");
        ElectronRate = Require(electronRate > 0 && double.IsFinite(electronRate), electronRate, nameof(electronRate), "positive and finite, in 1/s");
        Broadening = Require(broadening > 0 && double.IsFinite(broadening), broadening, nameof(broadening), "positive and finite, in 1/s");
    }

    /// <summary>D = D12, rad/s.</summary>
    public double Dipolar { get; }

    /// <summary>Δ = A1 - A2 for a fully polarised electron, rad/s.</summary>
    public double Hyperfine { get; }

    /// <summary>Mean electron polarisation P.</summary>
    public double Polarization { get; }

    /// <summary>Γc, 1/s.</summary>
    public double ElectronRate { get; }

    /// <summary>Γ2, 1/s.</summary>
    public double Broadening { get; }

    /// <summary>σz = |αβ&gt;&lt;αβ| - |βα&gt;&lt;βα| = I1z - I2z, eigenvalues ±1: the observable that relaxes at 2W.</summary>
    public static Operator PolarizationDifference => 2.0 * SpinOperators.Z(0.5);

    /// <summary>The starting state |αβ&gt;&lt;αβ|.</summary>
    public static Operator FirstNucleusUp => Operator.Unit(2, 0, 0);

    /// <summary>The general open-system model of the pair under a noise P(t); null for an electron that does not fluctuate.</summary>
    public OpenSystemModel Model(NoiseProcess? electron)
    {
        Operator z = PolarizationDifference;
        Operator coupling = (-0.5 * Dipolar) * (2.0 * SpinOperators.X(0.5));
        Operator splitting = (0.5 * Hyperfine) * z;
        Dissipator dephasing = new(z, Broadening / 2);
        return electron is null
            ? new OpenSystemModel(coupling + (Polarization * splitting), [dephasing])
            : new OpenSystemModel(coupling, [dephasing], [new NoiseCoupling(splitting, electron)]);
    }

    private static double Require(bool holds, double value, string name, string allowed) =>
        holds ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {allowed}, not {value.ToString("R", CultureInfo.InvariantCulture)}.");
}

/// <summary>
/// Two nuclei relaxed by the transverse hyperfine field of one and the same electron, sites "I1", "I2":
/// H(t) = ω0 (I1z + I2z) + ½ δ (I1z - I2z) - ½ D (I1+ I2- + I1- I2+) + P(t) [A1 I1x + A2 (cos φ I2x + sin φ I2y)], coherence broadened
/// by Γ2(II)/2 on I1z - I2z. The microscopic model behind the longitudinal terms of Eq. (5), nothing secular assumed
/// (Chessari et al., doi:10.1103/PhysRevB.107.224429, Eqs. (5), (6)).
/// </summary>
/// <param name="Larmor">ω0, rad/s.</param>
/// <param name="Splitting">δ, rad/s.</param>
/// <param name="Dipolar">D, rad/s.</param>
/// <param name="Pseudosecular1">A⊥ of the first nucleus, rad/s.</param>
/// <param name="Pseudosecular2">A⊥ of the second nucleus, rad/s.</param>
/// <param name="Phase">φ, angle between the transverse fields at the two nuclei, rad.</param>
/// <param name="PureBroadening">Γ2(II), 1/s, not negative.</param>
internal sealed record PseudosecularPair(double Larmor, double Splitting, double Dipolar, double Pseudosecular1, double Pseudosecular2, double Phase, double PureBroadening)
{
    /// <summary>The operators.</summary>
    public static ModelTerms Terms { get; } = new(
        RelaxingPair.Space,
        [RelaxingPair.FirstNucleus + RelaxingPair.SecondNucleus, RelaxingPair.FirstNucleus - RelaxingPair.SecondNucleus, SpinTerms.FlipFlop(RelaxingPair.Space, "I1", "I2", 1)],
        [RelaxingPair.Space.On("I1", SpinOperators.X(0.5)), RelaxingPair.Space.On("I2", SpinOperators.X(0.5)), RelaxingPair.Space.On("I2", SpinOperators.Y(0.5))],
        [RelaxingPair.FirstNucleus - RelaxingPair.SecondNucleus]);

    /// <summary>Their coefficients.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public ModelCoefficients Coefficients
    {
        get
        {
            double phase = ModelRange.Finite(Phase, nameof(Phase));
            double second = ModelRange.Finite(Pseudosecular2, nameof(Pseudosecular2));
            return new(
                [ModelRange.Finite(Larmor, nameof(Larmor)), 0.5 * ModelRange.Finite(Splitting, nameof(Splitting)), ModelRange.Finite(Dipolar, nameof(Dipolar))],
                [ModelRange.Finite(Pseudosecular1, nameof(Pseudosecular1)), second * Math.Cos(phase), second * Math.Sin(phase)],
                [ModelRange.Rate(PureBroadening, nameof(PureBroadening)) / 2]);
        }
    }

    /// <summary>The general open-system model under an electron noise P(t), d = 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public OpenSystemModel Model(NoiseProcess electron) => Terms.Model(Coefficients, electron);
}

/// <summary>
/// One nucleus in the field of a fluctuating electron, hyperfine coupling beyond the secular part kept:
/// H(t) = ω0 Iz + P(t) [Az Iz + A⊥ Ix]. With A± = A⊥ exp(±iφ) this is P(t) [Az Iz + ½ (A+ I- + A- I+)] turned about z by φ,
/// which changes no relaxation rate (Chessari et al., doi:10.1103/PhysRevB.107.224429, Eq. (6)).
/// </summary>
/// <param name="Larmor">Larmor frequency ω0, rad/s.</param>
/// <param name="Secular">Az, rad/s.</param>
/// <param name="Pseudosecular">A⊥ = √(A+ A-), rad/s.</param>
internal sealed record PseudosecularNucleus(double Larmor, double Secular, double Pseudosecular)
{
    /// <summary>Iz, [2, 2].</summary>
    public static Operator Longitudinal { get; } = SpinOperators.Z(0.5);

    /// <summary>The operators.</summary>
    public static ModelTerms Terms { get; } = new(new HilbertSpace(Site.OfSpin("I", 0.5)), [Longitudinal], [Longitudinal, SpinOperators.X(0.5)], []);

    /// <summary>Their coefficients.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A coupling is not finite.</exception>
    public ModelCoefficients Coefficients => new(
        [ModelRange.Finite(Larmor, nameof(Larmor))],
        [ModelRange.Finite(Secular, nameof(Secular)), ModelRange.Finite(Pseudosecular, nameof(Pseudosecular))],
        []);

    /// <summary>The general open-system model under an electron noise P(t).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A coupling is not finite.</exception>
    public OpenSystemModel Model(NoiseProcess electron) => Terms.Model(Coefficients, electron);
}

/// <summary>
/// Two nuclei whose own longitudinal relaxation competes with their exchange, sites "I1", "I2":
/// H(t) = ½ Δ P(t) (I1z - I2z) - ½ D (I1+ I2- + I1- I2+) with the relaxation superoperator of Eq. (5), Γ1,i on Ii+ and Ii-, Γ2(II)/2 on I1z - I2z
/// (Chessari et al., doi:10.1103/PhysRevB.107.224429, Eqs. (1), (5)).
/// </summary>
/// <param name="Dipolar">D = D12, rad/s.</param>
/// <param name="Hyperfine">Δ = A1 - A2, rad/s.</param>
/// <param name="LongitudinalRate1">Transition rate Γ1,1, 1/s, not negative.</param>
/// <param name="LongitudinalRate2">Transition rate Γ1,2, 1/s, not negative.</param>
/// <param name="PureBroadening">Γ2(II), 1/s, not negative.</param>
internal sealed record RelaxingPair(double Dipolar, double Hyperfine, double LongitudinalRate1, double LongitudinalRate2, double PureBroadening)
{
    /// <summary>The sites I1, I2.</summary>
    public static HilbertSpace Space { get; } = new(Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5));

    /// <summary>I1z, [4, 4].</summary>
    public static Operator FirstNucleus { get; } = Space.On("I1", SpinOperators.Z(0.5));

    /// <summary>I2z, [4, 4].</summary>
    public static Operator SecondNucleus { get; } = Space.On("I2", SpinOperators.Z(0.5));

    /// <summary>I1z and I2z.</summary>
    public static IReadOnlyList<Operator> Polarizations { get; } = [FirstNucleus, SecondNucleus];

    /// <summary>The operators.</summary>
    public static ModelTerms Terms { get; } = new(
        Space,
        [SpinTerms.FlipFlop(Space, "I1", "I2", 1)],
        [FirstNucleus - SecondNucleus],
        [.. SpinTerms.Ladder(Space, "I1"), .. SpinTerms.Ladder(Space, "I2"), FirstNucleus - SecondNucleus]);

    /// <summary>Their coefficients.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public ModelCoefficients Coefficients
    {
        get
        {
            double first = ModelRange.Rate(LongitudinalRate1, nameof(LongitudinalRate1));
            double second = ModelRange.Rate(LongitudinalRate2, nameof(LongitudinalRate2));
            return new(
                [ModelRange.Finite(Dipolar, nameof(Dipolar))],
                [0.5 * ModelRange.Finite(Hyperfine, nameof(Hyperfine))],
                [first, first, second, second, ModelRange.Rate(PureBroadening, nameof(PureBroadening)) / 2]);
        }
    }

    /// <summary>The general open-system model under an electron noise P(t), d = 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public OpenSystemModel Model(NoiseProcess electron) => Terms.Model(Coefficients, electron);
}

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
internal sealed record QuantumElectronPair(double Dipolar, double Hyperfine1, double Hyperfine2, double Polarization, double ElectronRate, double PureBroadening, double LongitudinalRate1 = 0, double LongitudinalRate2 = 0)
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

    /// <summary>The operators.</summary>
    public static ModelTerms Terms { get; } = new(
        Space,
        [Sz * FirstNucleus, Sz * SecondNucleus, SpinTerms.FlipFlop(Space, "I1", "I2", 1)],
        [],
        [.. SpinTerms.Ladder(Space, "S"), .. SpinTerms.Ladder(Space, "I1"), .. SpinTerms.Ladder(Space, "I2"), FirstNucleus - SecondNucleus]);

    /// <summary>Their coefficients.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public ModelCoefficients Coefficients
    {
        get
        {
            (double up, double down) = SpinTerms.Flips(ModelRange.Polarization(Polarization, nameof(Polarization)), ModelRange.Positive(ElectronRate, nameof(ElectronRate), "1/s"));
            double first = ModelRange.Rate(LongitudinalRate1, nameof(LongitudinalRate1));
            double second = ModelRange.Rate(LongitudinalRate2, nameof(LongitudinalRate2));
            return new(
                [2 * ModelRange.Finite(Hyperfine1, nameof(Hyperfine1)), 2 * ModelRange.Finite(Hyperfine2, nameof(Hyperfine2)), ModelRange.Finite(Dipolar, nameof(Dipolar))],
                [],
                [up, down, first, first, second, second, ModelRange.Rate(PureBroadening, nameof(PureBroadening)) / 2]);
        }
    }

    /// <summary>The general open-system model, d = 8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public OpenSystemModel Model() => Terms.Model(Coefficients);
}
