using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Superoperators;

/// <summary>
/// The canonical form of a trace- and Hermiticity-preserving generator: L(ρ) = -i[H, ρ] + Σ γ_k (L_k ρ L_k† - {L_k†L_k, ρ}/2)
/// with traceless H and orthonormal traceless L_k. H and the rates γ_k are unique; L is of Lindblad form exactly when no γ_k is negative.
/// </summary>
/// <remarks>
/// Source: Gorini, Kossakowski, Sudarshan (1976), doi:10.1063/1.522979; negative rates: Hall et al. (2014),
/// doi:10.1103/PhysRevA.89.042120. Accuracy: H and rates to a few ε·(largest entry of L), so a rate fifteen decades below the
/// Hamiltonian cannot be seen. Within a degenerate rate the L_k are one choice of many.
/// </remarks>
public sealed class LindbladForm
{
    private LindbladForm(Operator hamiltonian, IReadOnlyList<CanonicalTerm> terms)
    {
        Hamiltonian = hamiltonian;
        Terms = terms;
    }

    /// <summary>H, traceless, Hermitian, rad/s where L is in 1/s.</summary>
    public Operator Hamiltonian { get; }

    /// <summary>The terms in descending order of rate; those whose rate is zero to the tolerance are left out.</summary>
    public IReadOnlyList<CanonicalTerm> Terms { get; }

    /// <summary>Whether every rate is positive, so that the generator is of Lindblad form.</summary>
    public bool IsLindblad => Terms.All(t => t.Rate > 0);

    /// <summary>Extracts the canonical form.</summary>
    /// <param name="generator">L, [d*d, d*d], d at least 2.</param>
    /// <param name="tolerance">Relative to the largest entry of L: smaller rates are dropped, larger defects refused.</param>
    /// <exception cref="ArgumentException">L does not keep traces or Hermiticity; the message states the measured defects.</exception>
    public static LindbladForm Of(SuperOperator generator, double tolerance = 1e-12)
    {
        GeneratorDiagnostics diagnostics = GeneratorDiagnostics.Of(generator);
        if (!diagnostics.PreservesTrace(tolerance) || !diagnostics.PreservesHermiticity(tolerance))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Not a generator of states: trace defect {diagnostics.TraceDefect:R}, Hermiticity defect {diagnostics.HermiticityDefect:R}, largest entry {diagnostics.Scale:R}."),
                nameof(generator));
        }

        return new LindbladForm(ExtractHamiltonian(diagnostics), ExtractTerms(diagnostics, tolerance * diagnostics.Scale));
    }

    /// <summary>The generator again, also for negative rates.</summary>
    public SuperOperator ToSuperOperator() =>
        Terms.Aggregate(SuperOperator.Hamiltonian(Hamiltonian), (sum, t) => sum + (t.Rate * SuperOperator.Dissipator(t.JumpOperator)));

    /// <summary>The terms as dissipators of a model.</summary>
    /// <exception cref="InvalidOperationException">A rate is negative: the generator is not of Lindblad form.</exception>
    public IReadOnlyList<Dissipator> ToDissipators() => IsLindblad
        ? [.. Terms.Select(t => new Dissipator(t.JumpOperator, t.Rate))]
        : throw new InvalidOperationException(FormattableString.Invariant(
            $"The generator is not of Lindblad form: its Kossakowski matrix has the negative eigenvalue {Terms[^1].Rate:R}."));

    /// <summary>A model with this H and these dissipators.</summary>
    /// <inheritdoc cref="ToDissipators"/>
    public OpenSystemModel ToModel(HilbertSpace? space = null) => new(Hamiltonian, ToDissipators(), space: space);

    /// <summary>H = (G† - G)/2i, where G = Σ_m χ_m0 F_m/√d stands left of ρ in L(ρ).</summary>
    private static Operator ExtractHamiltonian(GeneratorDiagnostics diagnostics)
    {
        OperatorBasis basis = diagnostics.Chi.Basis;
        double weight = 1 / Math.Sqrt(basis.HilbertDimension);
        Operator left = Combine(basis, m => weight * diagnostics.Chi.Matrix[m, 0]);
        return new Complex(0, 0.5) * (left - left.Adjoint());
    }

    private static CanonicalTerm[] ExtractTerms(GeneratorDiagnostics diagnostics, double floor)
    {
        HermitianSpectrum spectrum = diagnostics.KossakowskiSpectrum;
        return
        [
            .. Enumerable.Range(0, spectrum.Values.Count).Reverse()
                .Where(k => Math.Abs(spectrum.Values[k]) > floor)
                .Select(k => new CanonicalTerm(Combine(diagnostics.Chi.Basis, m => spectrum.Vectors[m - 1, k]), spectrum.Values[k])),
        ];
    }

    /// <summary>Σ over the traceless elements of the basis.</summary>
    private static Operator Combine(OperatorBasis basis, Func<int, Complex> coefficient) =>
        Enumerable.Range(1, basis.Elements.Count - 1).Select(m => coefficient(m) * basis.Elements[m]).Aggregate((sum, next) => sum + next);
}

/// <summary>One term rate · (L ρ L† - {L†L, ρ}/2) of the canonical form of a generator; the rate may be negative.</summary>
/// <param name="JumpOperator">L, traceless, Tr(L†L) = 1, orthogonal to those of the other terms.</param>
/// <param name="Rate">An eigenvalue of the Kossakowski matrix, in the unit of the generator.</param>
public sealed record CanonicalTerm(Operator JumpOperator, double Rate);
