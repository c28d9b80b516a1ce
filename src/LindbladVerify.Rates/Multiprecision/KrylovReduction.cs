using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>
/// The subspace that a start vector reaches under a matrix: A V = V H with H upper Hessenberg and without a zero below its diagonal, V[:, 0] ∝ start.
/// Vectors are kept in echelon form: each is 1 in its own pivot coordinate and 0 in those before.
/// </summary>
/// <remarks>
/// The Hessenberg process with pivoting (Wilkinson, The Algebraic Eigenvalue Problem, chapter 6, sections 27 to 32), with running error bounds: a coordinate that cannot be told from 0
/// is 0, provided that its error is far below what it is the sum of; otherwise more digits are needed.
/// </remarks>
internal sealed class KrylovReduction
{
    /// <summary>A zero must be at least this many bits below the terms of its sum.</summary>
    public const double ZeroBits = 40;

    private readonly List<Tracked[]> basis = [];
    private readonly List<int> pivots = [];

    private KrylovReduction()
    {
    }

    /// <summary>Dimension of the subspace.</summary>
    public int Dimension => basis.Count;

    /// <summary>The vectors, each [n].</summary>
    public IReadOnlyList<Tracked[]> Basis => basis;

    /// <summary>Columns of H: column j holds entries 0 … j.</summary>
    public List<Tracked[]> Columns { get; } = [];

    /// <summary>Entries (j+1, j) of H.</summary>
    public List<Tracked> Subdiagonal { get; } = [];

    /// <summary>The start vector is this times the first vector.</summary>
    public Tracked Scale { get; private set; }

    /// <summary>Reduces; null where the digits do not suffice.</summary>
    /// <param name="multiply">Sets A v and log2 of the largest term of each sum.</param>
    /// <param name="start">The start vector, [n], its zeros exact.</param>
    public static KrylovReduction? Of(Action<Tracked[], Tracked[], double[]> multiply, Tracked[] start)
    {
        int n = start.Length;
        var reduction = new KrylovReduction();
        Tracked[] w = [.. start];
        double[] largest = new double[n];
        Array.Fill(largest, double.NegativeInfinity);
        Tracked pivot = reduction.Append(w);
        if (pivot.IsExactZero)
        {
            return reduction;
        }

        reduction.Scale = pivot;
        while (true)
        {
            int j = reduction.Dimension - 1;
            w = new Tracked[n];
            multiply(reduction.basis[j], w, largest);
            if (reduction.Eliminate(w, largest) is not { } column || !Clean(w, largest))
            {
                return null;
            }

            reduction.Columns.Add(column);

            if (j + 1 == n)
            {
                return reduction;
            }

            pivot = reduction.Append(w);
            if (pivot.IsExactZero)
            {
                return reduction;
            }

            reduction.Subdiagonal.Add(pivot);
        }
    }

    /// <summary>Sets numbers that may be 0 to 0; false where one is not known to be small.</summary>
    public static bool Clean(Tracked[] w, double[] largest)
    {
        for (int q = 0; q < w.Length; q++)
        {
            if (!Clean(ref w[q], largest[q]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Clean(ref Tracked x, double largest)
    {
        if (!x.MayBeZero || x.IsExactZero)
        {
            return true;
        }

        bool isSmall = x.LogError <= largest - ZeroBits;
        x = Tracked.Zero;
        return isSmall;
    }

    /// <summary>Subtracts the vectors so far; the coefficients, or null where the digits do not suffice.</summary>
    private Tracked[]? Eliminate(Tracked[] w, double[] largest)
    {
        var coefficients = new Tracked[Dimension];
        for (int i = 0; i < coefficients.Length; i++)
        {
            if (!Clean(ref w[pivots[i]], largest[pivots[i]]))
            {
                return null;
            }

            Tracked factor = w[pivots[i]];
            coefficients[i] = factor;
            if (factor.IsExactZero)
            {
                continue;
            }

            Tracked[] v = basis[i];
            for (int q = 0; q < w.Length; q++)
            {
                if (!v[q].IsExactZero)
                {
                    largest[q] = Math.Max(largest[q], factor.LogModulus + v[q].LogModulus);
                    w[q] = w[q].Minus(factor, v[q]);
                }
            }

            w[pivots[i]] = Tracked.Zero;
        }

        return coefficients;
    }

    /// <summary>Makes the vector the next one, scaled to 1 in its largest coordinate; that coordinate, 0 where there is none.</summary>
    private Tracked Append(Tracked[] w)
    {
        int pivot = -1;
        for (int q = 0; q < w.Length; q++)
        {
            if (!w[q].IsExactZero && (pivot < 0 || BigFloat.Abs(w[q].Value) > BigFloat.Abs(w[pivot].Value)))
            {
                pivot = q;
            }
        }

        if (pivot < 0)
        {
            return Tracked.Zero;
        }

        Tracked size = w[pivot];
        for (int q = 0; q < w.Length; q++)
        {
            w[q] = q == pivot ? new Tracked(BigFloat.One.To(size.Value.Bits), double.NegativeInfinity) : w[q] / size;
        }

        basis.Add(w);
        pivots.Add(pivot);
        return size;
    }
}
