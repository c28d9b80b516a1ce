namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Gives every series its colour and dash.</summary>
internal static class SeriesStyle
{
    /// <summary>The colour of each item, in order. A band without one takes that of the series before it.</summary>
    public static PlotColor[] Colors(Axes axes)
    {
        var colors = new PlotColor[axes.Items.Length];
        int next = 0;
        PlotColor last = PlotColor.Cycle(0);
        for (int i = 0; i < colors.Length; i++)
        {
            last = axes.Items[i] switch
            {
                Curve curve => curve.Color ?? PlotColor.Cycle(next++),
                Points points => points.Color ?? PlotColor.Cycle(next++),
                Band band => band.Color ?? last,
                _ => last,
            };
            colors[i] = last;
        }

        return colors;
    }

    /// <summary>The dash of a curve. Within the cycle every colour has its own; in each further round they move on by one, so that 36 pairs differ.</summary>
    public static Dash DashOf(Curve curve, PlotColor color) =>
        curve.Dash ?? (color.Role == PlotColorRole.Cycle ? (Dash)(((int)color.Value + ((int)color.Value / PlotColor.CycleLength)) % PlotColor.CycleLength) : Dash.Solid);
}
