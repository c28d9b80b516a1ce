using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

/// <summary>Decay rate of the coherence between |αβ&gt; and |βα&gt; of two spins under the full Lindblad equation with the terms of Eq. (5).</summary>
/// <param name="kernels">Dense eigensolver.</param>
public sealed class ZeroQuantumCoherenceDecayReference(IDenseKernels kernels) : IReferenceQuantity
{
    private static readonly HilbertSpace Space = new(Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5));

    /// <inheritdoc/>
    public string Quantity => Reference.ZeroQuantumCoherenceDecayQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        Operator z1 = Space.On("I1", SpinOperators.Z(0.5));
        Operator z2 = Space.On("I2", SpinOperators.Z(0.5));
        Operator hamiltonian = (0.5 * point["Delta"] * (z1 - z2)) + (point["J"] * (z1 * z2));
        Dissipator[] dissipators =
        [
            .. Flips("I1", point["G1a"]),
            .. Flips("I2", point["G1b"]),
            new Dissipator(z1 - z2, point["G2II"] / 2),
        ];
        var model = new OpenSystemModel(hamiltonian, dissipators, space: Space);

        Operator coherence = Space.Product(SpinOperators.Plus(0.5), SpinOperators.Minus(0.5));
        Operator observable = coherence + coherence.Adjoint();
        InvariantBlock block = InvariantBlock.Of(model, [observable]);
        BlochSystem system = block.System(0.5 * observable, [observable]);
        RelaxationMode slowest = RelaxationModes.Of(system, 0, kernels)[0];
        double uncertainty = 16 * system.Dimension * 2.220446049250313e-16 * system.Generator.NormOne() / -slowest.Eigenvalue.Real;
        return new ReferenceValue(-slowest.Eigenvalue.Real, uncertainty);
    }

    private static IEnumerable<Dissipator> Flips(string site, double rate) =>
    [
        new Dissipator(Space.On(site, SpinOperators.Plus(0.5)), rate),
        new Dissipator(Space.On(site, SpinOperators.Minus(0.5)), rate),
    ];
}
