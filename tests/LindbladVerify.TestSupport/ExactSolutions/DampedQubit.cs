using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.TestSupport.ExactSolutions;

/// <summary>
/// A qubit of splitting ω that decays at γ↓, is excited at γ↑ and dephases at γφ: H = ω Iz, jumps √γ↓ I-, √γ↑ I+, √(γφ/2) 2Iz.
/// ⟨Iz⟩ relaxes at γ↓+γ↑ to (γ↑-γ↓)/2(γ↑+γ↓); ρ01 decays at (γ↓+γ↑)/2 + γφ and turns as e^{-iωt}.
/// </summary>
public sealed record DampedQubit(double Splitting, double Down, double Up, double Dephasing)
{
    public OpenSystemModel Model() => new(
        Splitting * SpinOperators.Z(0.5),
        [new(SpinOperators.Minus(0.5), Down), new(SpinOperators.Plus(0.5), Up), new(2.0 * SpinOperators.Z(0.5), Dephasing / 2)]);

    public Operator State(Operator initial, double time)
    {
        double total = Down + Up;
        double equilibrium = total == 0 ? initial[0, 0].Real : Up / total;
        double upper = equilibrium + ((initial[0, 0].Real - equilibrium) * Math.Exp(-total * time));
        Complex coherence = initial[0, 1] * Complex.Exp(new Complex(-((total / 2) + Dephasing) * time, -Splitting * time));
        return Operator.FromRows(new[,] { { upper, coherence }, { Complex.Conjugate(coherence), 1 - upper } });
    }
}
