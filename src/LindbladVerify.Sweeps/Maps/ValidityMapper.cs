using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Sweeps.Runs;
using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Sweeps.Maps;

/// <summary>Validity maps as sweeps over two axes. About 0.5 µs a point and thread for two-state noise; Gaussian noise costs more the slower it is.</summary>
/// <param name="library">Computes the references.</param>
/// <param name="threads">Threads to use; the map does not depend on it.</param>
internal sealed class ValidityMapper(ReferenceLibrary library, int threads)
{
    /// <summary>The map of a formula against a reference.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="reference">What it is compared with.</param>
    /// <param name="x">Horizontal axis.</param>
    /// <param name="y">Vertical axis.</param>
    /// <param name="held">The parameters that do not vary, and values of the others that do not matter.</param>
    /// <param name="cancellation">Stops between points.</param>
    /// <exception cref="ArgumentException">Both axes change the same parameter, or each changes one that the other holds; or formula and reference do not belong together.</exception>
    public async Task<ValidityMap> MapAsync(Formula formula, Reference reference, MapAxis x, MapAxis y, ParameterPoint held, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var comparison = new PlaneComparison(formula, reference, library, x.Quantity, y.Quantity, held);

        comparison.RequireSense(x.Values[0], y.Values[0]);
        double[,] errors = new double[y.Values.Count, x.Values.Count];
        await foreach (SweepPoint point in Sweep(comparison, x, y).ResultsAsync(threads, cancellation).ConfigureAwait(false))
        {
            (long row, long column) = Math.DivRem(point.Index, x.Values.Count);
            errors[row, column] = point.Values[0];
        }

        return new ValidityMap(formula, reference, x, y, held, errors, Marks(formula, reference, x, y, held));
    }

    /// <summary>The sweep behind a map: rows of it are values of <paramref name="y"/>, and the one column is the error.</summary>
    private static Sweep Sweep(PlaneComparison comparison, MapAxis x, MapAxis y)
    {
        const string column = "relativeError";
        const int slot = 2;
        return new Sweep
        {
            Name = $"{x.Quantity.Text}, {y.Quantity.Text}",
            Target = SweepTargetKind.Formula,
            Text = string.Empty,
            Files = [],
            Parameters = SweepParameters.Of(SweepPoints.Grid([y.Swept, x.Swept])!),
            Refinement = null,
            Seed = 0,
            Columns = [new SweepColumn(column, IsFlag: false)],
            Notes = [],
            Identity = string.Empty,
            ColumnSlots = [slot],
            SlotCount = slot + 1,
            Steps = [() => new PlaneComparisonStep(comparison) { Outputs = [slot], Label = column }],
        };
    }

    private MapMark[] Marks(Formula formula, Reference reference, MapAxis x, MapAxis y, ParameterPoint held) => OperatingPoints.Applies(formula)
        ? [.. OperatingPoints.All.Select(p => Mark(formula, reference, x, y, held, p)).Where(m => Inside(x, m.X) && Inside(y, m.Y))]
        : [];

    private MapMark Mark(Formula formula, Reference reference, MapAxis x, MapAxis y, ParameterPoint held, OperatingPoint mark)
    {
        double atX = x.Quantity.Value(mark.Point);
        double atY = y.Quantity.Value(mark.Point);
        bool inPlane = formula.Parameters.All(p => string.Equals(p.Name, x.Quantity.Varied, StringComparison.Ordinal)
            || string.Equals(p.Name, y.Quantity.Varied, StringComparison.Ordinal)
            || mark.Point[p.Name] == held[p.Name]);
        return new MapMark(mark.Label, atX, atY, inPlane, InteriorScan.Compare(formula, reference, library, mark.Point));
    }

    private static bool Inside(MapAxis axis, double value) => value >= axis.Values[0] && value <= axis.Values[^1];
}

/// <summary>A formula beside its reference in a plane of two products of parameters, the other parameters held.</summary>
internal sealed class PlaneComparison
{
    private readonly Formula formula;
    private readonly Reference reference;
    private readonly ReferenceLibrary library;
    private readonly ParameterProduct x;
    private readonly ParameterProduct y;
    private readonly ParameterPoint held;
    private readonly bool isXFirst;

    /// <exception cref="ArgumentException">Both axes change the same parameter, or each changes one that the other holds.</exception>
    public PlaneComparison(Formula formula, Reference reference, ReferenceLibrary library, ParameterProduct x, ParameterProduct y, ParameterPoint held)
    {
        (this.formula, this.reference, this.library, this.x, this.y, this.held) = (formula, reference, library, x, y, held);
        if (string.Equals(x.Varied, y.Varied, StringComparison.Ordinal))
        {
            throw new ArgumentException($"Both axes, {x.Text} and {y.Text}, would change {x.Varied}; the first parameter of each is the one that changes.", nameof(y));
        }

        isXFirst = y.Involves(x.Varied);
        if (isXFirst && x.Involves(y.Varied))
        {
            throw new ArgumentException($"The axes {x.Text} and {y.Text} each hold what the other changes.", nameof(y));
        }
    }

    /// <summary>Says what is wrong with the question; what is wrong with a point is a gap in the map.</summary>
    /// <exception cref="ArgumentException">Formula and reference do not belong together.</exception>
    public void RequireSense(double atX, double atY)
    {
        try
        {
            At(atX, atY);
        }
        catch (ArithmeticException)
        {
            // Of this point alone.
        }
    }

    /// <summary>formula/reference - 1; not a number where either does not exist or the reference is not known well enough.</summary>
    public double At(double atX, double atY)
    {
        ParameterPoint point = isXFirst ? y.With(x.With(held, atX), atY) : x.With(y.With(held, atY), atX);
        Comparison here = InteriorScan.Compare(formula, reference, library, point);
        return here.IsUsable ? here.SignedError : double.NaN;
    }
}

/// <summary>A point of a map.</summary>
internal sealed class PlaneComparisonStep(PlaneComparison comparison) : SweepStep
{
    public override void Run(double[] slots, long index, CancellationToken cancellation) => slots[Outputs[0]] = comparison.At(slots[1], slots[0]);
}

/// <summary>The maps that belong to a run of a suite.</summary>
public static class SuiteMaps
{
    private const int Columns = 121;
    private const int Rows = 81;

    /// <summary>
    /// A map for each of <see cref="SuiteResult.Disagreements"/>: the relative error of the formula over Δ/Γc and P, Δ varied against Γc and Γ2 of
    /// the paper, so that the plane holds the paper's points and not projections of them.
    /// </summary>
    /// <param name="result">The verdicts.</param>
    /// <param name="threads">Threads to use; the maps do not depend on it.</param>
    /// <param name="cancellation">Stops between points.</param>
    /// <remarks>Cost: a few milliseconds a map.</remarks>
    public static async Task<IReadOnlyList<ValidityMap>> OfAsync(SuiteResult result, int threads = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        var maps = new List<ValidityMap>();
        foreach ((Formula formula, Reference reference) in result.Disagreements)
        {
            string[] names = [.. formula.Parameters.Select(p => p.Name)];
            var mapper = new ValidityMapper(new ReferenceLibrary(DenseKernels.Managed, [formula], cancellation), threads);
            var x = MapAxis.Over(ParameterProduct.Parse("Delta/Gc", names), 0.03, 30, Columns);
            var y = MapAxis.Over(ParameterProduct.Parse("P", names), 0, 1, Rows);
            maps.Add(await mapper.MapAsync(formula, reference, x, y, OperatingPoints.Default, cancellation).ConfigureAwait(false));
        }

        return maps;
    }
}
