using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;

namespace LindbladVerify.Properties.Laws;

/// <summary>A change of basis X -> UXU† of H and jumps changes the generator to 𝒰 L 𝒰⁻¹ and leaves all canonical rates.</summary>
public class BasisCovariance
{
    [Law]
    public Property Generators_turn_with_their_basis() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        Operator u = HermitianSpectrum.Of(e.General + e.General.Adjoint()).Map(x => Complex.Exp(new Complex(0, x)));
        Operator Turn(Operator a) => u * a * u.Adjoint();
        Operator h = Turn(e.Model.Hamiltonian);
        SuperOperator turned = Liouvillian.Of(0.5 * (h + h.Adjoint()), [.. e.Model.Dissipators.Select(t => new Dissipator(Turn(t.JumpOperator), t.Rate))]);
        SuperOperator rotation = SuperOperator.Sandwich(u, u.Adjoint());
        double scale = e.Generator.Matrix.NormOne() * e.Model.Dimension * e.Model.Dimension * Approx.Epsilon;
        Approx.Equal(0, (turned - (rotation * e.Generator * rotation.Adjoint())).Matrix.LargestModulus(), 32 * scale, "L' = 𝒰 L 𝒰†");

        IReadOnlyList<double> before = GeneratorDiagnostics.Of(e.Generator).KossakowskiSpectrum.Values;
        IReadOnlyList<double> after = GeneratorDiagnostics.Of(turned).KossakowskiSpectrum.Values;
        Approx.Equal([.. before], [.. after], 32 * scale, "canonical rates are invariant");
    });
}
