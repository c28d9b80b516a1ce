using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Plots;

/// <summary>One panel: two axes and what is drawn between them, in drawing order.</summary>
public sealed record Axes
{
    /// <summary>Describes a panel.</summary>
    /// <param name="x">Horizontal axis.</param>
    /// <param name="y">Vertical axis.</param>
    /// <param name="items">What is drawn. Regions and heat maps go behind, annotations in front, whatever their place here.</param>
    public Axes(Axis x, Axis y, params IReadOnlyList<PlotItem> items)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(items);
        X = x;
        Y = y;
        Items = [.. items];
    }

    /// <summary>Horizontal axis.</summary>
    public Axis X { get; init; }

    /// <summary>Vertical axis.</summary>
    public Axis Y { get; init; }

    /// <summary>What is drawn.</summary>
    public ImmutableArray<PlotItem> Items { get; init; }

    /// <summary>A short line above the panel (markup of <see cref="RichText"/>); empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where the legend goes.</summary>
    public LegendPlacement Legend { get; init; } = LegendPlacement.Automatic;

    /// <summary>A key beside the panel for a family of curves coloured by <see cref="PlotColor.Sequential"/>; null for none.</summary>
    public ColorKey? ColorKey { get; init; }

    /// <summary>Faint lines at the major ticks, for reading off numbers.</summary>
    public bool Grid { get; init; }
}
