using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>Something near the inverse of the equations of a system with noise modes.</summary>
internal interface IPreconditioner
{
    /// <summary>y = M⁻¹ x.</summary>
    void Apply(ReadOnlySpan<double> x, Span<double> y);
}

/// <summary>
/// Elimination of noise modes from the last to the first, each with the diagonal block that those behind it leave, coupling that they bring between
/// different modes being dropped: near the inverse where noise is fast or weak. Modes whose neighbours do not touch each other, such as those of
/// independent telegraphs, make it the second order in the noise beyond each mode's own.
/// </summary>
internal sealed class ModeElimination : IPreconditioner
{
    private readonly int size;
    private readonly int count;
    private readonly SparseMatrix<double> rows;
    private readonly double[][] factors;
    private readonly int[][] pivots;
    private readonly IDenseKernels kernels;
    private readonly double[] work;

    private ModeElimination(int size, SparseMatrix<double> rows, double[][] factors, int[][] pivots, IDenseKernels kernels)
    {
        (this.size, this.rows, this.factors, this.pivots, this.kernels) = (size, rows, factors, pivots, kernels);
        count = factors.Length;
        work = new double[size];
    }

    /// <summary>Eliminates; null where a block is singular.</summary>
    /// <param name="matrix">[n, n] of consecutive blocks, one per mode.</param>
    /// <param name="rows">The transposed matrix.</param>
    /// <param name="size">Order of a block.</param>
    /// <param name="kernels">Dense kernels; cost (neighbours + 1)·size³ for each of n/size modes.</param>
    public static ModeElimination? Of(SparseMatrix<double> matrix, SparseMatrix<double> rows, int size, IDenseKernels kernels)
    {
        int count = matrix.Rows / size;
        double[][] factors = new double[count][];
        int[][] pivots = new int[count][];
        for (int c = count - 1; c >= 0; c--)
        {
            double[] own = new double[size * size];
            var behind = new SortedDictionary<int, double[]>();
            for (int k = 0; k < size; k++)
            {
                int column = (c * size) + k;
                for (int p = matrix.ColumnStarts[column]; p < matrix.ColumnStarts[column + 1]; p++)
                {
                    (int block, int i) = Math.DivRem(matrix.RowIndices[p], size);
                    if (block == c)
                    {
                        own[i + (k * size)] = matrix.Values[p];
                    }
                    else if (block > c)
                    {
                        if (!behind.TryGetValue(block, out double[]? coupling))
                        {
                            behind[block] = coupling = new double[size * size];
                        }

                        coupling[i + (k * size)] = matrix.Values[p];
                    }
                }
            }

            foreach ((int block, double[] coupling) in behind)
            {
                kernels.SolveFactored(size, factors[block], pivots[block], size, coupling);
            }

            for (int i = 0; i < size; i++)
            {
                int row = (c * size) + i;
                for (int p = rows.ColumnStarts[row]; p < rows.ColumnStarts[row + 1]; p++)
                {
                    (int block, int k) = Math.DivRem(rows.RowIndices[p], size);
                    if (block > c && behind.TryGetValue(block, out double[]? eliminated))
                    {
                        for (int l = 0; l < size; l++)
                        {
                            own[i + (l * size)] -= rows.Values[p] * eliminated[k + (l * size)];
                        }
                    }
                }
            }

            (factors[c], pivots[c]) = (own, new int[size]);
            if (kernels.Factor(size, own, pivots[c]) >= 0)
            {
                return null;
            }
        }

        return new ModeElimination(size, rows, factors, pivots, kernels);
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        x.CopyTo(y);
        for (int c = count - 1; c >= 0; c--)
        {
            Span<double> own = y.Slice(c * size, size);
            Gather(y, c, behind: true, work);
            for (int i = 0; i < size; i++)
            {
                own[i] -= work[i];
            }

            kernels.SolveFactored(size, factors[c], pivots[c], 1, own);
        }

        for (int c = 1; c < count; c++)
        {
            Span<double> own = y.Slice(c * size, size);
            Gather(y, c, behind: false, work);
            kernels.SolveFactored(size, factors[c], pivots[c], 1, work);
            for (int i = 0; i < size; i++)
            {
                own[i] -= work[i];
            }
        }
    }

    /// <summary>What the modes behind or before one feed into it.</summary>
    private void Gather(ReadOnlySpan<double> y, int c, bool behind, double[] into)
    {
        ReadOnlySpan<int> starts = rows.ColumnStarts;
        ReadOnlySpan<int> columns = rows.RowIndices;
        ReadOnlySpan<double> values = rows.Values;
        int first = c * size;
        for (int i = 0; i < size; i++)
        {
            double sum = 0;
            (int p, int end) = (starts[first + i], starts[first + i + 1]);
            if (behind)
            {
                for (int q = end - 1; q >= p && columns[q] >= first + size; q--)
                {
                    sum += values[q] * y[columns[q]];
                }
            }
            else
            {
                for (; p < end && columns[p] < first; p++)
                {
                    sum += values[p] * y[columns[p]];
                }
            }

            into[i] = sum;
        }
    }
}

/// <summary>
/// The equations at each fixed set of values of the noises, with the rates at which it is left and without returns to it: near the inverse where
/// noise is slow. T is the change from values to modes, one small matrix per noise.
/// </summary>
internal sealed class FixedValues : IPreconditioner
{
    private const double WorstCondition = 1e8;
    private readonly int size;
    private readonly bool transposed;
    private readonly (double[] Direct, double[] Inverse, int Count)[] bases;
    private readonly double[][] factors;
    private readonly int[][] pivots;
    private readonly IDenseKernels kernels;
    private readonly double[] work;

    private FixedValues(int size, bool transposed, (double[], double[], int)[] bases, double[][] factors, int[][] pivots, IDenseKernels kernels)
    {
        (this.size, this.transposed, this.bases, this.factors, this.pivots, this.kernels) = (size, transposed, bases, factors, pivots, kernels);
        work = new double[size * factors.Length];
    }

    /// <summary>Prepares; null where values have no basis of their own or a block is singular.</summary>
    /// <param name="extension">The parts of the equations.</param>
    /// <param name="free">The coordinates of the block that are solved for.</param>
    /// <param name="transposed">Whether the transposed equations are meant.</param>
    /// <param name="kernels">Dense kernels; cost size³ for each set of values.</param>
    public static FixedValues? Of(NoiseExtension extension, int[] free, bool transposed, IDenseKernels kernels)
    {
        int size = free.Length;
        double[] still = extension.Deterministic.Submatrix(free, free).ToDense();
        double[][] parts = [.. extension.NoiseParts.Select(p => p.Submatrix(free, free).ToDense())];
        var bases = new List<(double[] Direct, double[] Inverse, int Count)>();
        var values = new List<double[][]>();
        var exits = new List<double[]>();
        var noiseOf = new List<List<int>>();
        for (int k = 0; k < extension.Noises.Count; k++)
        {
            if (extension.Noises[k].SharesModes)
            {
                noiseOf[^1].Add(k);
                continue;
            }

            noiseOf.Add([k]);
        }

        foreach (List<int> shared in noiseOf)
        {
            NoiseModes[] noises = [.. shared.Select(k => extension.Noises[k])];
            if (BasisOfValues(noises, kernels) is not { } basis)
            {
                return null;
            }

            bases.Add(basis);
            values.Add([.. noises.Select(n => Diagonal(n.Values, basis))]);
            exits.Add(Diagonal(noises[0].Generator, basis));
        }

        int count = bases.Aggregate(1, (product, b) => product * b.Count);
        double[][] factors = new double[count][];
        int[][] pivots = new int[count][];
        int[] digits = new int[bases.Count];
        for (int c = 0; c < count; c++)
        {
            double[] block = [.. still];
            double exit = 0;
            int rest = c;
            for (int f = bases.Count - 1; f >= 0; f--)
            {
                (rest, digits[f]) = Math.DivRem(rest, bases[f].Count);
                exit += exits[f][digits[f]];
                for (int s = 0; s < noiseOf[f].Count; s++)
                {
                    LinearAlgebra.Faber.VectorKernels.Add(values[f][s][digits[f]], parts[noiseOf[f][s]], block);
                }
            }

            for (int i = 0; i < size; i++)
            {
                block[i + (i * size)] += exit;
            }

            (factors[c], pivots[c]) = (transposed ? LinearRelaxation.Transposed(size, block) : block, new int[size]);
            if (kernels.Factor(size, factors[c], pivots[c]) >= 0)
            {
                return null;
            }
        }

        return new FixedValues(size, transposed, [.. bases], factors, pivots, kernels);
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        x.CopyTo(y);
        Change(y, toValues: true);
        for (int c = 0; c < factors.Length; c++)
        {
            kernels.SolveFactored(size, factors[c], pivots[c], 1, y.Slice(c * size, size));
        }

        Change(y, toValues: false);
    }

    /// <summary>T⁻¹ or T on every noise; the transposed of the other where transposed equations are meant.</summary>
    private void Change(Span<double> y, bool toValues)
    {
        int after = y.Length;
        int before = 1;
        foreach ((double[] direct, double[] inverse, int m) in bases)
        {
            after /= m;
            double[] matrix = toValues != transposed ? inverse : direct;
            for (int b = 0; b < before; b++)
            {
                Span<double> part = y.Slice(b * m * after, m * after);
                part.CopyTo(work);
                part.Clear();
                for (int to = 0; to < m; to++)
                {
                    for (int from = 0; from < m; from++)
                    {
                        double factor = transposed ? matrix[from + (to * m)] : matrix[to + (from * m)];
                        if (factor != 0)
                        {
                            LinearAlgebra.Faber.VectorKernels.Add(factor, work.AsSpan(from * after, after), part.Slice(to * after, after));
                        }
                    }
                }
            }

            before *= m;
        }
    }

    /// <summary>The vectors in which multiplication by the values is diagonal, as columns, and the inverse.</summary>
    private static (double[] Direct, double[] Inverse, int Count)? BasisOfValues(NoiseModes[] shared, IDenseKernels kernels)
    {
        int m = shared[0].Count;

        // Values of several operators on one process share their vectors; a mixture of them tells equal ones apart.
        double[] mixture = new double[m * m];
        for (int s = 0; s < shared.Length; s++)
        {
            LinearAlgebra.Faber.VectorKernels.Add(Math.Cos(s), shared[s].Values.ToDense(), mixture);
        }

        Eigensystem eigen = kernels.Eigen(m, mixture, vectors: true);
        if (eigen.Values.Any(v => Math.Abs(v.Imaginary) > 1e-12 * Complex.Abs(v)))
        {
            return null;
        }

        double[] direct = Array.ConvertAll(eigen.RightVectors, v => v.Real);
        double[] inverse = new double[m * m];
        for (int i = 0; i < m; i++)
        {
            inverse[i + (i * m)] = 1;
        }

        double[] factors = [.. direct];
        int[] pivots = new int[m];
        if (kernels.Factor(m, factors, pivots) >= 0)
        {
            return null;
        }

        kernels.SolveFactored(m, factors, pivots, m, inverse);
        return kernels.Norm(MatrixNorm.One, m, m, inverse, m) * kernels.Norm(MatrixNorm.One, m, m, direct, m) < WorstCondition ? (direct, inverse, m) : null;
    }

    /// <summary>The diagonal of T⁻¹ A T.</summary>
    private static double[] Diagonal(SparseMatrix<double> a, (double[] Direct, double[] Inverse, int Count) basis)
    {
        int m = basis.Count;
        double[] diagonal = new double[m];
        for (int k = 0; k < m; k++)
        {
            double[] image = a.Multiply(basis.Direct.AsSpan(k * m, m));
            for (int i = 0; i < m; i++)
            {
                diagonal[k] += basis.Inverse[k + (i * m)] * image[i];
            }
        }

        return diagonal;
    }
}
