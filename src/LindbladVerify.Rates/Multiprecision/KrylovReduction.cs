using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>
/// The subspace that a start vector reaches under a matrix: A V = V H with H upper Hessenberg and without a zero below its diagonal, V[:, 0] ∝ start.
/// Vectors are kept in echelon form: each is 1 in its own pivot coordinate and 0 in those before. Both precisions take the same path.
/// </summary>
/// <remarks>The Hessenberg process with pivoting (Wilkinson, The Algebraic Eigenvalue Problem, chapter 6, sections 27 to 32).</remarks>
internal sealed class KrylovReduction
{
    private readonly List<Twin[]> basis = [];
    private readonly List<int> pivots = [];
    private readonly int bits;

    private KrylovReduction(int bits) => this.bits = bits;

    /// <summary>Dimension of the subspace.</summary>
    public int Dimension => basis.Count;

    /// <summary>The vectors, each [n].</summary>
    public IReadOnlyList<Twin[]> Basis => basis;

    /// <summary>Columns of H: column j holds entries 0 … j.</summary>
    public List<Twin[]> Columns { get; } = [];

    /// <summary>Entries (j+1, j) of H.</summary>
    public List<Twin> Subdiagonal { get; } = [];

    /// <summary>The start vector is this times the first vector.</summary>
    public Twin Scale { get; private set; }

    /// <summary>Reduces; null where the digits do not suffice to tell a number from 0.</summary>
    /// <param name="multiply">Sets A v and log2 of the largest term of each sum.</param>
    /// <param name="start">The start vector, [n].</param>
    /// <param name="bits">The lower precision.</param>
    public static KrylovReduction? Of(Action<Twin[], Twin[], double[]> multiply, Twin[] start, int bits)
    {
        int n = start.Length;
        var reduction = new KrylovReduction(bits);
        Twin[] w = [.. start];
        double[] largest = new double[n];
        Twin pivot = reduction.Append(w);
        reduction.Scale = pivot;
        while (!pivot.IsZero)
        {
            w = new Twin[n];
            multiply(reduction.basis[^1], w, largest);
            if (reduction.Eliminate(w, largest) is not { } column || !Settle(w, largest, bits))
            {
                return null;
            }

            reduction.Columns.Add(column);
            pivot = reduction.Dimension == n ? Twin.Zero : reduction.Append(w);
            if (!pivot.IsZero)
            {
                reduction.Subdiagonal.Add(pivot);
            }
        }

        return reduction;
    }

    /// <summary>Sets numbers that are noise to 0; false where one is neither noise nor known.</summary>
    public static bool Settle(Twin[] w, double[] largest, int bits)
    {
        for (int q = 0; q < w.Length; q++)
        {
            if (!Twin.Settle(ref w[q], largest[q], bits))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Subtracts the vectors so far; the coefficients, or null where the digits do not suffice.</summary>
    private Twin[]? Eliminate(Twin[] w, double[] largest)
    {
        var coefficients = new Twin[Dimension];
        for (int i = 0; i < coefficients.Length; i++)
        {
            if (!Twin.Settle(ref w[pivots[i]], largest[pivots[i]], bits))
            {
                return null;
            }

            Twin factor = w[pivots[i]];
            coefficients[i] = factor;
            if (factor.IsZero)
            {
                continue;
            }

            Twin[] v = basis[i];
            for (int q = 0; q < w.Length; q++)
            {
                if (!v[q].IsZero)
                {
                    Twin term = factor * v[q];
                    largest[q] = Math.Max(largest[q], term.LogModulus);
                    w[q] -= term;
                }
            }

            w[pivots[i]] = Twin.Zero;
        }

        return coefficients;
    }

    /// <summary>Makes the vector the next one, scaled to 1 in its largest coordinate; that coordinate, 0 where there is none.</summary>
    private Twin Append(Twin[] w)
    {
        int pivot = -1;
        for (int q = 0; q < w.Length; q++)
        {
            if (!w[q].IsZero && (pivot < 0 || BigFloat.Abs(w[q].Fine) > BigFloat.Abs(w[pivot].Fine)))
            {
                pivot = q;
            }
        }

        if (pivot < 0)
        {
            return Twin.Zero;
        }

        Twin size = w[pivot];
        for (int q = 0; q < w.Length; q++)
        {
            w[q] = q == pivot ? new Twin(BigFloat.One.To(bits), BigFloat.One.To(2 * bits)) : w[q] / size;
        }

        basis.Add(w);
        pivots.Add(pivot);
        return size;
    }
}
