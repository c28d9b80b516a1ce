namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>The plotting area of a panel with its own origin at the top left, and the maps from data to it.</summary>
internal sealed record PanelFrame(AxisMap X, AxisMap Y, double Width, double Height)
{
    public PixelRect Area => new(0, 0, Width, Height);

    public double ToX(double x) => X.Map(x) * Width;

    public double ToY(double y) => (1 - Y.Map(y)) * Height;

    public Pixel At(double x, double y) => new(ToX(x), ToY(y));

    public IReadOnlyList<Pixel> Line(IReadOnlyList<double> x, IReadOnlyList<double> y) =>
        [.. x.Select((value, i) => At(value, y[i]))];

    /// <summary>A strip's edge: what has no place (an infinity, zero on a logarithmic axis) is the edge of the panel.</summary>
    public double ToXClamped(double x, bool lower) => Clamp(X, x, lower) * Width;

    /// <summary>A strip's edge, as <see cref="ToXClamped"/>.</summary>
    public double ToYClamped(double y, bool lower) => (1 - Clamp(Y, y, lower)) * Height;

    private static double Clamp(AxisMap map, double value, bool lower) =>
        map.IsDrawable(value) ? Math.Clamp(map.Map(value), 0, 1) : lower ? 0 : 1;
}
