using System.Numerics;

namespace LindbladVerify.Systems.Reduction;

/// <summary>One product operator of a sum, prepared for products: only the sites where it is not the identity do any work.</summary>
internal sealed class ProductTerm
{
    private readonly ProductBasis basis;
    private readonly int[] sites;
    private readonly int[] digits;

    public ProductTerm(ProductBasis basis, long code, Complex factor)
    {
        this.basis = basis;
        Support = basis.Support(code);
        var active = new List<int>(4);
        double identities = 1;
        for (int k = 0; k < basis.SiteCount; k++)
        {
            if (basis.Digit(code, k) != 0)
            {
                active.Add(k);
            }
            else
            {
                identities *= basis.Site(k).Levels;
            }
        }

        sites = [.. active];
        digits = [.. active.Select(k => basis.Digit(code, k))];
        Factor = factor / Math.Sqrt(identities);
    }

    /// <summary>One bit per site (modulo 64) where it is not the identity; terms without a common bit commute.</summary>
    public ulong Support { get; }

    /// <summary>The coefficient, with 1/√n for every site where it is the identity.</summary>
    public Complex Factor { get; }

    /// <summary>The site where it is not the identity; -1 where there is none or more than one.</summary>
    public int OnlySite => sites.Length == 1 ? sites[0] : -1;

    /// <summary>Whether |i&gt;&lt;j| times this, on its only site, is 0 for lack of overlap.</summary>
    /// <param name="column">j.</param>
    public bool IsMissedBy(int column) => basis.Site(sites[0]) is var local && !local.IsDiagonal(digits[0]) && local.Row(digits[0]) != column;

    /// <summary>Adds factor · this · B to a sum.</summary>
    public void AddLeft(TermSum sum, long element, Complex factor) => Add(sum, element, factor * Factor, 0, left: true);

    /// <summary>Adds factor · B · this to a sum.</summary>
    public void AddRight(TermSum sum, long element, Complex factor) => Add(sum, element, factor * Factor, 0, left: false);

    private void Add(TermSum sum, long code, Complex factor, int k, bool left)
    {
        for (; k < sites.Length; k++)
        {
            int site = sites[k];
            int digit = basis.Digit(code, site);
            (int Index, double Factor)[] product = left ? basis.Site(site).Product(digits[k], digit) : basis.Site(site).Product(digit, digits[k]);
            if (product.Length == 0)
            {
                return;
            }

            long cleared = basis.Clear(code, site);
            for (int p = 1; p < product.Length; p++)
            {
                Add(sum, cleared | basis.Field(product[p].Index, site), factor * product[p].Factor, k + 1, left);
            }

            code = cleared | basis.Field(product[0].Index, site);
            factor *= product[0].Factor;
        }

        sum.Add(code, factor);
    }
}
