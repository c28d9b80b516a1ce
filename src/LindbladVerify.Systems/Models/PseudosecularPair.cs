using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

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
public sealed record PseudosecularPair(double Larmor, double Splitting, double Dipolar, double Pseudosecular1, double Pseudosecular2, double Phase, double PureBroadening)
{
    /// <summary>The general open-system model under an electron noise P(t), d = 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public OpenSystemModel Model(NoiseProcess electron)
    {
        HilbertSpace space = RelaxingPair.Space;
        Operator sum = RelaxingPair.FirstNucleus + RelaxingPair.SecondNucleus;
        Operator difference = RelaxingPair.FirstNucleus - RelaxingPair.SecondNucleus;
        double phase = ModelRange.Finite(Phase, nameof(Phase));
        double second = ModelRange.Finite(Pseudosecular2, nameof(Pseudosecular2));
        Operator field = (ModelRange.Finite(Pseudosecular1, nameof(Pseudosecular1)) * space.On("I1", SpinOperators.X(0.5)))
            + (second * Math.Cos(phase) * space.On("I2", SpinOperators.X(0.5)))
            + (second * Math.Sin(phase) * space.On("I2", SpinOperators.Y(0.5)));
        return new OpenSystemModel(
            (ModelRange.Finite(Larmor, nameof(Larmor)) * sum) + (0.5 * ModelRange.Finite(Splitting, nameof(Splitting)) * difference) + SpinTerms.FlipFlop(space, "I1", "I2", ModelRange.Finite(Dipolar, nameof(Dipolar))),
            [new Dissipator(difference, ModelRange.Rate(PureBroadening, nameof(PureBroadening)) / 2)],
            [new NoiseCoupling(field, electron)],
            space);
    }
}
