using System.Numerics;

namespace LindbladVerify.Systems.Reduction;

/// <summary>The entries of an operator that share their units off the diagonal, as a table over the levels of the remaining sites.</summary>
internal sealed class DiagonalTable
{
    private readonly ProductBasis basis;
    private readonly int[] sites;

    /// <param name="basis">The product basis.</param>
    /// <param name="pattern">The code of the units.</param>
    /// <param name="diagonal">One bit per site without a unit.</param>
    public DiagonalTable(ProductBasis basis, long pattern, ulong diagonal)
    {
        this.basis = basis;
        Pattern = pattern;
        sites = new int[BitOperations.PopCount(diagonal)];
        int size = 1;
        for (int k = basis.SiteCount - 1, s = 0; k >= 0; k--)
        {
            if ((diagonal >> k & 1) != 0)
            {
                sites[s++] = k;
                size *= basis.Site(k).Levels;
            }
        }

        Values = new Complex[size];
    }

    /// <summary>The code of the units.</summary>
    public long Pattern { get; }

    /// <summary>The entries; the last site of the space varies fastest.</summary>
    public Complex[] Values { get; }

    /// <summary>
    /// Transforms the table and adds its coefficients, except those that are rounding of the entries they were read from: each
    /// is compared with the largest of its own table, so a small coupling off the diagonal is never compared with a large one on it.
    /// </summary>
    /// <remarks>Without that, entries such as 0.1 + 0.2 - 0.3 would couple to every product of diagonal elements and blow up the block.</remarks>
    public void AddTerms(List<(long Code, Complex Factor)> terms)
    {
        int stride = 1;
        double scale = 1;
        foreach (int site in sites)
        {
            LocalBasis local = basis.Site(site);
            if (local.Levels == 2)
            {
                Butterfly(stride);
                scale *= 0.5;
            }
            else
            {
                Transform(local, stride);
            }

            stride *= local.Levels;
        }

        scale = Math.Sqrt(scale);
        double largest = 0;
        double squares = 0;
        foreach (Complex value in Values)
        {
            double square = (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
            largest = Math.Max(largest, square);
            squares += square;
        }

        double floor = Math.Max(CancellationSum.Residue * Math.Sqrt(largest), CancellationSum.Residue / 8 * Math.Sqrt(squares));
        for (int k = 0; k < Values.Length; k++)
        {
            Complex value = Values[k];
            if (Math.Abs(value.Real) > floor || Math.Abs(value.Imaginary) > floor)
            {
                terms.Add((Code(k), scale * value));
            }
        }
    }

    private long Code(int index)
    {
        long code = Pattern;
        foreach (int site in sites)
        {
            (index, int digit) = Math.DivRem(index, basis.Site(site).Levels);
            code |= basis.Field(digit, site);
        }

        return code;
    }

    /// <summary>(x, y) -&gt; (x + y, x - y); the factor 1/√2 is left for the end.</summary>
    private void Butterfly(int stride)
    {
        for (int block = 0; block < Values.Length; block += 2 * stride)
        {
            for (int k = block; k < block + stride; k++)
            {
                (Complex x, Complex y) = (Values[k], Values[k + stride]);
                Values[k] = x + y;
                Values[k + stride] = x - y;
            }
        }
    }

    private void Transform(LocalBasis local, int stride)
    {
        int n = local.Levels;
        Span<Complex> levels = n <= 256 ? stackalloc Complex[n] : new Complex[n];
        for (int block = 0; block < Values.Length; block += n * stride)
        {
            for (int k = block; k < block + stride; k++)
            {
                for (int i = 0; i < n; i++)
                {
                    levels[i] = Values[k + (i * stride)];
                }

                for (int e = 0; e < n; e++)
                {
                    Complex sum = Complex.Zero;
                    for (int i = 0; i < n; i++)
                    {
                        sum += local.DiagonalEntry(e, i) * levels[i];
                    }

                    Values[k + (e * stride)] = sum;
                }
            }
        }
    }
}
