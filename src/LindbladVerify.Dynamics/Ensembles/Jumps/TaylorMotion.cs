using System.Numerics;

namespace LindbladVerify.Dynamics.Ensembles.Jumps;

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
