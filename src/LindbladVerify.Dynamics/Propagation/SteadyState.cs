using System.Numerics;
using LindbladVerify.Dynamics.Propagation.Dense;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>The state that a model relaxes to: L ρ = 0 with trace 1, averaged over its classical noises.</summary>
/// <remarks>
/// Dense LU of the noise-extended Liouvillian with one redundant row replaced by the trace; cost (m d²)³. Where rates differ by
/// many decades it is done again with 32 digits, up to 400 equations.
/// Ornstein–Uhlenbeck ladders are deepened until the state no longer changes.
/// </remarks>
public static class SteadyState
{
    private const int FirstDepth = 4;

    /// <summary>Pivots that differ by more than this cost too many of sixteen digits, or tell a slow rate from none.</summary>
    private const double PlainRatio = 1e-8;

    /// <summary>The steady state.</summary>
    /// <param name="model">The model, without drives or recorded noise.</param>
    /// <param name="options">Kernels, memory limit, tolerance and deepest ladder.</param>
    /// <returns>ρ, [d, d].</returns>
    /// <exception cref="ArgumentException">The model is driven.</exception>
    /// <exception cref="InvalidOperationException">There is more than one steady state.</exception>
    /// <exception cref="InsufficientMemoryForPropagationException">The matrix does not fit.</exception>
    public static Operator Of(OpenSystemModel model, PropagationOptions? options = null)
    {
        options ??= new PropagationOptions();
        (Complex[] extended, StochasticLiouvillian generator) = Extended(model, options);
        return generator.Average(extended);
    }

    /// <summary>The steady state of all noise modes, with the generator that it belongs to.</summary>
    internal static (Complex[] State, StochasticLiouvillian Generator) Extended(OpenSystemModel model, PropagationOptions options)
    {
        model.RequireNoSequence("A steady state");
        if (model.Drives.Count > 0)
        {
            throw new ArgumentException("A driven model has no steady state.", nameof(model));
        }

        IDenseKernels kernels = options.Kernels ?? DenseKernels.Select(Backend.Auto);
        bool exact = model.Noise.All(n => n.Process.ExactModeCount is not null);
        StochasticLiouvillian generator = StochasticLiouvillian.Of(model, FirstDepth);
        Complex[] state = Solve(model, FirstDepth, generator, options, kernels);
        for (int depth = 2 * FirstDepth; !exact; depth *= 2)
        {
            Operator previous = generator.Average(state);
            generator = StochasticLiouvillian.Of(model, depth);
            state = Solve(model, depth, generator, options, kernels);
            exact = (generator.Average(state) - previous).Matrix.LargestModulus() <= options.Tolerance;
            if (!exact && 2 * depth > options.DeepestLadder)
            {
                throw new ArithmeticException($"The Ornstein–Uhlenbeck ladder of the steady state did not converge up to depth {depth}.");
            }
        }

        return (state, generator);
    }

    private static Complex[] Solve(OpenSystemModel model, int depth, StochasticLiouvillian generator, PropagationOptions options, IDenseKernels kernels)
    {
        int n = generator.Matrix.Rows;
        int d = generator.HilbertDimension;
        MemoryBudget.Of(options).Require(2 * 16.0 * n * n, FormattableString.Invariant($"The steady state of {n} complex equations"));
        double scale = generator.Matrix.NormOne();
        Complex[] matrix = Array.ConvertAll(generator.Matrix.ToDense(), v => scale == 0 ? Complex.Zero : v / scale);

        // The averaged trace never changes: the first row of the matrix follows from the others on the diagonal.
        Complex[] state = new Complex[n];
        state[0] = Complex.One;
        double[] weights = TraceWeights(generator);
        for (int j = 0; j < n; j++)
        {
            matrix[(long)j * n] = weights[j];
        }

        int[] pivots = new int[n];
        kernels.Factor(n, matrix, pivots);
        double smallest = double.PositiveInfinity, largest = 0;
        for (int i = 0; i < n; i++)
        {
            double modulus = Complex.Abs(matrix[i + ((long)i * n)]);
            smallest = Math.Min(smallest, modulus);
            largest = Math.Max(largest, modulus);
        }

        if (n <= ExtendedSteadyState.LargestOrder && !(smallest > PlainRatio * largest))
        {
            return ExtendedSteadyState.Solve(model, depth, weights);
        }

        if (!(smallest > 16 * n * 2.2e-16 * largest / Math.Max(d, 2)))
        {
            throw new InvalidOperationException("The steady state is not unique: the Liouvillian has more than one zero eigenvalue.");
        }

        kernels.SolveFactored(n, matrix, pivots, 1, state);
        return state;
    }

    private static double[] TraceWeights(StochasticLiouvillian generator)
    {
        int d = generator.HilbertDimension;
        double[] weights = new double[generator.Matrix.Rows];
        for (int k = 0; k < generator.ModeCount; k++)
        {
            for (int i = 0; i < d; i++)
            {
                weights[(k * d * d) + (i * (d + 1))] = generator.Readout[k];
            }
        }

        return weights;
    }
}
