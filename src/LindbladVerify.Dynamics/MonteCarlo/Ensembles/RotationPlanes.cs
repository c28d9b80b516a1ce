using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>One plane: with x' = −ω y, y' = ω x for coordinates x = First, y = Second and the frequency of that number.</summary>
internal readonly record struct RotationPlane(int First, int Second, int Frequency);

/// <summary>
/// The common invariant planes of commuting antisymmetric matrices. Where every connected set of coordinates has at most two
/// members, as for noise that is diagonal in the product basis, the planes are coordinate planes and no basis is needed.
/// </summary>
/// <param name="Planes">The planes that turn.</param>
/// <param name="Basis">Q, [n, n] column-major, orthogonal: coordinates in the planes are Qᵀ v. Null for the identity.</param>
internal sealed record RotationPlanes(RotationPlane[] Planes, double[]? Basis)
{
    private const double Residual = 1e-11;
    private const int Attempts = 8;

    /// <summary>Finds the planes.</summary>
    /// <param name="order">n.</param>
    /// <param name="parts">Antisymmetric matrices [n, n] that commute.</param>
    /// <param name="table">Collects the frequencies.</param>
    /// <exception cref="ArithmeticException">No common planes were found to rounding.</exception>
    public static RotationPlanes Of(int order, SparseMatrix<double>[] parts, FrequencyTable table)
    {
        List<RotationPlane> planes = [];
        double[]? basis = null;
        foreach (int[] members in Components(order, parts))
        {
            if (members.Length == 2)
            {
                Add(planes, table, members[0], members[1], Array.ConvertAll(parts, p => p[members[1], members[0]]));
            }
            else if (members.Length > 2)
            {
                basis ??= Identity(order);
                AddComponent(order, parts, members, planes, table, basis);
            }
        }

        return new RotationPlanes([.. planes], basis);
    }

    private static void Add(List<RotationPlane> planes, FrequencyTable table, int first, int second, double[] frequencies)
    {
        (int index, bool negative) = table.Find(frequencies);
        planes.Add(negative ? new RotationPlane(second, first, index) : new RotationPlane(first, second, index));
    }

    /// <summary>
    /// Eigenvectors a + ib of the Hermitian i Σ c_k G_k for positive eigenvalues: √2 a and √2 b are orthonormal and span a plane.
    /// For generic c_k these are planes of every part.
    /// </summary>
    private static void AddComponent(int order, SparseMatrix<double>[] parts, int[] members, List<RotationPlane> planes, FrequencyTable table, double[] basis)
    {
        double[][] dense = Array.ConvertAll(parts, p => Dense(p, members));
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            (double[][] vectors, int pairs) = PlaneVectors(dense, members.Length, attempt);
            if (!AreInvariant(dense, vectors, members.Length))
            {
                continue;
            }

            for (int k = 0; k < members.Length; k++)
            {
                for (int i = 0; i < members.Length; i++)
                {
                    basis[members[i] + (order * members[k])] = vectors[k][i];
                }
            }

            for (int pair = 0; pair < pairs; pair++)
            {
                double[] frequencies = Array.ConvertAll(dense, g => Form(g, vectors[(2 * pair) + 1], vectors[2 * pair]));
                Add(planes, table, members[2 * pair], members[(2 * pair) + 1], frequencies);
            }

            return;
        }

        throw new ArithmeticException($"The common planes of {parts.Length} commuting noise operators were not found to rounding.");
    }

    /// <summary>Pairs of vectors that span the planes, then what no part moves.</summary>
    private static (double[][] Vectors, int Pairs) PlaneVectors(double[][] parts, int n, int attempt)
    {
        Complex[] hermitian = new Complex[n * n];
        for (int k = 0; k < parts.Length; k++)
        {
            // Weights of order one without small integer relations, each part scaled to its own size.
            double weight = (1 + Math.Abs(Math.Sin((1.7 * k) + (0.9 * attempt) + 0.4))) / Math.Max(parts[k].Max(Math.Abs), double.Epsilon);
            for (int i = 0; i < hermitian.Length; i++)
            {
                hermitian[i] += new Complex(0, weight * parts[k][i]);
            }
        }

        HermitianSpectrum spectrum = HermitianSpectrum.Of(Operator.FromDense(n, hermitian));
        List<double[]> vectors = [];
        double zero = 1e-12 * Math.Max(spectrum.Largest, double.Epsilon);
        for (int k = n - 1; k >= 0 && spectrum.Values[k] > zero; k--)
        {
            vectors.Add([.. Enumerable.Range(0, n).Select(i => Math.Sqrt(2) * spectrum.Vectors[i, k].Real)]);
            vectors.Add([.. Enumerable.Range(0, n).Select(i => Math.Sqrt(2) * spectrum.Vectors[i, k].Imaginary)]);
        }

        int pairs = vectors.Count / 2;
        Complete(vectors, n);
        return ([.. vectors], pairs);
    }

    /// <summary>Extends an orthonormal set to a basis: Gram and Schmidt with the unit vector that is furthest outside the span.</summary>
    private static void Complete(List<double[]> vectors, int n)
    {
        double[] outside = [.. Enumerable.Range(0, n).Select(i => 1 - vectors.Sum(v => v[i] * v[i]))];
        while (vectors.Count < n)
        {
            int best = Array.IndexOf(outside, outside.Max());
            double[] next = new double[n];
            next[best] = 1;
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (double[] v in vectors)
                {
                    double overlap = Dot(v, next);
                    for (int i = 0; i < n; i++)
                    {
                        next[i] -= overlap * v[i];
                    }
                }
            }

            double length = Math.Sqrt(Dot(next, next));
            for (int i = 0; i < n; i++)
            {
                next[i] /= length;
                outside[i] -= next[i] * next[i];
            }

            vectors.Add(next);
        }
    }

    /// <summary>Whether each part maps every pair of vectors into its own plane.</summary>
    private static bool AreInvariant(double[][] parts, double[][] vectors, int n)
    {
        foreach (double[] part in parts)
        {
            double size = Math.Max(part.Max(Math.Abs), double.Epsilon);
            for (int k = 0; k < n; k++)
            {
                double[] image = Apply(part, vectors[k]);
                double[] partner = vectors[Math.Min(k ^ 1, n - 1)];
                double along = Dot(partner, image);
                for (int i = 0; i < n; i++)
                {
                    if (Math.Abs(image[i] - (along * partner[i])) > Residual * size)
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    private static List<int[]> Components(int order, SparseMatrix<double>[] parts)
    {
        int[] label = [.. Enumerable.Range(0, order)];
        int Root(int i)
        {
            while (label[i] != i)
            {
                i = label[i] = label[label[i]];
            }

            return i;
        }

        foreach ((int row, int column, _) in parts.SelectMany(p => p.Entries()))
        {
            int a = Root(row), b = Root(column);
            label[Math.Max(a, b)] = Math.Min(a, b);
        }

        return [.. Enumerable.Range(0, order).GroupBy(Root).Select(g => g.ToArray())];
    }

    private static double[] Dense(SparseMatrix<double> part, int[] members)
    {
        int n = members.Length;
        double[] dense = new double[n * n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                // Antisymmetric to rounding by construction; exactly so from here on.
                dense[i + (n * j)] = (part[members[i], members[j]] - part[members[j], members[i]]) / 2;
            }
        }

        return dense;
    }

    private static double[] Identity(int n)
    {
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            identity[i + (n * i)] = 1;
        }

        return identity;
    }

    private static double Form(double[] part, double[] left, double[] right) => Dot(left, Apply(part, right));

    private static double[] Apply(double[] part, double[] x)
    {
        int n = x.Length;
        double[] y = new double[n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                y[i] += part[i + (n * j)] * x[j];
            }
        }

        return y;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
