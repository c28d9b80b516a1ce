using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// The part of a linear map that matters to rᵀ Mᴺ v: the Krylov space of v, and in it what r sees. Modes that coincide for reasons of symmetry are one there, and
/// eigenvectors are as independent as the dynamics makes them.
/// </summary>
/// <remarks>Arnoldi (1951) and its transpose with 32 digits and full reorthogonalisation; O(n³).</remarks>
internal sealed class CyclicReduction
{
    private CyclicReduction(DoubleDoubleMatrix matrix, double[] start, double[][] rows)
    {
        Matrix = matrix;
        Start = start;
        Rows = rows;
    }

    /// <summary>M, [m, m].</summary>
    public DoubleDoubleMatrix Matrix { get; }

    /// <summary>v, [m].</summary>
    public double[] Start { get; }

    /// <summary>The rows r, [m].</summary>
    public double[][] Rows { get; }

    /// <summary>The reduction.</summary>
    /// <param name="matrix">M, [n, n].</param>
    /// <param name="start">v, [n].</param>
    /// <param name="rows">r, [n] each.</param>
    /// <param name="error">Error of the entries of M relative to its largest: directions this small are none.</param>
    public static CyclicReduction Of(DoubleDoubleMatrix matrix, double[] start, IReadOnlyList<double[]> rows, double error)
    {
        double threshold = Math.Max(error, 1e-30) * 100 * matrix.Rows * matrix.Largest();
        DoubleDouble[][] right = Closure(matrix, [Of(start)], threshold, isTransposed: false);
        DoubleDoubleMatrix inner = Projected(matrix, right);
        DoubleDouble[][] seen = [.. rows.Select(r => right.Select(q => Dot(q, Of(r))).ToArray())];
        DoubleDouble[][] left = Closure(inner, seen, threshold, isTransposed: true);
        DoubleDouble[] begin = [.. right.Select(q => Dot(q, Of(start)))];
        return new CyclicReduction(
            Projected(inner, left),
            [.. left.Select(q => Dot(q, begin).High)],
            [.. seen.Select(r => left.Select(q => Dot(q, r).High).ToArray())]);
    }

    private static DoubleDouble[] Of(double[] v) => Array.ConvertAll(v, x => new DoubleDouble(x, 0));

    /// <summary>An orthonormal basis of the smallest invariant space that holds the starts.</summary>
    private static DoubleDouble[][] Closure(DoubleDoubleMatrix matrix, IReadOnlyList<DoubleDouble[]> starts, double threshold, bool isTransposed)
    {
        var basis = new List<DoubleDouble[]>();
        foreach (DoubleDouble[] start in starts)
        {
            double size = Math.Sqrt(Dot(start, start).High);
            Add(start, 1e-14 * size);
        }

        for (int k = 0; k < basis.Count && basis.Count < matrix.Rows; k++)
        {
            Add(Apply(matrix, basis[k], isTransposed), threshold);
        }

        return [.. basis];

        void Add(DoubleDouble[] vector, double least)
        {
            DoubleDouble[] v = [.. vector];
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (DoubleDouble[] q in basis)
                {
                    DoubleDouble overlap = Dot(q, v);
                    for (int i = 0; i < v.Length; i++)
                    {
                        v[i] -= overlap * q[i];
                    }
                }
            }

            double norm = Math.Sqrt(Dot(v, v).High);
            if (!(norm > least) || basis.Count >= matrix.Rows)
            {
                return;
            }

            // Twice, since a double knows the norm to 16 digits only.
            for (int pass = 0; pass < 2; pass++)
            {
                DoubleDouble square = Dot(v, v);
                double guess = Math.Sqrt(square.High);
                DoubleDouble length = (new DoubleDouble(guess, 0) + (square / guess)) / 2;
                v = Array.ConvertAll(v, x => x / length);
            }

            basis.Add(v);
        }
    }

    private static DoubleDouble[] Apply(DoubleDoubleMatrix matrix, DoubleDouble[] v, bool isTransposed)
    {
        var image = new DoubleDouble[v.Length];
        for (int j = 0; j < v.Length; j++)
        {
            for (int i = 0; i < v.Length; i++)
            {
                (int to, int from) = isTransposed ? (j, i) : (i, j);
                image[to] += matrix[i, j] * v[from];
            }
        }

        return image;
    }

    /// <summary>Qᵀ M Q.</summary>
    private static DoubleDoubleMatrix Projected(DoubleDoubleMatrix matrix, DoubleDouble[][] basis)
    {
        var projected = new DoubleDoubleMatrix(basis.Length, basis.Length);
        for (int j = 0; j < basis.Length; j++)
        {
            DoubleDouble[] image = Apply(matrix, basis[j], isTransposed: false);
            for (int i = 0; i < basis.Length; i++)
            {
                projected[i, j] = Dot(basis[i], image);
            }
        }

        return projected;
    }

    private static DoubleDouble Dot(DoubleDouble[] a, DoubleDouble[] b)
    {
        DoubleDouble sum = default;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
