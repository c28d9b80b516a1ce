using LindbladVerify.Reporting.Plots;

namespace LindbladVerify.Reporting.Html;

/// <summary>The building blocks of reports.</summary>
public static class HtmlBlocks
{
    /// <summary>A paragraph.</summary>
    public static HtmlElement Paragraph(params IEnumerable<HtmlNode> content) => new("p", content);

    /// <summary>Text with italic symbols, subscripts and superscripts in the markup of <see cref="RichText"/>.</summary>
    public static HtmlNode Rich(string markup) => new HtmlFragment(RichText.Parse(markup).Runs.Select(run =>
    {
        HtmlNode text = run.Italic ? new HtmlElement("i", run.Text) : run.Text;
        return run.Level switch { < 0 => new HtmlElement("sub", text), > 0 => new HtmlElement("sup", text), _ => text };
    }));

    /// <summary>A link. Only relative addresses, fragments, http, https and mailto are taken.</summary>
    /// <exception cref="ArgumentException">Another kind of address.</exception>
    public static HtmlElement Link(string address, params IEnumerable<HtmlNode> content) => new HtmlElement("a", content).With("href", address);

    /// <summary>A few characters of code in a line.</summary>
    public static HtmlElement Code(string text) => new("code", text);

    /// <summary>Lines of code or terminal output, to be copied.</summary>
    public static HtmlElement CodeBlock(string text) => new("pre", new HtmlElement("code", text));

    /// <summary>A coloured word, for example a verdict.</summary>
    public static HtmlElement Badge(string word, BadgeTone tone) =>
        new HtmlElement("span", word).WithClass("badge " + tone.ToString().ToLowerInvariant());

    /// <summary>A bulleted list.</summary>
    public static HtmlElement Bullets(params IEnumerable<HtmlNode> items) => new("ul", items.Select(item => new HtmlElement("li", item)));

    /// <summary>Terms with what they mean, in two columns where there is room.</summary>
    public static HtmlElement Definitions(params IEnumerable<(HtmlNode Term, HtmlNode Meaning)> entries) =>
        new("dl", entries.SelectMany(e => new HtmlNode[] { new HtmlElement("dt", e.Term), new HtmlElement("dd", e.Meaning) }));

    /// <summary>A table that scrolls by itself where it is wider than the page.</summary>
    /// <exception cref="ArgumentException">A row has another number of cells than there are columns.</exception>
    public static HtmlElement Table(IReadOnlyList<TableColumn> columns, params IEnumerable<IReadOnlyList<HtmlNode>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var head = new HtmlElement("thead", new HtmlElement("tr", columns.Select(c => Aligned(new HtmlElement("th", Rich(c.Heading)).With("scope", "col"), c))));
        var body = new HtmlElement("tbody", rows.Select(row => Row(columns, row)));
        return new HtmlElement("div", new HtmlElement("table", head, body)).WithClass("scroll").With("tabindex", "0");
    }

    /// <summary>Something that opens on a click; closed ones are printed open, except within a card.</summary>
    public static HtmlElement Details(HtmlNode summary, bool open, params IEnumerable<HtmlNode> content)
    {
        var details = new HtmlElement("details", [new HtmlElement("summary", summary), .. content]);
        return open ? details.With("open", "open") : details;
    }

    /// <summary>A card that opens on a click, with its heading and badge in the line that stays.</summary>
    /// <param name="id">Fragment by which links find it, for example "eq9.electron-telegraph".</param>
    /// <param name="heading">What it is about.</param>
    /// <param name="badge">The word beside it.</param>
    /// <param name="open">Open from the beginning.</param>
    /// <param name="content">What is in it.</param>
    public static HtmlElement Card(string id, HtmlNode heading, HtmlNode badge, bool open, params IEnumerable<HtmlNode> content)
    {
        var body = new HtmlElement("div", content).WithClass("body");
        var line = new HtmlFragment(new HtmlElement("span", heading).WithClass("heading"), " ", badge);
        return Details(line, open, body).WithClass("card").With("id", id);
    }

    /// <summary>A section with a heading.</summary>
    public static HtmlElement Section(string id, HtmlNode heading, params IEnumerable<HtmlNode> content) =>
        new HtmlElement("section", [new HtmlElement("h2", heading), .. content]).With("id", id);

    /// <summary>A figure with its title, its description as caption, and a link to its numbers. Panels stand side by side where there is room.</summary>
    /// <param name="figure">The figure; drawn into the page.</param>
    /// <param name="csvAddress">Where its CSV lies, relative to the page; null for no link.</param>
    public static HtmlElement FigureBlock(Figure figure, string? csvAddress)
    {
        ArgumentNullException.ThrowIfNull(figure);
        List<HtmlNode> caption = [new HtmlElement("b", Rich(figure.Title)), ". ", figure.Description];
        if (csvAddress is not null)
        {
            caption.AddRange([" ", Link(csvAddress, "Numbers (CSV)")]);
        }

        HtmlNode drawing = figure.Panels.Length == 1
            ? new HtmlVerbatim(FigureSvg.Inline(figure))
            : new HtmlElement("div", FigureSvg.InlinePanels(figure).Select(panel => new HtmlVerbatim(panel))).WithClass("panels");
        return new HtmlElement("figure", drawing, new HtmlElement("figcaption", caption));
    }

    private static HtmlElement Row(IReadOnlyList<TableColumn> columns, IReadOnlyList<HtmlNode> cells)
    {
        if (cells.Count != columns.Count)
        {
            throw new ArgumentException($"A row has {cells.Count} cells where the table has {columns.Count} columns.", nameof(cells));
        }

        return new HtmlElement("tr", cells.Select((cell, i) => Aligned(new HtmlElement("td", cell), columns[i])));
    }

    private static HtmlElement Aligned(HtmlElement cell, TableColumn column) => column.IsNumeric ? cell.WithClass("number") : cell;
}
