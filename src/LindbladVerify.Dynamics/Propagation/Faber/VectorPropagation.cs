using System.Numerics;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Propagation.Faber;

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

/// <summary>Where the eigenvalues of a Hermitian operator lie.</summary>
/// <param name="Low">Smallest one, or below.</param>
/// <param name="High">Largest one, or above.</param>
internal readonly record struct HermitianRange(double Low, double High)
{
    private const int LanczosSteps = 24;
    private const int SmallDimension = 24;

    /// <summary>High - Low.</summary>
    public double Spread => High - Low;

    /// <summary>
    /// Gershgorin's discs; for larger operators with couplings a few Lanczos steps with a margin, which are several times tighter. The
    /// expansion that uses the range checks it by the growth it sees.
    /// </summary>
    public static HermitianRange Of(Operator hermitian)
    {
        HermitianRange discs = Discs(hermitian.Matrix);
        int d = hermitian.Dimension;
        if (d < SmallDimension || discs.Spread == 0 || IsDiagonal(hermitian.Matrix))
        {
            return discs;
        }

        // The real matrix [[Re, -Im], [Im, Re]] has the same eigenvalues, each twice.
        var entries = new List<(int, int, double)>();
        foreach ((int i, int j, Complex value) in hermitian.Matrix.Entries())
        {
            entries.Add((i, j, value.Real));
            entries.Add((i + d, j + d, value.Real));
            entries.Add((i, j + d, -value.Imaginary));
            entries.Add((i + d, j, value.Imaginary));
        }

        NumericalRange estimate = NumericalRange.Estimate(new SparseOperator(SparseMatrix<double>.FromEntries(2 * d, 2 * d, entries)), LanczosSteps);
        return new HermitianRange(Math.Max(discs.Low, estimate.RealLow), Math.Min(discs.High, estimate.RealHigh));
    }

    private static bool IsDiagonal(SparseMatrix<Complex> a)
    {
        for (int j = 0; j < a.Columns; j++)
        {
            for (int p = a.ColumnStarts[j]; p < a.ColumnStarts[j + 1]; p++)
            {
                if (a.RowIndices[p] != j)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static HermitianRange Discs(SparseMatrix<Complex> a)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int j = 0; j < a.Columns; j++)
        {
            double centre = 0, radius = 0;
            for (int p = a.ColumnStarts[j]; p < a.ColumnStarts[j + 1]; p++)
            {
                if (a.RowIndices[p] == j)
                {
                    centre = a.Values[p].Real;
                }
                else
                {
                    radius += Complex.Abs(a.Values[p]);
                }
            }

            low = Math.Min(low, centre - radius);
            high = Math.Max(high, centre + radius);
        }

        return new HermitianRange(low, high);
    }
}
