using LindbladVerify.LinearAlgebra.Krylov;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>What a stepper that works on one vector found, with the error of each row.</summary>
internal sealed record VectorPropagation(double[][] Values, double[] Errors, PropagationMethod Method, string Explanation, PropagationStatistics Statistics)
{
    /// <summary>By the action of the exponential.</summary>
    public static VectorPropagation Krylov(ILinearOperator generator, double[] state, double[][] rows, TimeGrid grid, PropagationOptions options, CancellationToken cancellation, NumericalRange? range = null)
    {
        ExponentialActionResult result = ExponentialAction.Compute(generator, state, rows, grid.Times, new ExponentialActionOptions { Tolerance = options.Tolerance, Range = range, NeedsFinal = false }, cancellation);
        return new VectorPropagation(
            result.Values,
            Scaled(rows, state, result.RelativeError),
            PropagationMethod.Krylov,
            FormattableString.Invariant($"Faber–Chebyshev expansion in the Krylov space, {result.Products} products in {result.Steps} steps"),
            new PropagationStatistics(result.Products, result.Steps));
    }

    /// <summary>A driven equation, piece by piece.</summary>
    public static VectorPropagation Driven(DrivenEquation equation, double[] state, double[][] rows, TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
    {
        var run = new DrivenRun(equation, grid, options, cancellation);
        double[][] values = run.Solve(state, rows);
        return new VectorPropagation(values, Scaled(rows, state, run.RelativeError), run.Method, run.Explanation, run.Statistics);
    }

    /// <summary>The result with everything that the caller knows.</summary>
    public PropagationResult Result(TimeGrid grid, PropagationDimension dimension, string backend, string equations, int ladderDepth) =>
        new(grid, Values, Method, $"{Explanation}, on {equations}", Errors, dimension, backend, Statistics with { LadderDepth = ladderDepth });

    private static double[] Scaled(double[][] rows, double[] state, double relative)
    {
        double scale = relative * VectorKernels.Norm(state);
        return Array.ConvertAll(rows, r => scale * VectorKernels.Norm(r));
    }
}
