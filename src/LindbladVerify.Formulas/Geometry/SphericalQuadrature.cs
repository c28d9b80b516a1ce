namespace LindbladVerify.Formulas.Geometry;

/// <summary>Averages over all directions by a weighted set of points on the unit sphere.</summary>
/// <param name="Degree">Spherical harmonics up to this degree are averaged exactly.</param>
/// <param name="Points">Unit vectors with weights that add up to 1.</param>
public sealed record SphericalQuadrature(int Degree, IReadOnlyList<SphericalPoint> Points)
{
    /// <summary>The mean of a function over all directions.</summary>
    public double Average(Func<Position, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        double sum = 0;
        foreach (SphericalPoint point in Points)
        {
            sum += point.Weight * function(point.Direction);
        }

        return sum;
    }
}
