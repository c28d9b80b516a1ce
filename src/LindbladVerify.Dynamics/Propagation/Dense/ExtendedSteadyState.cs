using System.Numerics;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Propagation.Dense;

/// <summary>The steady state with some 32 digits, for rates that differ by more decades than double precision holds.</summary>
/// <remarks>
/// The generator itself is summed with 32 digits, from products of entries that are exact: in double precision a slow rate would be
/// lost in the diagonal of a fast one, and what should be conserved would leak at 10⁻¹⁶ of it. Real and imaginary parts, Gaussian
/// elimination with rows of equal size and partial pivoting.
/// </remarks>
internal sealed class ExtendedSteadyState
{
    /// <summary>Largest number of complex equations; there the cost is a few seconds.</summary>
    public const int LargestOrder = 400;

    private const double Zero = 1e-27;
    private readonly int n;
    private readonly int d;
    private readonly DoubleDouble[] matrix; // row by row, [2n, 2n]

    private ExtendedSteadyState(OpenSystemModel model, int depth)
    {
        CombinedModes modes = CombinedModes.Of([.. model.Noise.Select(x => x.Process.Modes(depth))]);
        d = model.Dimension;
        n = modes.Count * d * d;
        matrix = new DoubleDouble[4L * n * n];
        SparseMatrix<double> one = SparseMatrix<double>.Identity(modes.Count);
        AddCommutator(one, model.Hamiltonian);
        foreach (Dissipator term in model.Dissipators)
        {
            AddDissipator(one, term);
        }

        foreach ((int row, int column, double value) in modes.Generator.Entries())
        {
            for (int i = 0; i < d * d; i++)
            {
                Add((row * d * d) + i, (column * d * d) + i, new DoubleDouble(value, 0), default);
            }
        }

        for (int k = 0; k < model.Noise.Count; k++)
        {
            AddCommutator(modes.Values[k], model.Noise[k].Operator);
        }
    }

    /// <summary>The state of all noise modes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="depth">Depth of Ornstein–Uhlenbeck ladders.</param>
    /// <param name="weights">The row of the averaged trace.</param>
    /// <exception cref="InvalidOperationException">There is more than one steady state.</exception>
    public static Complex[] Solve(OpenSystemModel model, int depth, double[] weights)
    {
        var system = new ExtendedSteadyState(model, depth);
        DoubleDouble[] x = system.Eliminate(weights);
        return [.. Enumerable.Range(0, system.n).Select(i => new Complex(x[i].High, x[i + system.n].High))];
    }

    private void AddCommutator(SparseMatrix<double> modes, Operator h)
    {
        foreach ((int row, int column, double weight) in modes.Entries())
        {
            foreach ((int i, int k, Complex value) in h.Matrix.Entries())
            {
                for (int j = 0; j < d; j++)
                {
                    // -i H ρ and +i ρ H.
                    AddMode(row, column, i + (j * d), k + (j * d), DoubleDouble.Product(weight, value.Imaginary), DoubleDouble.Product(weight, -value.Real));
                    AddMode(row, column, j + (k * d), j + (i * d), DoubleDouble.Product(weight, -value.Imaginary), DoubleDouble.Product(weight, value.Real));
                }
            }
        }
    }

    private void AddDissipator(SparseMatrix<double> modes, Dissipator term)
    {
        (int Row, int Column, Complex Value)[] entries = [.. term.JumpOperator.Matrix.Entries()];
        var gain = new List<(int Row, int Column, DoubleDouble Real, DoubleDouble Imaginary)>();
        foreach ((int i, int k, Complex x) in entries)
        {
            foreach ((int j, int l, Complex y) in entries)
            {
                // L ρ L†, and from the terms of L†L the losses.
                DoubleDouble real = (DoubleDouble.Product(x.Real, y.Real) + DoubleDouble.Product(x.Imaginary, y.Imaginary)) * term.Rate;
                DoubleDouble imaginary = (DoubleDouble.Product(x.Imaginary, y.Real) - DoubleDouble.Product(x.Real, y.Imaginary)) * term.Rate;
                gain.Add((i + (j * d), k + (l * d), real, imaginary));
                if (i != j)
                {
                    continue;
                }

                // (L†L)_lk = conj(y) x.
                DoubleDouble halfReal = real * -0.5, halfImaginary = imaginary * -0.5;
                for (int m = 0; m < d; m++)
                {
                    gain.Add((l + (m * d), k + (m * d), halfReal, halfImaginary));
                    gain.Add((m + (k * d), m + (l * d), halfReal, halfImaginary));
                }
            }
        }

        for (int mode = 0; mode < modes.Rows; mode++)
        {
            foreach ((int row, int column, DoubleDouble real, DoubleDouble imaginary) in gain)
            {
                AddMode(mode, mode, row, column, real, imaginary);
            }
        }
    }

    private void AddMode(int modeRow, int modeColumn, int row, int column, DoubleDouble real, DoubleDouble imaginary) =>
        Add((modeRow * d * d) + row, (modeColumn * d * d) + column, real, imaginary);

    private void Add(int row, int column, DoubleDouble real, DoubleDouble imaginary)
    {
        DoubleDouble minus = new DoubleDouble(0, 0) - imaginary;
        At(row, column) += real;
        At(row + n, column + n) += real;
        At(row, column + n) += minus;
        At(row + n, column) += imaginary;
    }

    private ref DoubleDouble At(int row, int column) => ref matrix[(row * 2L * n) + column];

    private DoubleDouble[] Eliminate(double[] weights)
    {
        int order = 2 * n;
        DoubleDouble[] x = new DoubleDouble[order];
        x[0] = new DoubleDouble(1, 0);
        for (int j = 0; j < n; j++)
        {
            // The averaged trace never changes: the first row follows from the others on the diagonal.
            At(0, j) = At(n, j + n) = new DoubleDouble(weights[j], 0);
            At(0, j + n) = At(n, j) = default;
        }

        Equilibrate(x);
        for (int k = 0; k < order; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < order; i++)
            {
                pivot = Math.Abs(At(i, k).High) > Math.Abs(At(pivot, k).High) ? i : pivot;
            }

            if (!(Math.Abs(At(pivot, k).High) > Zero * order))
            {
                throw new InvalidOperationException("The steady state is not unique: the Liouvillian has more than one zero eigenvalue.");
            }

            for (int j = k; j < order && pivot != k; j++)
            {
                (At(k, j), At(pivot, j)) = (At(pivot, j), At(k, j));
            }

            (x[k], x[pivot]) = (x[pivot], x[k]);
            for (int i = k + 1; i < order; i++)
            {
                if (At(i, k).High == 0)
                {
                    continue;
                }

                DoubleDouble factor = At(i, k) / At(k, k);
                for (int j = k + 1; j < order; j++)
                {
                    At(i, j) -= factor * At(k, j);
                }

                x[i] -= factor * x[k];
            }
        }

        for (int k = order - 1; k >= 0; k--)
        {
            for (int j = k + 1; j < order; j++)
            {
                x[k] -= At(k, j) * x[j];
            }

            x[k] /= At(k, k);
        }

        return x;
    }

    /// <summary>Rows of the size 1, by powers of two; what is zero but for rounding of 32 digits is made zero first.</summary>
    private void Equilibrate(DoubleDouble[] right)
    {
        double largest = matrix.Max(v => Math.Abs(v.High));
        for (int i = 0; i < right.Length; i++)
        {
            double size = 0;
            for (int j = 0; j < right.Length; j++)
            {
                if (Math.Abs(At(i, j).High) < 1e-30 * largest)
                {
                    At(i, j) = default;
                }

                size = Math.Max(size, Math.Abs(At(i, j).High));
            }

            double scale = size == 0 ? 1 : Math.ScaleB(1, -Math.ILogB(size));
            for (int j = 0; j < right.Length; j++)
            {
                At(i, j) *= scale;
            }

            right[i] *= scale;
        }
    }
}
