using LindbladVerify.LinearAlgebra.Krylov;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>The action of the exponential on the state, by a Faber–Chebyshev expansion in its Krylov space.</summary>
internal sealed class KrylovExpansion() : PropagationMethod(
    "krylov", "Krylov", "The action of exp(A t) on the state by Faber–Chebyshev expansion in its Krylov space: for large sparse systems.")
{
    private const double PerStoredEntry = 1.0;
    private const double PerCoordinate = 2.5;
    private const double PerCoefficient = 4;

    /// <summary>Run time, ns: measured constants, good to a factor of two or three.</summary>
    public static double Time(OperatorForm form, TimeGrid grid) => Time(form.ProductTime, form.Generator.Dimension, form.Radius * grid.Last, grid.Count);

    /// <inheritdoc cref="Time(OperatorForm, TimeGrid)"/>
    /// <param name="productTime">One product with the generator, ns.</param>
    /// <param name="coordinates">Length of the vectors.</param>
    /// <param name="reach">A bound of the radius of the numerical range, times the last time.</param>
    /// <param name="times">Output times.</param>
    public static double Time(double productTime, double coordinates, double reach, int times)
    {
        double products = Products(reach);
        return (products * (productTime + (PerCoordinate * coordinates) + 100)) + (times * Math.Min(products, 2000) * PerCoefficient);
    }

    /// <summary>Products that the expansion is likely to take.</summary>
    public static double Products(double reach) => (1.1 * LikelyReach(reach)) + 30;

    /// <summary>Time of one product with a sparse matrix, ns.</summary>
    public static double SparseProduct(long stored, long coordinates) => (PerStoredEntry * stored) + coordinates;

    /// <summary>Time of one product with a density-matrix generator of this many multiplications, ns.</summary>
    public static double DensityMatrixProduct(double multiplications) => multiplications / 8;

    internal override string? Refusal(PropagationEquations equations) =>
        equations.IsDriven ? "the generator depends on time"
        : equations.Operator is null ? "the average is taken in closed form"
        : null;

    internal override PropagationForecast Forecast(PropagationEquations equations)
    {
        OperatorForm form = equations.Operator!;
        double products = Products(form.Radius * equations.Grid.Last);
        return new PropagationForecast(Time(form, equations.Grid), form.Bytes, ExponentialAction.Unavoidable(products));
    }

    internal override PropagationResult Solve(PropagationEquations equations, string why)
    {
        OperatorForm form = equations.Operator!;
        ExponentialActionResult result = ExponentialAction.Compute(
            form.Generator, form.Initial, form.Rows, equations.Grid.Times, new ExponentialActionOptions { Tolerance = equations.Options.Tolerance, Range = form.Range, NeedsFinal = false }, equations.Cancellation);
        var propagation = new VectorPropagation(
            result.Values,
            VectorPropagation.Scaled(form.Rows, form.Initial, result.RelativeError),
            this,
            FormattableString.Invariant($"Faber–Chebyshev expansion in the Krylov space, {result.Products} products in {result.Steps} steps"),
            new PropagationStatistics(result.Products, result.Steps));
        return equations.Result(propagation, why);
    }

    /// <summary>Gershgorin radii are about twice the true ones where they are large.</summary>
    private static double LikelyReach(double bound) => bound < 150 ? bound : 0.6 * bound;
}
