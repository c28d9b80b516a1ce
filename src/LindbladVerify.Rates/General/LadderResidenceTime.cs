using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
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

    /// <summary>The rate, with the ladder deepened until it no longer changes.</summary>
    /// <param name="model">A model with exactly one noise, Ornstein–Uhlenbeck, whose block does not contain the trace.</param>
    /// <param name="initial">ρ(0) or a difference of states, [d, d].</param>
    /// <param name="observable">The observable, [d, d], Hermitian.</param>
    /// <param name="kernels">Dense kernels; cost O(depth · n³) for a block of n product operators.</param>
    /// <param name="tolerance">Relative change on doubling the depth at which it stops.</param>
    /// <param name="deepest">Depth at which it gives up and says so in the estimate.</param>
    /// <param name="factor">The observable relaxes at factor·W.</param>
    /// <exception cref="ArgumentException">The model has another kind or number of noises, or the block contains the trace.</exception>
    public static RateEstimate Rate(OpenSystemModel model, Operator initial, Operator observable, IDenseKernels kernels, double tolerance = 1e-13, int deepest = 1 << 14, double factor = 2)
    {
        if (model.Noise is not [{ Process: OrnsteinUhlenbeckNoise noise }])
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
        double overlap = Dot(row, start);
        double previous = double.NaN;
        for (int depth = FirstDepth; ; depth *= 2)
        {
            double rate = overlap / Dot(row, Integral(block, noise, start, depth, kernels)) / factor;
            double change = Math.Abs(rate - previous) / Math.Abs(rate);
            if (change <= tolerance || depth >= deepest)
            {
                string? remark = change <= tolerance ? null : FormattableString.Invariant($"The Hermite ladder changed by {change:E1} on its last doubling to {depth} levels.");
                return new RateEstimate(rate, (2 * change) + (row.Length * 3.6e-15), RateDefinition.ResidenceTime, depth, remark);
            }

            previous = rate;
        }
    }

    /// <summary>∫v(t)dt on the ground level: (M_0)⁻¹ v(0) with M_n = nΓ - A - mean·B - σ²(n+1) B M_(n+1)⁻¹ B.</summary>
    private static double[] Integral(InvariantBlock block, OrnsteinUhlenbeckNoise noise, double[] start, int depth, IDenseKernels kernels)
    {
        int n = block.Dimension;
        double[] drift = (block.Deterministic + (noise.Mean * block.NoiseParts[0])).ToDense();
        double[] coupling = block.NoiseParts[0].ToDense();
        double[] eliminated = new double[n * n];
        double[] current = new double[n * n];
        for (int level = depth; level >= 0; level--)
        {
            for (int i = 0; i < current.Length; i++)
            {
                current[i] = -drift[i];
            }

            for (int i = 0; i < n; i++)
            {
                current[i + (i * n)] += level * noise.Rate;
            }

            if (level < depth)
            {
                double[] solved = [.. coupling];
                kernels.Solve(n, eliminated, n, solved);
                kernels.Multiply(Transposition.None, Transposition.None, n, n, n, -noise.Variance * (level + 1), coupling, n, solved, n, 1, current, n);
            }

            (current, eliminated) = (eliminated, current);
        }

        double[] integral = [.. start];
        kernels.Solve(n, eliminated, 1, integral);
        return integral;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
