using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Reduction;

/// <summary>The adjoint generator on product operators: L†(B) = i[H, B] + Σ γ (L†BL - {L†L, B}/2), one basis element at a time.</summary>
internal sealed class HeisenbergMap : IOperatorMap
{
    private readonly ProductBasis basis;
    private readonly ProductTerm[] hamiltonian;
    private readonly JumpTerms[] jumps;
    private readonly TermSum part = new();
    private readonly TermSum half = new();
    private readonly TermSum total = new();

    /// <summary>The map of a Hamiltonian and dissipators.</summary>
    public HeisenbergMap(ProductBasis basis, Operator hamiltonian, IReadOnlyList<Dissipator> dissipators)
    {
        this.basis = basis;
        this.hamiltonian = Terms(hamiltonian, new Complex(0, 1));
        jumps = [.. dissipators.Where(d => d.Rate > 0).Select(Prepare)];
    }

    /// <summary>L†(B) as a sum over the basis; valid until the next call.</summary>
    /// <remarks>The commutator and each dissipator cancel on their own, so slow terms survive next to fast ones.</remarks>
    public TermSum Apply(long element)
    {
        total.Clear();
        part.Clear();
        ulong support = basis.Support(element);
        foreach (ProductTerm term in hamiltonian)
        {
            if ((term.Support & support) != 0)
            {
                term.AddLeft(part, element, Complex.One);
                term.AddRight(part, element, -Complex.One);
            }
        }

        total.AddTermsOf(part, 1);
        foreach (JumpTerms jump in jumps)
        {
            // L†BL - {L†L, B}/2 = L†[B, L]/2 + [L†, B]L/2 vanishes where L acts on no site of B.
            if ((jump.Support & support) != 0)
            {
                Dissipate(jump, element);
                total.AddTermsOf(part, jump.Rate);
            }
        }

        return total;
    }

    private void Dissipate(JumpTerms jump, long element)
    {
        half.Clear();
        foreach (ProductTerm term in jump.Adjoint)
        {
            term.AddLeft(half, element, Complex.One);
        }

        part.Clear();
        for (int k = 0; k < half.Count; k++)
        {
            if (!half.IsResidue(k))
            {
                foreach (ProductTerm term in jump.Following(half.Code(k)))
                {
                    term.AddRight(part, half.Code(k), half.Value(k));
                }
            }
        }

        foreach (ProductTerm term in jump.HalfProduct)
        {
            term.AddLeft(part, element, -Complex.One);
            term.AddRight(part, element, -Complex.One);
        }
    }

    private JumpTerms Prepare(Dissipator dissipator)
    {
        Operator adjoint = dissipator.JumpOperator.Adjoint();
        ProductTerm[] terms = Terms(dissipator.JumpOperator, Complex.One);
        ulong support = 0;
        foreach (ProductTerm term in terms)
        {
            support |= term.Support;
        }

        return new JumpTerms(basis, dissipator.Rate, support, terms, Terms(adjoint, Complex.One), Terms(adjoint * dissipator.JumpOperator, 0.5));
    }

    private ProductTerm[] Terms(Operator a, Complex factor) =>
        Array.ConvertAll(basis.Expand(a), t => new ProductTerm(basis, t.Code, factor * t.Factor));

    private sealed class JumpTerms
    {
        private readonly ProductBasis basis;
        private readonly int site;
        private readonly ProductTerm[]?[] following;

        public JumpTerms(ProductBasis basis, double rate, ulong support, ProductTerm[] terms, ProductTerm[] adjoint, ProductTerm[] halfProduct)
        {
            this.basis = basis;
            (Rate, Support, Operator, Adjoint, HalfProduct) = (rate, support, terms, adjoint, halfProduct);
            site = terms.Length > 0 && Array.TrueForAll(terms, t => t.OnlySite == terms[0].OnlySite) ? terms[0].OnlySite : -1;
            following = site >= 0 ? new ProductTerm[basis.Site(site).Levels][] : [];
        }

        public double Rate { get; }

        public ulong Support { get; }

        public ProductTerm[] Operator { get; }

        public ProductTerm[] Adjoint { get; }

        public ProductTerm[] HalfProduct { get; }

        /// <summary>The terms of L that can follow an element without giving 0: of a jump between hundreds of levels of one site, one.</summary>
        public ProductTerm[] Following(long element)
        {
            if (site < 0 || basis.Site(site).IsDiagonal(basis.Digit(element, site)))
            {
                return Operator;
            }

            int column = basis.Site(site).Column(basis.Digit(element, site));
            return following[column] ??= Array.FindAll(Operator, t => !t.IsMissedBy(column));
        }
    }
}
