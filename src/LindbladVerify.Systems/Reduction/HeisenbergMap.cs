using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Reduction;

/// <summary>The adjoint generator on product operators: L†(B) = i[H, B] + Σ γ (L†BL - {L†L, B}/2), one basis element at a time.</summary>
internal sealed class HeisenbergMap
{
    private readonly ProductBasis basis;
    private readonly (long Code, Complex Factor)[] hamiltonian;
    private readonly JumpTerms[] jumps;

    /// <summary>The map of a Hamiltonian and dissipators.</summary>
    public HeisenbergMap(ProductBasis basis, Operator hamiltonian, IReadOnlyList<Dissipator> dissipators)
    {
        this.basis = basis;
        this.hamiltonian = basis.Expand(new Complex(0, 1) * hamiltonian);
        jumps = [.. dissipators.Where(d => d.Rate > 0).Select(d =>
        {
            Operator adjoint = d.JumpOperator.Adjoint();
            return new JumpTerms(d.Rate, basis.Expand(d.JumpOperator), basis.Expand(adjoint), basis.Expand(0.5 * (adjoint * d.JumpOperator)));
        })];
    }

    /// <summary>L†(B) as a sum over the basis, in ascending order of code.</summary>
    /// <remarks>The commutator and each dissipator cancel on their own, so slow terms survive next to fast ones.</remarks>
    public (long Code, Complex Value)[] Apply(long element)
    {
        var total = new CancellationSum<long>();
        var commutator = new CancellationSum<long>();
        foreach ((long code, Complex factor) in hamiltonian)
        {
            if (!basis.AreDisjoint(code, element))
            {
                basis.AddProduct(commutator, code, element, factor);
                basis.AddProduct(commutator, element, code, -factor);
            }
        }

        AddTo(total, commutator, 1);
        foreach (JumpTerms jump in jumps)
        {
            AddTo(total, Dissipate(jump, element), jump.Rate);
        }

        return [.. total.Terms().Select(p => (p.Key, p.Value)).OrderBy(p => p.Key)];
    }

    private static void AddTo(CancellationSum<long> total, CancellationSum<long> part, double factor)
    {
        foreach ((long code, Complex value) in part.Terms())
        {
            total.Add(code, factor * value);
        }
    }

    private CancellationSum<long> Dissipate(JumpTerms jump, long element)
    {
        var half = new CancellationSum<long>();
        foreach ((long code, Complex factor) in jump.Adjoint)
        {
            basis.AddProduct(half, code, element, factor);
        }

        var sum = new CancellationSum<long>();
        foreach ((long middle, Complex value) in half.Terms())
        {
            foreach ((long code, Complex factor) in jump.Operator)
            {
                basis.AddProduct(sum, middle, code, value * factor);
            }
        }

        foreach ((long code, Complex factor) in jump.HalfProduct)
        {
            basis.AddProduct(sum, code, element, -factor);
            basis.AddProduct(sum, element, code, -factor);
        }

        return sum;
    }

    private sealed record JumpTerms(double Rate, (long Code, Complex Factor)[] Operator, (long Code, Complex Factor)[] Adjoint, (long Code, Complex Factor)[] HalfProduct);
}
