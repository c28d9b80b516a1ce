using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Verification.Maps;

/// <summary>Where a formula holds: its relative error over a plane of parameters.</summary>
/// <param name="Formula">The formula.</param>
/// <param name="Reference">What it is compared with.</param>
/// <param name="X">Horizontal axis.</param>
/// <param name="Y">Vertical axis.</param>
/// <param name="Held">The parameters that do not vary.</param>
/// <param name="SignedErrors">[j, i] = formula/reference - 1 at (X.Values[i], Y.Values[j]); NaN where either does not exist.</param>
/// <param name="Marks">Points of the paper on or near the plane.</param>
public sealed record ValidityMap(Formula Formula, Reference Reference, MapAxis X, MapAxis Y, ParameterPoint Held, double[,] SignedErrors, IReadOnlyList<MapMark> Marks)
{
    /// <summary>The share of the map in which the relative error is at most <paramref name="within"/>; points without a value do not count.</summary>
    public double ShareWithin(double within)
    {
        double[] errors = [.. SignedErrors.Cast<double>().Where(e => !double.IsNaN(e))];
        return errors.Length == 0 ? double.NaN : errors.Count(e => Math.Abs(e) <= within) / (double)errors.Length;
    }
}
