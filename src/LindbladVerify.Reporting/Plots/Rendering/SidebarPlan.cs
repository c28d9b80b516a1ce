namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>The colour bar of a heat map or the key of a family of curves, to the right of a panel.</summary>
internal sealed class SidebarPlan
{
    public const double Gap = 14;
    public const double BarWidth = 14;

    public SidebarPlan(PanelPlan plan)
    {
        HeatMap = plan.Axes.Items.OfType<HeatMap>().FirstOrDefault();
        Key = HeatMap is null ? plan.Axes.ColorKey : null;
        if (HeatMap is not null)
        {
            var axis = new Axis(HeatMap.Label, HeatMap.ColorScale) { Low = HeatMap.Low, High = HeatMap.High };
            Colors = AxisMap.Covering(axis, HeatMap.Values, 0);
            Ticks = AxisPainter.FittingTicks(Colors, plan.Frame.Height, vertical: true);
        }
        else if (Key is not null)
        {
            Ticks = KeyTicks(Key);
        }

        if (Ticks is not null)
        {
            double label = Ticks.Major.Select(t => TextMetrics.Width(t.Label, SvgStyle.TickSize)).DefaultIfEmpty(0).Max();
            double words = TextMetrics.Width(Label, SvgStyle.LabelSize);
            LabelIsAbove = Key is not null && words <= Gap + BarWidth + label;
            Width = Gap + BarWidth + 8 + (1.05 * label) + (words > 0 && !LabelIsAbove ? 24 : 4);
        }
    }

    public HeatMap? HeatMap { get; }

    public ColorKey? Key { get; }

    /// <summary>Values to fractions of the colour map, for a heat map.</summary>
    public AxisMap? Colors { get; }

    public Ticks? Ticks { get; }

    public string Label => HeatMap?.Label ?? Key?.Label ?? "";

    /// <summary>A short label stands upright above the key instead of along it.</summary>
    public bool LabelIsAbove { get; }

    public double Width { get; }

    private static Ticks KeyTicks(ColorKey key)
    {
        double low = key.Values.Min();
        double high = key.Values.Max();
        Ticks decimals = TickSelection.Linear(low, high > low ? high : low + 1, 12);
        int digits = decimals.Major.Max(t => t.Label.Contains('.', StringComparison.Ordinal) ? t.Label.Length - t.Label.IndexOf('.', StringComparison.Ordinal) - 1 : 0);
        double scale = Math.Pow(10, -decimals.Exponent);
        string format = "F" + digits.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new Ticks(
            [.. key.Values.Select(v => new Tick(v, (v * scale).ToString(format, System.Globalization.CultureInfo.InvariantCulture).Replace('-', '\u2212')))],
            [], decimals.Exponent);
    }
}
