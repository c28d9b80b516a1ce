using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Rates.General;

/// <summary>
/// The eigenvalues of a real matrix that lie close together, from A Z = Z B with Z and B refined to some 30 digits: those of a cluster share
/// the errors of B, so that a double one is known to 15 digits although each alone is infinitely sensitive.
/// </summary>
/// <remarks>
/// Newton's method with the operator A - center in a bordered system; the residual in doubled precision bounds the error of B by the dual
/// basis Y, |δB| ≤ |Y|ᵀ|R|. Of two eigenvalues the discriminant is formed in doubled precision, of more the bound is that of
/// L. Elsner, Linear Algebra Appl. 71, 77 (1985), doi:10.1016/0024-3795(85)90236-8.
/// </remarks>
internal sealed class InvariantSubspace
{
    private const double Unit = 1.1102230246251565e-16;
    private const int InverseIterations = 8;
    private const int MostSteps = 40;

    private readonly int n;
    private readonly int m;
    private readonly double[] matrix;
    private readonly double[] basis;
    private readonly double[] basisRest;
    private readonly double[] projected;
    private readonly double[] projectedRest;

    private InvariantSubspace(int n, int m, double[] matrix, double[] basis)
    {
        this.n = n;
        this.m = m;
        this.matrix = matrix;
        this.basis = basis;
        basisRest = new double[n * m];
        projected = new double[m * m];
        projectedRest = new double[m * m];
    }

    /// <summary>The m eigenvalues nearest to a real number, with a bound on the error of each; null where they do not stand apart enough to be refined.</summary>
    /// <param name="n">Dimension.</param>
    /// <param name="matrix">[n, n] column-major.</param>
    /// <param name="center">Where they lie.</param>
    /// <param name="m">How many.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    public static (Complex[] Values, double Error)? Eigenvalues(int n, double[] matrix, double center, int m, IDenseKernels kernels)
    {
        if (Start(n, matrix, center, m, kernels) is not { } start)
        {
            return null;
        }

        var subspace = new InvariantSubspace(n, m, matrix, start);
        return subspace.Refine(center, kernels) is double error ? subspace.Split(error, kernels) : null;
    }

    private static double[]? Start(int n, double[] matrix, double center, int m, IDenseKernels kernels)
    {
        double norm = kernels.Norm(MatrixNorm.One, n, n, matrix, n);
        double[] shifted = Shifted(n, matrix, center + (16 * Unit * norm));
        int[] pivots = new int[n];
        if (kernels.Factor(n, shifted, pivots) >= 0)
        {
            return null;
        }

        double[] vectors = new double[n * m];
        for (int k = 0; k < vectors.Length; k++)
        {
            vectors[k] = Math.Cos(1 + (k * 2.399963));
        }

        for (int step = 0; step < InverseIterations; step++)
        {
            kernels.SolveFactored(n, shifted, pivots, m, vectors);
            if (!Orthonormalize(n, m, vectors))
            {
                return null;
            }
        }

        return vectors;
    }

    /// <summary>Refines until the residual falls no more, and bounds the error of the elements of B; null where it does not converge.</summary>
    private double? Refine(double center, IDenseKernels kernels)
    {
        int size = n + m;
        double[] bordered = Bordered(center, 1);
        double[] dual = Bordered(center, -1);
        int[] pivots = new int[size];
        int[] dualPivots = new int[size];
        if (kernels.Factor(size, bordered, pivots) >= 0 || kernels.Factor(size, dual, dualPivots) >= 0)
        {
            return null;
        }

        Project();
        double[] residual = Residual(out double[] bound);
        double last = double.PositiveInfinity;
        double largest = Largest(residual);
        for (int step = 0; step < MostSteps && largest < last / 2; step++)
        {
            double[] right = new double[size * m];
            for (int j = 0; j < m; j++)
            {
                for (int i = 0; i < n; i++)
                {
                    right[i + (j * size)] = -residual[i + (j * n)];
                }
            }

            kernels.SolveFactored(size, bordered, pivots, m, right);
            for (int j = 0; j < m; j++)
            {
                for (int i = 0; i < n; i++)
                {
                    Add(ref basis[i + (j * n)], ref basisRest[i + (j * n)], right[i + (j * size)]);
                }

                for (int i = 0; i < m; i++)
                {
                    Add(ref projected[i + (j * m)], ref projectedRest[i + (j * m)], right[n + i + (j * size)]);
                }
            }

            last = largest;
            residual = Residual(out bound);
            largest = Largest(residual);
        }

        double[] left = new double[size * m];
        for (int j = 0; j < m; j++)
        {
            left[n + j + (j * size)] = 1;
        }

        kernels.SolveFactored(size, dual, dualPivots, m, left);
        double error = 0;
        for (int j = 0; j < m; j++)
        {
            for (int k = 0; k < m; k++)
            {
                double sum = 0;
                for (int i = 0; i < n; i++)
                {
                    sum += Math.Abs(left[i + (j * size)]) * (Math.Abs(residual[i + (k * n)]) + bound[i + (k * n)]);
                }

                error = Math.Max(error, 2 * sum);
            }
        }

        double norm = kernels.Norm(MatrixNorm.One, n, n, matrix, n);
        return error * m <= 1e-6 * Unit * norm * Math.Max(1, Largest(left)) ? error * m : null;
    }

    /// <summary>The eigenvalues of B and what its elements' error makes of them.</summary>
    private (Complex[] Values, double Error) Split(double error, IDenseKernels kernels)
    {
        if (m == 1)
        {
            return ([projected[0] + projectedRest[0]], error + (Unit * Math.Abs(projected[0])));
        }

        if (m == 2)
        {
            return SplitPair(error);
        }

        double mean = Enumerable.Range(0, m).Average(i => projected[i + (i * m)]);
        double[] deviation = new double[m * m];
        for (int k = 0; k < deviation.Length; k++)
        {
            deviation[k] = projected[k] - (k % (m + 1) == 0 ? mean : 0) + projectedRest[k];
        }

        double size = kernels.Norm(MatrixNorm.Frobenius, m, m, deviation, m);
        Complex[] values = size == 0 ? new Complex[m] : Array.ConvertAll(kernels.Eigen(m, Array.ConvertAll(deviation, v => v / size), vectors: false).Values, v => v * size);
        double backward = error + (8 * m * 2 * Unit * size);
        double spread = Math.Pow((2 * size) + backward, 1 - (1.0 / m)) * Math.Pow(backward, 1.0 / m);
        return (Array.ConvertAll(values, v => mean + v), spread + (2 * Unit * Math.Abs(mean)));
    }

    private (Complex[] Values, double Error) SplitPair(double error)
    {
        // Half the trace, half the difference of the diagonal, and the discriminant of the rest.
        double mean = ((projected[0] + projected[3]) / 2) + ((projectedRest[0] + projectedRest[3]) / 2);
        var half = default(DoubledSum);
        half.Add(projected[0] / 2);
        half.Add(-projected[3] / 2);
        half.Add(projectedRest[0] / 2);
        half.Add(-projectedRest[3] / 2);
        (double e, double rest) = (half.Value, half.Rest);
        var sum = default(DoubledSum);
        sum.AddProduct(e, e);
        sum.AddProduct(2 * e, rest);
        sum.AddProduct(projected[1], projected[2]);
        sum.AddProduct(projected[1], projectedRest[2]);
        sum.AddProduct(projectedRest[1], projected[2]);
        double discriminant = sum.Value;
        double size = Math.Abs(e) + Math.Abs(projected[1]) + Math.Abs(projected[2]);
        double uncertain = (4 * error * (size + error)) + (16 * DoubledSum.Unit * size * size) + (2 * Unit * Math.Abs(discriminant));
        double root = Math.Sqrt(Math.Abs(discriminant));
        double ofRoot = Math.Min(Math.Sqrt(uncertain), root == 0 ? double.PositiveInfinity : uncertain / root);
        double total = error + ofRoot + (2 * Unit * (Math.Abs(mean) + root));
        return discriminant >= 0
            ? ([mean + root, mean - root], total)
            : ([new Complex(mean, root), new Complex(mean, -root)], total);
    }

    /// <summary>[[A - center, -Z], [Zᵀ, 0]], or its transpose with the other signs for the dual basis.</summary>
    private double[] Bordered(double center, int sign)
    {
        int size = n + m;
        double[] bordered = new double[size * size];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                bordered[i + (j * size)] = (sign > 0 ? matrix[i + (j * n)] : matrix[j + (i * n)]) - (i == j ? center : 0);
            }

            for (int k = 0; k < m; k++)
            {
                bordered[j + ((n + k) * size)] = -sign * basis[j + (k * n)];
                bordered[n + k + (j * size)] = basis[j + (k * n)];
            }
        }

        return bordered;
    }

    private void Project()
    {
        for (int j = 0; j < m; j++)
        {
            for (int k = 0; k < m; k++)
            {
                double sum = 0;
                for (int i = 0; i < n; i++)
                {
                    for (int l = 0; l < n; l++)
                    {
                        sum += basis[i + (j * n)] * matrix[i + (l * n)] * basis[l + (k * n)];
                    }
                }

                projected[j + (k * m)] = sum;
            }
        }
    }

    /// <summary>A Z - Z B in doubled precision, and a bound on its own error.</summary>
    private double[] Residual(out double[] bound)
    {
        double[] residual = new double[n * m];
        bound = new double[n * m];
        for (int k = 0; k < m; k++)
        {
            for (int i = 0; i < n; i++)
            {
                var sum = default(DoubledSum);
                double size = 0;
                for (int l = 0; l < n; l++)
                {
                    double a = matrix[i + (l * n)];
                    if (a != 0)
                    {
                        sum.AddProduct(a, basis[l + (k * n)]);
                        sum.AddProduct(a, basisRest[l + (k * n)]);
                        size += Math.Abs(a * basis[l + (k * n)]);
                    }
                }

                for (int j = 0; j < m; j++)
                {
                    double z = basis[i + (j * n)];
                    double b = projected[j + (k * m)];
                    sum.AddProduct(-z, b);
                    sum.AddProduct(-z, projectedRest[j + (k * m)]);
                    sum.AddProduct(-basisRest[i + (j * n)], b);
                    size += Math.Abs(z * b);
                }

                residual[i + (k * n)] = sum.Value;
                bound[i + (k * n)] = DoubledSum.Unit * (n + m) * size;
            }
        }

        return residual;
    }

    private static void Add(ref double high, ref double low, double value)
    {
        var sum = default(DoubledSum);
        sum.Add(high);
        sum.Add(value);
        sum.Add(low);
        (high, low) = (sum.Value, sum.Rest);
    }

    private static double[] Shifted(int n, double[] matrix, double shift)
    {
        double[] shifted = [.. matrix];
        for (int i = 0; i < n; i++)
        {
            shifted[i + (i * n)] -= shift;
        }

        return shifted;
    }

    private static bool Orthonormalize(int n, int m, double[] vectors)
    {
        for (int k = 0; k < m; k++)
        {
            Span<double> v = vectors.AsSpan(k * n, n);
            Scale(v);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < k; j++)
                {
                    ReadOnlySpan<double> w = vectors.AsSpan(j * n, n);
                    double overlap = 0;
                    for (int i = 0; i < n; i++)
                    {
                        overlap += v[i] * w[i];
                    }

                    for (int i = 0; i < n; i++)
                    {
                        v[i] -= overlap * w[i];
                    }
                }
            }

            if (!Scale(v))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Scale(Span<double> v)
    {
        double largest = 0;
        foreach (double x in v)
        {
            largest = Math.Max(largest, Math.Abs(x));
        }

        double sum = 0;
        for (int i = 0; i < v.Length; i++)
        {
            v[i] /= largest;
            sum += v[i] * v[i];
        }

        double norm = Math.Sqrt(sum);
        for (int i = 0; i < v.Length; i++)
        {
            v[i] /= norm;
        }

        return double.IsFinite(norm) && largest > 0;
    }

    private static double Largest(double[] v) => v.Max(Math.Abs);
}
