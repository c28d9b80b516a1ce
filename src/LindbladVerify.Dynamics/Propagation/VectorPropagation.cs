using LindbladVerify.LinearAlgebra.Krylov;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>What a method found on vectors, with the error of each row.</summary>
internal sealed record VectorPropagation(double[][] Values, double[] Errors, PropagationMethod Method, string Explanation, PropagationStatistics Statistics)
{
    /// <summary>The errors of the rows from one of the vector, relative to its start.</summary>
    public static double[] Scaled(double[][] rows, double[] state, double relative)
    {
        double scale = relative * VectorKernels.Norm(state);
        return Array.ConvertAll(rows, r => scale * VectorKernels.Norm(r));
    }

    /// <summary>The result with everything that the caller knows.</summary>
    public PropagationResult Result(TimeGrid grid, PropagationDimension dimension, string backend, string equations, int ladderDepth) =>
        new(grid, Values, Method, $"{Explanation}, on {equations}", Errors, dimension, backend, Statistics with { LadderDepth = ladderDepth });
}
