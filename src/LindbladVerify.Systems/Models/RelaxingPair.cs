using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

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
public sealed record RelaxingPair(double Dipolar, double Hyperfine, double LongitudinalRate1, double LongitudinalRate2, double PureBroadening)
{
    /// <summary>The sites I1, I2.</summary>
    public static HilbertSpace Space { get; } = new(Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5));

    /// <summary>I1z, [4, 4].</summary>
    public static Operator FirstNucleus { get; } = Space.On("I1", SpinOperators.Z(0.5));

    /// <summary>I2z, [4, 4].</summary>
    public static Operator SecondNucleus { get; } = Space.On("I2", SpinOperators.Z(0.5));

    /// <summary>The general open-system model under an electron noise P(t), d = 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public OpenSystemModel Model(NoiseProcess electron)
    {
        Operator difference = FirstNucleus - SecondNucleus;
        return new OpenSystemModel(
            SpinTerms.FlipFlop(Space, "I1", "I2", ModelRange.Finite(Dipolar, nameof(Dipolar))),
            [
                .. SpinTerms.Relaxation(Space, "I1", ModelRange.Rate(LongitudinalRate1, nameof(LongitudinalRate1))),
                .. SpinTerms.Relaxation(Space, "I2", ModelRange.Rate(LongitudinalRate2, nameof(LongitudinalRate2))),
                new Dissipator(difference, ModelRange.Rate(PureBroadening, nameof(PureBroadening)) / 2),
            ],
            [new NoiseCoupling(0.5 * ModelRange.Finite(Hyperfine, nameof(Hyperfine)) * difference, electron)],
            Space);
    }
}
