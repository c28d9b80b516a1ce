using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// Solves A x = b and Aᵀ x = b for a system with many noise modes, thousands to hundreds of thousands of equations, by minimal residuals in Krylov
/// spaces, refined with residuals in doubled precision until every equation is met to the rounding of its own terms or nothing gets smaller.
/// </summary>
/// <remarks>
/// The aim is that of W. Oettli and W. Prager, Numer. Math. 6, 405 (1964), doi:10.1007/BF01386090: |b - A x| ≤ ω (|A||x| + |b|) element by
/// element, which the bounds of <see cref="LinearRelaxation"/> assume of any solver; what is left beyond that is added to what they multiply. Fast
/// noise is preconditioned by
/// <see cref="ModeElimination"/>, slow noise by <see cref="FixedValues"/>, what lies between by both in turn.
/// </remarks>
internal sealed class NoiseExtendedSolver : IRelaxationSolver
{
    /// <summary>ω of a solution that is as good as its rounding.</summary>
    private const double BackwardError = 4 * 1.1102230246251565e-16;
    /// <summary>Numbers in the blocks of a preconditioner: 1.2 GB.</summary>
    private const double MostNumbers = 1.5e8;
    private const int MostRounds = 12;

    /// <summary>What may be left of the residual, beside that of nothing, where rounding ends the refinement; the bounds count all of it.</summary>
    private const double Accepted = 1e-6;

    /// <summary>Reduction of the residual that one round asks for.</summary>
    private const double Reduction = 1e-8;

    /// <summary>A round that leaves more of the residual than this is no progress.</summary>
    private const double Stagnation = 0.5;
    private readonly Direction direct;
    private readonly Lazy<Direction> transposed;

    /// <summary>Prepares solves.</summary>
    /// <param name="matrix">A, [n, n], with the free coordinates of one noise mode after the other.</param>
    /// <param name="extension">What A was put together from.</param>
    /// <param name="free">The coordinates of the block that each mode has in A.</param>
    /// <param name="kernels">Dense kernels for blocks of one mode.</param>
    public NoiseExtendedSolver(SparseMatrix<double> matrix, NoiseExtension extension, int[] free, IDenseKernels kernels)
    {
        SparseMatrix<double> rows = matrix.Transpose();
        direct = new Direction(matrix, rows, extension, free, kernels, isTransposed: false);
        transposed = new Lazy<Direction>(() => new Direction(rows, matrix, extension, free, kernels, isTransposed: true));
    }

    /// <summary>Whether blocks of this order fit into memory.</summary>
    public static bool Fits(int equations, int block) => (double)equations * block <= MostNumbers;

    /// <inheritdoc/>
    public double[] Solve(double[] right, bool transposed) => (transposed ? this.transposed.Value : direct).Solve(right);

    /// <inheritdoc/>
    public double[] Magnitude(double[] x, double[] right, double[] rightSize) => direct.Magnitude(x, right, rightSize);

    /// <summary>One of A and its transpose, with what precondition it, made when needed.</summary>
    private sealed class Direction
    {
        private readonly SparseOperator matrix;
        private readonly SparseMatrix<double> rows;
        private readonly Lazy<ModeElimination?> modes;
        private readonly Lazy<FixedValues?> values;
        private readonly double[] weights;
        private int chosen;

        public Direction(SparseMatrix<double> matrix, SparseMatrix<double> rows, NoiseExtension extension, int[] free, IDenseKernels kernels, bool isTransposed)
        {
            this.rows = rows;
            this.matrix = new SparseOperator(matrix);

            // Rows of fast modes and of slow ones alike.
            weights = [.. Sizes([.. Enumerable.Repeat(1.0, matrix.Rows)], new double[matrix.Rows]).Select(s => s == 0 ? 1 : 1 / s)];
            modes = new Lazy<ModeElimination?>(() => ModeElimination.Of(matrix, rows, free.Length, kernels));
            values = new Lazy<FixedValues?>(() => FixedValues.Of(extension, free, isTransposed, kernels));
        }

        /// <summary>The refined solution; not a number where none was reached.</summary>
        public double[] Solve(double[] right)
        {
            double[] x = new double[right.Length];
            double[] residual = [.. right];
            double left = Norm(residual);
            double start = left;
            for (int round = 0; round < MostRounds && WorstRow(residual, Sizes(x, right)) > BackwardError; round++)
            {
                if (Step(residual) is not { } correction)
                {
                    break;
                }

                double[] next = [.. x.Zip(correction, (a, b) => a + b)];
                double[] nextResidual = Residual(next, right);
                double now = Norm(nextResidual);
                if (!(now < left))
                {
                    break;
                }

                (x, residual) = (next, nextResidual);
                if (now > Stagnation * left)
                {
                    break;
                }

                left = now;
            }

            return Norm(residual) <= Accepted * start ? x : [.. x.Select(_ => double.NaN)];
        }

        /// <summary>|A||x| + |b|, and what is left of b - A x in units of the rounding that bounds reckon with.</summary>
        public double[] Magnitude(double[] x, double[] right, double[] rightSize)
        {
            double[] left = Residual(x, right);
            return [.. Sizes(x, rightSize).Zip(left, (s, r) => s + (Math.Abs(r) / LinearRelaxation.EntryRounding))];
        }

        /// <summary>|A||x| + |b|.</summary>
        private double[] Sizes(double[] x, double[] b)
        {
            double[] sum = new double[b.Length];
            for (int i = 0; i < sum.Length; i++)
            {
                double s = Math.Abs(b[i]);
                for (int p = rows.ColumnStarts[i]; p < rows.ColumnStarts[i + 1]; p++)
                {
                    s += Math.Abs(rows.Values[p] * x[rows.RowIndices[p]]);
                }

                sum[i] = s;
            }

            return sum;
        }

        private static double WorstRow(double[] residual, double[] sizes) => residual.Zip(sizes, (r, s) => r == 0 ? 0 : Math.Abs(r) / s).Max();

        private double Norm(double[] residual) => VectorKernels.Norm([.. residual.Zip(weights, (r, w) => r * w)]);

        private double[] Residual(double[] x, double[] right)
        {
            double[] residual = new double[right.Length];
            for (int i = 0; i < residual.Length; i++)
            {
                var sum = default(DoubledSum);
                sum.Add(right[i]);
                for (int p = rows.ColumnStarts[i]; p < rows.ColumnStarts[i + 1]; p++)
                {
                    sum.AddProduct(-rows.Values[p], x[rows.RowIndices[p]]);
                }

                residual[i] = sum.Value;
            }

            return residual;
        }

        /// <summary>A correction by the first preconditioner that brings one, kept for the next; null where none does.</summary>
        private double[]? Step(double[] residual)
        {
            (Func<LinearMap?> Map, int Most)[] choices = [(() => Of(modes.Value), 48), (() => Of(values.Value), 96), (Both, 160)];
            double[]? best = null;
            double least = Stagnation;
            for (int k = chosen; k < choices.Length; k++)
            {
                if (choices[k].Map() is not { } map)
                {
                    continue;
                }

                (double[] x, double left) = Gmres.Solve(matrix.Apply, map, residual, weights, Reduction, choices[k].Most);
                if (left < least)
                {
                    (least, best, chosen) = (left, x, k);
                }

                if (left <= 1e-3)
                {
                    break;
                }
            }

            return best;
        }

        private static LinearMap? Of(IPreconditioner? one) => one is null ? null : one.Apply;

        private LinearMap? Both()
        {
            if (modes.Value is not { } fast || values.Value is not { } slow)
            {
                return null;
            }

            double[] rest = new double[matrix.Dimension];
            double[] change = new double[matrix.Dimension];
            return (x, y) =>
            {
                fast.Apply(x, y);
                matrix.Apply(y, rest);
                for (int i = 0; i < rest.Length; i++)
                {
                    rest[i] = x[i] - rest[i];
                }

                slow.Apply(rest, change);
                VectorKernels.Add(1, change, y);
            };
        }
    }
}
