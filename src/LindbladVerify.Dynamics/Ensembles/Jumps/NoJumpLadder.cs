using System.Numerics;
using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.Ensembles.Jumps;

/// <summary>Dense propagators exp(A h 2^k) between jumps for one state of the noise; |A| h ≤ 1. Shared by all threads.</summary>
internal sealed class NoJumpLadder
{
    /// <summary>Prepares times up to the longest one.</summary>
    public NoJumpLadder(IDenseKernels kernels, int dimension, Complex[] generator, double longest)
    {
        double norm = kernels.Norm(MatrixNorm.One, dimension, dimension, generator, dimension);
        Shortest = norm * longest <= 1 ? longest : 1 / norm;
        Complex[] rung = MatrixExponential.Compute(kernels, dimension, Array.ConvertAll(generator, v => v * Shortest)).Matrix;
        for (double reach = Shortest; ; reach *= 2)
        {
            Rungs.Add(rung);
            if (2 * reach > longest || reach == 0)
            {
                return;
            }

            Complex[] square = new Complex[rung.Length];
            kernels.Multiply(Transposition.None, Transposition.None, dimension, dimension, dimension, 1, rung, dimension, rung, dimension, 0, square, dimension);
            rung = square;
        }
    }

    /// <summary>h, s.</summary>
    public double Shortest { get; }

    /// <summary>exp(A h 2^k), [d, d] column-major.</summary>
    public List<Complex[]> Rungs { get; } = [];

    /// <summary>Number of rungs that a generator of this norm needs.</summary>
    public static double Count(double norm, double longest) => 1 + Math.Max(0, Math.Ceiling(Math.Log2(Math.Max(1, norm * longest))));
}
