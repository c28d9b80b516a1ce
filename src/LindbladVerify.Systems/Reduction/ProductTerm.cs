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
        int active = 0;
        for (int k = 0; k < basis.SiteCount; k++)
        {
            active += basis.Digit(code, k) != 0 ? 1 : 0;
        }

        sites = new int[active];
        digits = new int[active];
        double identities = 1;
        for (int k = basis.SiteCount - 1; k >= 0; k--)
        {
            if (basis.Digit(code, k) is var digit and not 0)
            {
                sites[--active] = k;
                digits[active] = digit;
            }
            else
            {
                identities *= basis.Site(k).Levels;
            }
        }

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

/// <summary>
/// Sums terms by code and remembers the size of what went into each sum, so that what remains of an exact cancellation is
/// dropped while a true small coefficient next to large ones (rates many decades apart) is kept. Reused without allocation.
/// </summary>
internal sealed class TermSum
{
    private long[] codes = new long[16];
    private Complex[] values = new Complex[16];
    private double[] magnitudes = new double[16];
    private int[] slots = new int[32];
    private int count;

    /// <summary>Number of codes, residues included.</summary>
    public int Count => count;

    /// <summary>The code of a term.</summary>
    public long Code(int index) => codes[index];

    /// <summary>The sum of a term.</summary>
    public Complex Value(int index) => values[index];

    /// <summary>Whether a sum is no more than the rounding residue of its own terms.</summary>
    public bool IsResidue(int index) => CancellationSum.IsResidue(Modulus(values[index]), magnitudes[index]);

    /// <summary>Forgets all terms.</summary>
    public void Clear()
    {
        // Open addressing: slot 0 means free, k + 1 term k.
        if (count > 0)
        {
            Array.Clear(slots);
            count = 0;
        }
    }

    /// <summary>Adds a term.</summary>
    public void Add(long code, Complex value)
    {
        int index = Find(code);
        values[index] += value;
        magnitudes[index] += Modulus(value);
    }

    /// <summary>Adds a multiple of another sum without its residues and the dust of rounding.</summary>
    public void AddTermsOf(TermSum other, double factor)
    {
        for (int k = 0; k < other.count; k++)
        {
            if (!other.IsResidue(k))
            {
                double size = other.magnitudes[k];
                Complex value = other.values[k];
                Add(other.codes[k], factor * new Complex(CancellationSum.WithoutDust(value.Real, size), CancellationSum.WithoutDust(value.Imaginary, size)));
            }
        }
    }

    private static double Modulus(Complex value) =>
        value.Imaginary == 0 ? Math.Abs(value.Real) : value.Real == 0 ? Math.Abs(value.Imaginary) : Complex.Abs(value);

    private int Find(long code)
    {
        int mask = slots.Length - 1;
        int slot = (int)((ulong)(code * unchecked((long)0x9E3779B97F4A7C15)) >> 32) & mask;
        for (; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if (codes[slots[slot] - 1] == code)
            {
                return slots[slot] - 1;
            }
        }

        if (count == codes.Length)
        {
            Grow();
            return Find(code);
        }

        codes[count] = code;
        values[count] = Complex.Zero;
        magnitudes[count] = 0;
        slots[slot] = ++count;
        return count - 1;
    }

    private void Grow()
    {
        Array.Resize(ref codes, 2 * codes.Length);
        Array.Resize(ref values, codes.Length);
        Array.Resize(ref magnitudes, codes.Length);
        slots = new int[2 * codes.Length];
        int stored = count;
        for (count = 0; count < stored;)
        {
            int mask = slots.Length - 1;
            int slot = (int)((ulong)(codes[count] * unchecked((long)0x9E3779B97F4A7C15)) >> 32) & mask;
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            slots[slot] = ++count;
        }
    }
}
