using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// The eigenvalues of a real matrix that lie close together, from A Z = Z B with Z and B refined to some 30 digits: those of a cluster share
/// the errors of B, so that a double one is known to 15 digits although each alone is infinitely sensitive.
/// </summary>
/// <remarks>
/// Newton's method on A Z - Z B = 0, Zᵀ dZ = 0, factored once; the residual in doubled precision bounds the error of B by the rows of the
/// inverse that give dB. G. W. Stewart, SIAM Rev. 15, 727 (1973), doi:10.1137/1015095.
/// </remarks>
internal sealed class InvariantSubspace
{
    private const double Unit = 1.1102230246251565e-16;
    private const int InverseIterations = 10;
    private const int MostSteps = 40;
    private const double Margin = 2;

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
    /// <param name="outside">How far the nearest other one is; infinite if there is none.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    public static (Complex[] Values, double Error)? Eigenvalues(int n, double[] matrix, double center, int m, double outside, IDenseKernels kernels)
    {
        if (Start(n, matrix, center, m, outside, kernels) is not { } start)
        {
            return null;
        }

        var subspace = new InvariantSubspace(n, m, matrix, start);
        return subspace.Refine(kernels) is double error ? new SmallSpectrum(m, subspace.projected, subspace.projectedRest, error).Eigenvalues(kernels) : null;
    }

    private static double[]? Start(int n, double[] matrix, double center, int m, double outside, IDenseKernels kernels)
    {
        double norm = kernels.Norm(MatrixNorm.One, n, n, matrix, n);

        // Off the cluster by a part of its distance to the others: a shift within a defective one would leave nothing but its one eigenvector.
        double[] shifted = Shifted(n, matrix, center + Math.Max(Math.Min(outside, norm) / 32, 16 * Unit * norm));
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
            if (!OrthonormalBasis.Make(n, m, vectors))
            {
                return null;
            }
        }

        return vectors;
    }

    /// <summary>Refines until the residual falls no more, and bounds the error of the elements of B; null where it does not converge.</summary>
    private double? Refine(IDenseKernels kernels)
    {
        int block = n + m;
        int size = block * m;
        Project();
        double[] newton = Newton();
        double[] factors = [.. newton];
        int[] pivots = new int[size];
        if (kernels.Factor(size, factors, pivots) >= 0)
        {
            return null;
        }

        double[] residual = Residual(out double[] bound);
        double last = double.PositiveInfinity;
        double largest = Largest(residual);
        for (int step = 0; step < MostSteps && largest < last / 2; step++)
        {
            double[] right = new double[size];
            for (int k = 0; k < m; k++)
            {
                for (int i = 0; i < n; i++)
                {
                    right[i + (k * block)] = -residual[i + (k * n)];
                }
            }

            kernels.SolveFactored(size, factors, pivots, 1, right);
            for (int k = 0; k < m; k++)
            {
                for (int i = 0; i < n; i++)
                {
                    Add(ref basis[i + (k * n)], ref basisRest[i + (k * n)], right[i + (k * block)]);
                }

                for (int i = 0; i < m; i++)
                {
                    Add(ref projected[i + (k * m)], ref projectedRest[i + (k * m)], right[n + i + (k * block)]);
                }
            }

            last = largest;
            residual = Residual(out bound);
            largest = Largest(residual);
        }

        double error = Margin * m * LargestEffect(newton, residual, bound, kernels, out double sensitivity);
        double norm = kernels.Norm(MatrixNorm.One, n, n, matrix, n);
        return error <= 1e-6 * Unit * norm * Math.Max(1, sensitivity) ? error : null;
    }

    /// <summary>The largest element of dB that what is left of the residual may cause, by the rows of the inverse that give dB.</summary>
    private double LargestEffect(double[] newton, double[] residual, double[] bound, IDenseKernels kernels, out double sensitivity)
    {
        int block = n + m;
        int size = block * m;
        double[] rows = new double[size * m * m];
        for (int k = 0; k < m; k++)
        {
            for (int i = 0; i < m; i++)
            {
                rows[n + i + (k * block) + ((i + (k * m)) * size)] = 1;
            }
        }

        kernels.Solve(size, LinearRelaxation.Transposed(size, newton), m * m, rows);
        double largest = 0;
        for (int e = 0; e < m * m; e++)
        {
            double sum = 0;
            for (int k = 0; k < m; k++)
            {
                for (int i = 0; i < n; i++)
                {
                    sum += Math.Abs(rows[i + (k * block) + (e * size)]) * (Math.Abs(residual[i + (k * n)]) + bound[i + (k * n)]);
                }
            }

            largest = Math.Max(largest, sum);
        }

        sensitivity = Largest(rows);
        return largest;
    }

    /// <summary>A dZ - dZ B - Z dB and Zᵀ dZ for the unknowns of one column after another, [size, size]: n rows of dZ, then m of dB.</summary>
    private double[] Newton()
    {
        int block = n + m;
        int size = block * m;
        double[] newton = new double[size * size];
        for (int k = 0; k < m; k++)
        {
            for (int j = 0; j < n; j++)
            {
                int column = j + (k * block);
                for (int i = 0; i < n; i++)
                {
                    newton[i + (k * block) + (column * size)] = matrix[i + (j * n)];
                }

                // Column k of dZ enters equation l with B_kl.
                for (int l = 0; l < m; l++)
                {
                    newton[j + (l * block) + (column * size)] -= projected[k + (l * m)];
                }

                for (int l = 0; l < m; l++)
                {
                    newton[n + l + (k * block) + (column * size)] = basis[j + (l * n)];
                    newton[j + (k * block) + ((n + l + (k * block)) * size)] = -basis[j + (l * n)];
                }
            }
        }

        return newton;
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

    private static double Largest(double[] v) => v.Max(Math.Abs);
}
