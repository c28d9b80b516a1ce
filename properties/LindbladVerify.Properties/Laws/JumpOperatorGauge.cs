using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;

namespace LindbladVerify.Properties.Laws;

/// <summary>
/// The same generator has many jump operators: mixed by a unitary, or shifted by numbers with a compensating H
/// (Breuer and Petruccione, The Theory of Open Quantum Systems (2002), chapter 3).
/// </summary>
public class JumpOperatorGauge
{
    [Law]
    public Property Unitary_mixing_changes_nothing() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        // √γ_i L_i -> Σ_j U_ij √γ_j L_j, U = exp(i·Hermitian part of the general operator); absent jumps are zero.
        int d = e.Model.Dimension;
        Operator unitary = HermitianSpectrum.Of(e.General + e.General.Adjoint()).Map(x => Complex.Exp(new Complex(0, x)));
        Operator[] weighted = [.. Enumerable.Range(0, d).Select(k => k < e.Model.Dissipators.Count
            ? Math.Sqrt(e.Model.Dissipators[k].Rate) * e.Model.Dissipators[k].JumpOperator
            : 0.0 * e.General)];
        IEnumerable<Dissipator> mixed = Enumerable.Range(0, d).Select(i =>
            new Dissipator(Enumerable.Range(0, d).Select(j => unitary[i, j] * weighted[j]).Aggregate((a, b) => a + b), 1));
        Dissipator[] untouched = [.. e.Model.Dissipators.Skip(d)];
        AssertSame(e, Liouvillian.Of(e.Model.Hamiltonian, [.. mixed, .. untouched]));
    });

    [Law]
    public Property A_shift_is_compensated_by_the_hamiltonian() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        // L -> L + a, H -> H + (γ/2i)(a* L - a L†).
        Operator hamiltonian = e.Model.Hamiltonian;
        var shifted = new List<Dissipator>();
        Operator one = e.Model.Space.One;
        for (int k = 0; k < e.Model.Dissipators.Count; k++)
        {
            (Operator jump, double rate) = (e.Model.Dissipators[k].JumpOperator, e.Model.Dissipators[k].Rate);
            Complex a = 2 * e.General[0, 1] * Complex.Exp(new Complex(0, k));
            shifted.Add(new Dissipator(jump + (a * one), rate));
            hamiltonian += new Complex(0, -0.5 * rate) * ((Complex.Conjugate(a) * jump) - (a * jump.Adjoint()));
        }

        AssertSame(e, Liouvillian.Of(0.5 * (hamiltonian + hamiltonian.Adjoint()), shifted));
    });

    private static void AssertSame(Evolution e, SuperOperator generator)
    {
        double scale = 1 + e.Model.Dissipators.Sum(t => t.Rate * t.JumpOperator.Matrix.NormOne() * t.JumpOperator.Matrix.NormOne());
        Approx.Equal(0, (generator - e.Generator).Matrix.LargestModulus(), 64 * Approx.Epsilon * e.Model.Dimension * (10 + scale), "the same generator; shifts up to 2√2");
    }
}
