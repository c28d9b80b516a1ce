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

    /// <summary>By adaptive Runge–Kutta steps.</summary>
    public static VectorPropagation RungeKutta(DrivenEquation equation, double[] state, double[][] rows, TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
    {
        double start = VectorKernels.Norm(state);
        double[][] values = [.. rows.Select(_ => new double[grid.Count])];
        ButcherTableau tableau = RungeKuttaTableaus.DormandPrince853;
        var stepper = new AdaptiveRungeKutta(equation, tableau, cancellation);
        stepper.Integrate([.. state], grid, options.Tolerance, (k, v) =>
        {
            for (int o = 0; o < rows.Length; o++)
            {
                values[o][k] = VectorKernels.Dot(rows[o], v);
            }
        });
        double relative = start == 0 ? 0 : (stepper.Error / start) + (1e-16 * stepper.Steps);
        return new VectorPropagation(
            values,
            Scaled(rows, state, relative),
            PropagationMethod.RungeKutta,
            FormattableString.Invariant($"{tableau.Name}, {stepper.Steps} steps, {stepper.Rejected} rejected"),
            new PropagationStatistics(equation.Products, stepper.Steps, stepper.Rejected));
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
