using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.Ensembles.Jumps;

/// <summary>
/// Motion by dense propagators of halving lengths: the longest that leave the norm above the threshold, which is a bisection for
/// the jump time; below the shortest a Taylor series.
/// </summary>
internal sealed class DenseMotion(NoJumpLadder ladder, IDenseKernels kernels, TaylorMotion rest, int dimension) : INoJumpMotion
{
    private readonly Complex[] next = new Complex[dimension];

    public double Advance(Complex[] state, ReadOnlySpan<double> values, double time, double threshold, out bool jumps)
    {
        double passed = 0, left = time;
        for (int k = ladder.Rungs.Count - 1; k >= 0; k--)
        {
            double length = Math.ScaleB(ladder.Shortest, k);
            while (length <= left)
            {
                kernels.MultiplyVector(Transposition.None, dimension, dimension, 1, ladder.Rungs[k], dimension, state, 0, next);
                if (StateVectors.SquaredNorm(next) < threshold)
                {
                    left = length;
                    break;
                }

                next.CopyTo(state, 0);
                passed += length;
                left -= length;
            }
        }

        return left > 0 ? passed + rest.Advance(state, values, left, threshold, out jumps) : NoJump(passed, out jumps);
    }

    private static double NoJump(double passed, out bool jumps)
    {
        jumps = false;
        return passed;
    }
}
