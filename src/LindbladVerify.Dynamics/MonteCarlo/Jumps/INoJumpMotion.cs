using System.Numerics;
using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>Motion between jumps at constant noise. Keeps scratch space, so one instance serves one thread.</summary>
internal interface INoJumpMotion
{
    /// <summary>Moves ψ until its squared norm has fallen to a threshold, at most for a given time.</summary>
    /// <param name="state">ψ, [d]; not normalised afterwards.</param>
    /// <param name="values">ξ_k of every noise, then of every drive.</param>
    /// <param name="time">Longest time, s.</param>
    /// <param name="threshold">Squared norm at which a jump happens.</param>
    /// <param name="jumps">Whether the threshold was reached.</param>
    /// <returns>The time that passed, s.</returns>
    double Advance(Complex[] state, ReadOnlySpan<double> values, double time, double threshold, out bool jumps);
}

/// <summary>
/// Motion by dense propagators of halving lengths: the longest that leave the norm above the threshold, which is a bisection for
/// the jump time; below the shortest a Taylor series.
/// </summary>
internal sealed class DenseMotion(NoJumpPowers ladder, IDenseKernels kernels, TaylorMotion rest, int dimension) : INoJumpMotion
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

/// <summary>Dense propagators exp(A h 2^k) between jumps for one state of the noise; |A| h ≤ 1. Shared by all threads.</summary>
internal sealed class NoJumpPowers
{
    /// <summary>Prepares times up to the longest one.</summary>
    public NoJumpPowers(IDenseKernels kernels, int dimension, Complex[] generator, double longest)
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

/// <summary>
/// Taylor series of exp(A t) ψ in pieces with |A| t ≤ 3, each to rounding; needs products with sparse matrices only and three
/// further vectors. A jump time within a piece is bracketed and found by regula falsi on the logarithm of the squared norm,
/// which is nearly a straight line there.
/// </summary>
internal sealed class TaylorMotion(JumpSystem system) : INoJumpMotion
{
    private const double LargestPiece = 3;
    private const int LargestDegree = 60;
    private const double TimeTolerance = 1e-11;
    private const int MostTrials = 100;
    private readonly Complex[] saved = new Complex[system.Dimension];
    private Complex[] term = new Complex[system.Dimension];
    private Complex[] next = new Complex[system.Dimension];

    /// <summary>Vectors that an instance holds.</summary>
    public const int Vectors = 3;

    public double Advance(Complex[] state, ReadOnlySpan<double> values, double time, double threshold, out bool jumps)
    {
        double pieces = Math.Max(1, Math.Ceiling(system.GeneratorNorm(values) * time / LargestPiece));
        double piece = time / pieces;
        for (long k = 0; k < pieces; k++)
        {
            state.CopyTo(saved, 0);
            double before = StateVectors.SquaredNorm(state);
            if (before < threshold)
            {
                jumps = true;
                return k * piece;
            }

            Move(state, values, piece);
            double after = StateVectors.SquaredNorm(state);
            if (after < threshold)
            {
                jumps = true;
                return (k * piece) + FindJump(state, values, piece, threshold, Math.Log(before / threshold), Math.Log(after / threshold));
            }
        }

        jumps = false;
        return time;
    }

    /// <summary>The time within the piece, with ψ at that time. Illinois variant of regula falsi: the bracket always shrinks.</summary>
    private double FindJump(Complex[] state, ReadOnlySpan<double> values, double piece, double threshold, double atLow, double atHigh)
    {
        double low = 0, high = piece, time = high;
        int side = 0;
        for (int trial = 0; trial < MostTrials && high - low > TimeTolerance * piece; trial++)
        {
            time = ((low * atHigh) - (high * atLow)) / (atHigh - atLow);
            saved.CopyTo(state, 0);
            Move(state, values, time);
            double value = Math.Log(StateVectors.SquaredNorm(state) / threshold);
            if (Math.Abs(value) <= TimeTolerance)
            {
                return time;
            }

            if (value > 0)
            {
                (low, atLow, atHigh) = (time, value, side > 0 ? atHigh / 2 : atHigh);
                side = 1;
            }
            else
            {
                (high, atHigh, atLow) = (time, value, side < 0 ? atLow / 2 : atLow);
                side = -1;
            }
        }

        return time;
    }

    private void Move(Complex[] state, ReadOnlySpan<double> values, double time)
    {
        double limit = 1e-32 * StateVectors.SquaredNorm(state);
        state.CopyTo(term, 0);
        for (int k = 1; k <= LargestDegree; k++)
        {
            system.Apply(time / k, values, term, next);
            (term, next) = (next, term);
            StateVectors.Add(term, state);
            if (StateVectors.SquaredNorm(term) <= limit)
            {
                return;
            }
        }
    }
}
