using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Plots;

/// <summary>
/// An immutable description of a figure: one or more panels of axes with data, and the words that stand in for it
/// where it cannot be seen. It holds data only; <see cref="FigureSvg"/> draws it and <see cref="FigureCsv"/> lists its numbers.
/// </summary>
internal sealed record Figure
{
    /// <summary>Most characters of an id, so that file names stay within what file systems take.</summary>
    public const int LongestId = 200;

    /// <summary>Describes a figure.</summary>
    /// <param name="id">File stem and XML id prefix: at most <see cref="LongestId"/> letters, digits, '.', '-' and '_', beginning with a letter or digit.</param>
    /// <param name="title">One line that names the figure; read out by screen readers.</param>
    /// <param name="description">What the figure shows, in sentences: the text alternative.</param>
    /// <param name="panels">One or more panels, in reading order.</param>
    /// <exception cref="ArgumentException">The id has other characters, the title is empty, or there is no panel.</exception>
    public Figure(string id, string title, string description, params IReadOnlyList<Axes> panels)
    {
        ArgumentNullException.ThrowIfNull(panels);
        if (!IsId(id))
        {
            throw new ArgumentException(
                $"Figure id '{id}': allowed are letters, digits, '.', '-' and '_', beginning with a letter or digit.", nameof(id));
        }

        if (string.IsNullOrWhiteSpace(title))
        {
            throw new ArgumentException($"Figure '{id}' needs a title.", nameof(title));
        }

        if (panels.Count == 0)
        {
            throw new ArgumentException($"Figure '{id}' needs at least one panel.", nameof(panels));
        }

        Id = id;
        Title = title;
        Description = description;
        Panels = [.. panels];
    }

    /// <summary>File stem.</summary>
    public string Id { get; }

    /// <summary>Prefix of the ids within the drawing, which in XML must begin with a letter.</summary>
    internal string XmlId => char.IsAsciiLetter(Id[0]) ? Id : "figure-" + Id;

    /// <summary>One line that names the figure (markup of <see cref="RichText"/>).</summary>
    public string Title { get; init; }

    /// <summary>The text alternative.</summary>
    public string Description { get; init; }

    /// <summary>The text below the figure on a page (markup of <see cref="RichText"/>), with subscripts; the text alternative where there is none.</summary>
    public string? Caption { get; init; }

    /// <summary>The panels in reading order.</summary>
    public ImmutableArray<Axes> Panels { get; init; }

    /// <summary>Panels side by side in one row; at least 1. Default 2.</summary>
    public int Columns { get; init; } = 2;

    /// <summary>Width of each plotting area in pixels of 1/96 inch, at least 80.</summary>
    public double PanelWidth { get; init; } = 420;

    /// <summary>Height of each plotting area in pixels of 1/96 inch, at least 60.</summary>
    public double PanelHeight { get; init; } = 290;

    /// <summary>Whether a text can be the id of a figure.</summary>
    public static bool IsId(string id) =>
        !string.IsNullOrEmpty(id) && id.Length <= LongestId && char.IsAsciiLetterOrDigit(id[0])
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}

/// <summary>Something drawn in a panel.</summary>
/// <param name="Label">Name in the legend and in the CSV (markup of <see cref="RichText"/>); empty for none.</param>
internal abstract record PlotItem(string Label)
{
    /// <summary>Copies data and checks that the lengths agree.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    private protected static ImmutableArray<double> Column(string label, string name, IReadOnlyList<double> values, int expected)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != expected)
        {
            throw new ArgumentException($"Series '{label}': {name} has {values.Count} values where x has {expected}.", nameof(values));
        }

        return [.. values];
    }
}

/// <summary>Where the legend of a panel goes.</summary>
internal enum LegendPlacement
{
    /// <summary>Inside where it covers the least data, or below the panel if every place covers too much.</summary>
    Automatic,

    /// <summary>No legend.</summary>
    None,
}

/// <summary>Which part of a line of text stands at its point.</summary>
internal enum TextAnchor
{
    /// <summary>The beginning.</summary>
    Start,

    /// <summary>The middle.</summary>
    Middle,

    /// <summary>The end.</summary>
    End,
}

/// <summary>Direction of a line or strip across a panel.</summary>
internal enum Orientation
{
    /// <summary>At fixed abscissa.</summary>
    Vertical,

    /// <summary>At fixed ordinate.</summary>
    Horizontal,
}
