namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Places panels in rows and columns with their plotting areas aligned.</summary>
internal sealed class FigureLayout
{
    private const double Gap = 10;

    private readonly (double, double)[] _origins;

    public FigureLayout(IReadOnlyList<PanelPlan> plans, int columns, double width, double height)
    {
        _origins = new (double, double)[plans.Count];
        int rows = (plans.Count + columns - 1) / columns;
        double[] lefts = new double[plans.Count];
        for (int c = 0; c < columns; c++)
        {
            PanelMargins[] column = [.. plans.Where((_, i) => i % columns == c).Select(p => p.Margins)];
            double left = Width + (c > 0 ? Gap : 0) + column.Max(m => m.Left);
            for (int i = c; i < plans.Count; i += columns)
            {
                lefts[i] = left;
            }

            Width = left + width + column.Max(m => m.Right);
        }

        for (int r = 0; r < rows; r++)
        {
            PanelMargins[] row = [.. plans.Where((_, i) => i / columns == r).Select(p => p.Margins)];
            double top = Height + (r > 0 ? Gap : 0) + row.Max(m => m.Top);
            for (int i = r * columns; i < Math.Min(plans.Count, (r + 1) * columns); i++)
            {
                _origins[i] = (lefts[i], top);
            }

            Height = top + height + row.Max(m => m.Bottom);
        }
    }

    public double Width { get; }

    public double Height { get; }

    public (double Left, double Top) Origin(int panel) => _origins[panel];
}
