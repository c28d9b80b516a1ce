using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>
/// One nucleus in the field of a fluctuating electron, hyperfine coupling beyond the secular part kept:
/// H(t) = ω0 Iz + P(t) [Az Iz + A⊥ Ix]. With A± = A⊥ exp(±iφ) this is P(t) [Az Iz + ½ (A+ I- + A- I+)] turned about z by φ,
/// which changes no relaxation rate (Chessari et al., doi:10.1103/PhysRevB.107.224429, Eq. (6)).
/// </summary>
/// <param name="Larmor">Larmor frequency ω0, rad/s.</param>
/// <param name="Secular">Az, rad/s.</param>
/// <param name="Pseudosecular">A⊥ = √(A+ A-), rad/s.</param>
public sealed record PseudosecularNucleus(double Larmor, double Secular, double Pseudosecular)
{
    /// <summary>Iz, [2, 2].</summary>
    public static Operator Longitudinal { get; } = SpinOperators.Z(0.5);

    /// <summary>The general open-system model under an electron noise P(t).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A coupling is not finite.</exception>
    public OpenSystemModel Model(NoiseProcess electron)
    {
        Operator field = (ModelRange.Finite(Secular, nameof(Secular)) * SpinOperators.Z(0.5)) + (ModelRange.Finite(Pseudosecular, nameof(Pseudosecular)) * SpinOperators.X(0.5));
        return new OpenSystemModel(
            ModelRange.Finite(Larmor, nameof(Larmor)) * SpinOperators.Z(0.5),
            noise: [new NoiseCoupling(field, electron)],
            space: new HilbertSpace(Site.OfSpin("I", 0.5)));
    }
}
