namespace LindbladVerify.Reporting.Sweeps;

/// <summary>What to draw of a store.</summary>
/// <param name="X">The horizontal axis: a swept parameter.</param>
/// <param name="Y">The vertical axis of a heat map: another one; null for lines against <paramref name="X"/>.</param>
/// <param name="Value">The column.</param>
/// <param name="Magnitude">Whether to draw its magnitude, on a logarithmic scale.</param>
/// <param name="Contours">Levels of contours; null for decades, or none on a linear scale.</param>
/// <param name="Held">Swept parameters that are held at the value of the grid nearest to one.</param>
internal sealed record SweepPlotRequest(string X, string? Y, string Value, bool Magnitude, IReadOnlyList<double>? Contours, IReadOnlyList<(string Name, double Value)> Held);
