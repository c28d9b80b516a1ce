using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Superoperators;

/// <summary>Builds the generator of dρ/dt = L(ρ) without classical noise.</summary>
public static class Liouvillian
{
    /// <summary>The Liouvillian of a model's Hamiltonian and dissipators; its noises and drives are left out.</summary>
    /// <returns>[d*d, d*d], 1/s. L = -i(1 ⊗ H - Hᵀ ⊗ 1) + Σ γ (conj(L) ⊗ L - (1 ⊗ L†L)/2 - ((L†L)ᵀ ⊗ 1)/2).</returns>
    public static SuperOperator Of(OpenSystemModel model) => Of(model.Hamiltonian, model.Dissipators);

    /// <summary>The Liouvillian of a Hamiltonian [d, d] in rad/s and Lindblad terms.</summary>
    /// <remarks>Cost: linear in the stored entries. Source: doi:10.1007/BF01608499, doi:10.1063/1.522979.</remarks>
    public static SuperOperator Of(Operator hamiltonian, IReadOnlyList<Dissipator> dissipators)
    {
        SuperOperator sum = SuperOperator.Hamiltonian(hamiltonian);
        foreach (Dissipator term in dissipators)
        {
            sum += term.Rate * SuperOperator.Dissipator(term.JumpOperator);
        }

        return sum;
    }
}
