namespace LindbladVerify.Reporting.Plots;

/// <summary>Contour lines of values on a rectangular grid.</summary>
public static class MarchingSquares
{
    /// <summary>The lines on which the bilinear interpolant of the grid equals <paramref name="level"/>.</summary>
    /// <param name="x">Abscissae [nx], increasing.</param>
    /// <param name="y">Ordinates [ny], increasing.</param>
    /// <param name="values">Values [ny, nx] row by row; cells with a value that is not finite have no line.</param>
    /// <param name="level">The value on the line.</param>
    /// <returns>Polylines; a closed one ends at its first point. Vertices lie on grid edges.</returns>
    /// <remarks>
    /// Accuracy: vertices are off the true line by O(h²) for a smooth field, tested on a circle.
    /// Where a cell is a saddle, the mean of its corners decides which sides the lines connect.
    /// Cost: O(nx ny).
    /// </remarks>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Contour(
        IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double> values, double level)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != x.Count * y.Count)
        {
            throw new ArgumentException($"{values.Count} values do not fill a grid of {y.Count} by {x.Count}.", nameof(values));
        }

        return new ContourTracer(x, y, values, level).Trace();
    }
}
