using System.Numerics;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>
/// Dense propagators exp(A h 2^k) between jumps for one state of the noise. The longest is the longest interval between stops, so that
/// equal intervals take one product each, and |A| h ≤ 1. Shared by all threads.
/// </summary>
internal sealed class NoJumpPowers
{
    /// <summary>Prepares times up to the longest one.</summary>
    /// <param name="kernels">Dense kernels.</param>
    /// <param name="dimension">d.</param>
    /// <param name="generator">A, [d, d] column-major, 1/s.</param>
    /// <param name="longest">Longest time, s.</param>
    public NoJumpPowers(IDenseKernels kernels, int dimension, Complex[] generator, double longest)
    {
        int rungs = (int)Count(kernels.Norm(MatrixNorm.One, dimension, dimension, generator, dimension), longest);
        Shortest = Math.ScaleB(longest, 1 - rungs);
        Complex[] rung = MatrixExponential.Compute(kernels, dimension, Array.ConvertAll(generator, v => v * Shortest)).Matrix;
        for (int k = 0; k < rungs; k++)
        {
            if (k > 0)
            {
                Complex[] square = new Complex[rung.Length];
                kernels.Multiply(Transposition.None, Transposition.None, dimension, dimension, dimension, 1, rung, dimension, rung, dimension, 0, square, dimension);
                rung = square;
            }

            Rungs.Add(new DensePanels(dimension, rung));
        }
    }

    /// <summary>h, s.</summary>
    public double Shortest { get; }

    /// <summary>exp(A h 2^k).</summary>
    public List<DensePanels> Rungs { get; } = [];

    /// <summary>Number of rungs that a generator of this norm needs.</summary>
    public static double Count(double norm, double longest) => 1 + Math.Max(0, Math.Ceiling(Math.Log2(Math.Max(1, norm * longest))));
}

/// <summary>
/// A dense complex matrix in panels of two rows, as <see cref="TileOperations{T}"/> reads them: re, im of the upper entry of a column, then
/// of the lower one, column after column. Rows are filled up with zeros to a multiple of four.
/// </summary>
internal sealed unsafe class DensePanels
{
    private readonly double[] memory;

    /// <param name="dimension">d.</param>
    /// <param name="matrix">[d, d] column-major.</param>
    public DensePanels(int dimension, Complex[] matrix)
    {
        Columns = dimension;
        memory = GC.AllocateArray<double>(checked((2 * StateTile.Padded(dimension) * dimension) + StateTile.Lanes), pinned: true);
        fixed (double* start = memory)
        {
            Origin = LaneConstants<ScalarLane>.Align(start);
        }

        for (int i = 0; i < dimension; i++)
        {
            double* row = Origin + (4 * (nint)(i / 2) * dimension) + (2 * (i % 2));
            for (int j = 0; j < dimension; j++)
            {
                Complex value = matrix[i + (dimension * j)];
                row[4 * (nint)j] = value.Real;
                row[(4 * (nint)j) + 1] = value.Imaginary;
            }
        }
    }

    /// <summary>d.</summary>
    public int Columns { get; }

    /// <summary>The first panel. Valid while this object is.</summary>
    public double* Origin { get; }
}
