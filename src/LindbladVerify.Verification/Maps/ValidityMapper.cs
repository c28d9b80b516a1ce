using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Maps;

/// <summary>Computes validity maps. About 0.5 µs a point and thread for two-state noise; Gaussian noise costs more the slower it is.</summary>
/// <param name="library">Computes the references.</param>
/// <param name="threads">Threads to use; the map does not depend on it.</param>
public sealed class ValidityMapper(ReferenceLibrary library, int threads)
{
    /// <summary>The map of a formula against a reference.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="reference">What it is compared with.</param>
    /// <param name="x">Horizontal axis.</param>
    /// <param name="y">Vertical axis.</param>
    /// <param name="held">The parameters that do not vary, and values of the others that do not matter.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <exception cref="ArgumentException">Both axes change the same parameter, or each changes one that the other holds.</exception>
    public ValidityMap Map(Formula formula, Reference reference, MapAxis x, MapAxis y, ParameterPoint held, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        bool xFirst = XFirst(x.Quantity, y.Quantity);
        double[,] errors = new double[y.Values.Count, x.Values.Count];
        Parallel.For(0, y.Values.Count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = threads }, j =>
        {
            for (int i = 0; i < x.Values.Count; i++)
            {
                ParameterPoint point = xFirst
                    ? y.Quantity.With(x.Quantity.With(held, x.Values[i]), y.Values[j])
                    : x.Quantity.With(y.Quantity.With(held, y.Values[j]), x.Values[i]);
                Comparison here = InteriorScan.Compare(formula, reference, library, point);
                errors[j, i] = here.IsUsable ? here.SignedError : double.NaN;
            }
        });
        return new ValidityMap(formula, reference, x, y, held, errors, Marks(formula, reference, x, y, held));
    }

    /// <summary>The parameters that a map holds if nothing else is said: those of the paper for a pair formula, else the middle of each range.</summary>
    public static ParameterPoint DefaultPoint(Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return OperatingPoints.Applies(formula)
            ? OperatingPoints.Default
            : new ParameterPoint([.. formula.Parameters.Select(p => p.Name)], [.. formula.Parameters.Select(p => p.IsLogarithmic ? Math.Sqrt(p.Low * p.High) : (p.Low + p.High) / 2)]);
    }

    private static bool XFirst(ParameterProduct x, ParameterProduct y)
    {
        if (string.Equals(x.Varied, y.Varied, StringComparison.Ordinal))
        {
            throw new ArgumentException($"Both axes, {x.Text} and {y.Text}, would change {x.Varied}; the first parameter of each is the one that changes.", nameof(y));
        }

        bool yNeedsX = y.Involves(x.Varied);
        return yNeedsX && x.Involves(y.Varied)
            ? throw new ArgumentException($"The axes {x.Text} and {y.Text} each hold what the other changes.", nameof(y))
            : yNeedsX;
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
