using System.Collections.Immutable;
using System.Text;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Plots;

namespace LindbladVerify.Reporting.Html;

/// <summary>
/// One self-contained page: style, figures and equations are in it, nothing is loaded and nothing runs, and a content
/// policy in its head tells the browser so. It reads on paper, on a phone, in light and in dark.
/// </summary>
public sealed record HtmlPage
{
    /// <summary>A page.</summary>
    /// <exception cref="ArgumentException">The title is empty.</exception>
    public HtmlPage(string title, params IEnumerable<HtmlNode> content)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        Title = title;
        Content = [.. content];
    }

    /// <summary>Title of the page and its first heading.</summary>
    public string Title { get; }

    /// <summary>A line or more below the title: what was done, when and with what.</summary>
    public HtmlNode? Lead { get; init; }

    /// <summary>Addresses and names of the sections, for the row of links below the lead.</summary>
    public ImmutableArray<(string Address, string Name)> Navigation { get; init; } = [];

    /// <summary>A line at the foot of the page.</summary>
    public HtmlNode? Footer { get; init; }

    /// <summary>What the page holds.</summary>
    public ImmutableArray<HtmlNode> Content { get; init; }

    /// <summary>The whole file.</summary>
    public string Render()
    {
        var header = new List<HtmlNode> { new HtmlElement("h1", Title) };
        if (Lead is not null)
        {
            header.Add(new HtmlElement("div", Lead).WithClass("lead"));
        }

        if (!Navigation.IsEmpty)
        {
            header.Add(new HtmlElement("nav", Navigation.Select(n => HtmlBlocks.Link(n.Address, n.Name))).With("aria-label", "Sections"));
        }

        var body = new HtmlElement(
            "body", new HtmlElement("header", header), new HtmlElement("main", Content), new HtmlElement("footer", Footer ?? ""));
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n");
        html.Append(new HtmlElement("title", Title)).Append('\n');
        html.Append("<style>\n").Append(HtmlStyle.Sheet).Append(FigureSvg.StyleSheet).Append("\n</style>\n</head>\n");
        html.Append(body).Append("\n</html>\n");
        return html.ToString();
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public void Write(string path) => AtomicFile.WriteText(path, writer => writer.Write(Render()));
}
