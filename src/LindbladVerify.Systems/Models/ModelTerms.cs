using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>The fixed operators of models that differ in their coefficients: H = Σ h_k H_k, at most one noise on Σ n_k N_k, jumps L_m at rates γ_m.</summary>
/// <param name="Space">The sites.</param>
/// <param name="Hamiltonian">H_k, [d, d], Hermitian.</param>
/// <param name="Noise">N_k, [d, d], Hermitian; none for models without noise.</param>
/// <param name="Jumps">L_m, [d, d].</param>
internal sealed record ModelTerms(HilbertSpace Space, IReadOnlyList<Operator> Hamiltonian, IReadOnlyList<Operator> Noise, IReadOnlyList<Operator> Jumps)
{
    /// <summary>The model with these coefficients.</summary>
    /// <param name="coefficients">One for each operator.</param>
    /// <param name="process">The noise; null for models without one.</param>
    public OpenSystemModel Model(ModelCoefficients coefficients, NoiseProcess? process = null) => new(
        Sum(coefficients.Hamiltonian, Hamiltonian),
        [.. coefficients.Rates.Zip(Jumps, (rate, jump) => new Dissipator(jump, rate))],
        process is null ? [] : [new NoiseCoupling(Sum(coefficients.Noise, Noise), process)],
        Space);

    private Operator Sum(double[] coefficients, IReadOnlyList<Operator> operators) => coefficients.Zip(operators, (c, a) => c * a).Aggregate(0.0 * Space.One, (sum, a) => sum + a);
}

/// <summary>One coefficient for each operator of <see cref="ModelTerms"/>.</summary>
/// <param name="Hamiltonian">h_k, rad/s.</param>
/// <param name="Noise">n_k, rad/s per unit of the noise.</param>
/// <param name="Rates">γ_m, 1/s, not negative.</param>
internal readonly record struct ModelCoefficients(double[] Hamiltonian, double[] Noise, double[] Rates);
