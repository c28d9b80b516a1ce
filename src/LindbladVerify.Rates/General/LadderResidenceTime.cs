using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.General;

/// <summary>
/// Residence-time rate of any model under one Ornstein–Uhlenbeck noise, by block-tridiagonal elimination of the Hermite ladder
/// from the top down: the cost is linear in the depth, never that of one dense system of all levels.
/// </summary>
public static class LadderResidenceTime
{
    private const int FirstDepth = 8;

    /// <summary>The rate, with the ladder deepened until what lies beyond cannot change it by more than a tolerance.</summary>
    /// <param name="model">A model with exactly one noise, Ornstein–Uhlenbeck, whose block does not contain the trace.</param>
    /// <param name="initial">ρ(0) or a difference of states, [d, d].</param>
    /// <param name="observable">The observable, [d, d], Hermitian.</param>
    /// <param name="kernels">Dense kernels; cost O(depth · n³) for a block of n product operators.</param>
    /// <param name="tolerance">Relative bound on what the levels beyond may change at which it stops.</param>
    /// <param name="deepest">Depth beyond which it gives up and says so in the estimate; sooner where the levels would take more than 128 MB.</param>
    /// <param name="factor">The observable relaxes at factor·W.</param>
    /// <exception cref="ArgumentException">The model has another kind or number of noises, or the block contains the trace.</exception>
    public static RateEstimate Rate(OpenSystemModel model, Operator initial, Operator observable, IDenseKernels kernels, double tolerance = 1e-13, int deepest = 1 << 14, double factor = 2)
    {
        if (model.Noise is not [{ Process.Gaussian: { } noise }])
        {
            throw new ArgumentException("The ladder needs a model with exactly one noise, of kind Ornstein–Uhlenbeck.", nameof(model));
        }

        InvariantBlock block = InvariantBlock.Of(model, [observable]);
        BlochSystem equations = block.System(initial, [observable], 0);
        equations.RequireConstant("A residence time");
        if (equations.Constants.Count > 0)
        {
            throw new ArgumentException("The observable couples to the trace: use the dense residence time.", nameof(observable));
        }

        double[] start = block.Coordinates(initial);
        double[] row = block.Coordinates(observable);
        double overlap = row.Zip(start, (r, v) => r * v).Sum();
        double size = row.Zip(start, (r, v) => Math.Abs(r * v)).Sum();
        var ladder = new BlockLadder(block, noise, kernels);
        for (int depth = FirstDepth; ; depth *= 2)
        {
            (double area, double truncation, double rounding) = ladder.Area(start, row, depth);
            bool last = 2 * depth > deepest || 2 * depth > ladder.Deepest;
            if (truncation <= Math.Max(tolerance, rounding / 16) || last)
            {
                string? remark = !last || truncation <= tolerance ? null : FormattableString.Invariant($"Levels of the Hermite ladder beyond {depth} may change the rate by {truncation:E1} of itself.");
                double ofOverlap = (row.Length + 2) * 1.2e-16 * size / Math.Abs(overlap);
                return new RateEstimate(overlap / area / factor, truncation + rounding + ofOverlap, RateDefinition.ResidenceTime, depth, remark);
            }
        }
    }
}
