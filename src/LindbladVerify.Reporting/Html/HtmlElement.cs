using System.Collections.Immutable;
using System.Text;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Results;

namespace LindbladVerify.Reporting.Html;

/// <summary>An element with attributes and children. Scripts, styles and event handlers cannot be made.</summary>
internal sealed class HtmlElement : HtmlNode
{
    private static readonly HashSet<string> s_void = new(StringComparer.Ordinal) { "br", "hr", "img", "input", "meta", "col", "wbr" };
    private static readonly HashSet<string> s_refused = new(StringComparer.Ordinal) { "script", "style", "iframe", "object", "embed", "base", "link" };

    /// <summary>Elements whose text is copied, or can hold no element.</summary>
    private static readonly HashSet<string> s_literal = new(StringComparer.Ordinal) { "code", "pre", "title", "option", "textarea", "text", "tspan", "desc", "mn", "mi", "mo", "mtext" };

    private readonly ImmutableArray<(string Name, string Value)> _attributes;
    private readonly ImmutableArray<HtmlNode> _children;

    /// <summary>An element with children.</summary>
    /// <exception cref="ArgumentException">The name is not a plain lower-case one, or is one that can run or load things.</exception>
    public HtmlElement(string name, params IEnumerable<HtmlNode> children)
        : this(name, [], [.. children])
    {
        CheckName(name);
    }

    private HtmlElement(string name, ImmutableArray<(string Name, string Value)> attributes, ImmutableArray<HtmlNode> children)
    {
        Name = name;
        _attributes = attributes;
        _children = children;
    }

    /// <summary>The element's name.</summary>
    public string Name { get; }

    /// <summary>The same element with one attribute more.</summary>
    /// <exception cref="ArgumentException">The attribute's name is not plain or is an event handler, or the address in "href" or "src" can run code.</exception>
    public HtmlElement With(string attribute, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!IsPlain(attribute) || attribute.StartsWith("on", StringComparison.Ordinal) || attribute is "style" or "srcdoc")
        {
            throw new ArgumentException($"Attribute '{attribute}' is not one that a report may carry.", nameof(attribute));
        }

        if (attribute is "href" or "src" && !IsSafeAddress(value))
        {
            throw new ArgumentException($"Address '{value}': allowed are relative ones, '#...', 'http:', 'https:' and 'mailto:'.", nameof(value));
        }

        return new HtmlElement(Name, _attributes.Add((attribute, value)), _children);
    }

    /// <summary>The same element with a class.</summary>
    public HtmlElement WithClass(string name) => With("class", name);

    internal override void WriteTo(StringBuilder html)
    {
        html.Append('<').Append(Name);
        foreach ((string name, string value) in _attributes)
        {
            html.Append(' ').Append(name).Append("=\"");
            Escape(html, value);
            html.Append('"');
        }

        html.Append('>');
        if (s_void.Contains(Name))
        {
            return;
        }

        foreach (HtmlNode child in _children)
        {
            if (child is HtmlText text && s_literal.Contains(Name))
            {
                text.WriteLiterally(html);
            }
            else
            {
                child.WriteTo(html);
            }
        }

        html.Append("</").Append(Name).Append('>');
    }

    private static void CheckName(string name)
    {
        if (!IsPlain(name) || s_refused.Contains(name))
        {
            throw new ArgumentException($"Element '{name}' is not one that a report may hold.", nameof(name));
        }
    }

    private static bool IsPlain(string name) =>
        !string.IsNullOrEmpty(name) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    // An address without a scheme has no ':' before its first '/', '?' or '#'. Blanks and control characters could hide one.
    private static bool IsSafeAddress(string address)
    {
        if (address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || address.StartsWith("//", StringComparison.Ordinal))
        {
            return false;
        }

        int colon = address.IndexOf(':', StringComparison.Ordinal);
        int end = address.IndexOfAny(['/', '?', '#']);
        return colon < 0 || (end >= 0 && end < colon)
            || address[..colon].ToLowerInvariant() is "http" or "https" or "mailto";
    }
}

/// <summary>A piece of HTML. Strings become nodes only as escaped text, so no text can turn into markup.</summary>
internal abstract class HtmlNode
{
    /// <summary>The text, escaped where it is written.</summary>
    public static implicit operator HtmlNode(string text) => new HtmlText(text);

    /// <summary>The text, escaped where it is written.</summary>
    public static HtmlNode FromString(string text) => new HtmlText(text);

    /// <summary>The HTML.</summary>
    public sealed override string ToString()
    {
        var html = new StringBuilder();
        WriteTo(html);
        return html.ToString();
    }

    internal abstract void WriteTo(StringBuilder html);

    // Control characters have no place in HTML in any form; they are shown as the replacement character.
    private protected static void Escape(StringBuilder html, string text)
    {
        foreach (char c in text)
        {
            switch (c)
            {
                case '&': html.Append("&amp;"); break;
                case '<': html.Append("&lt;"); break;
                case '>': html.Append("&gt;"); break;
                case '"': html.Append("&quot;"); break;
                case '\'': html.Append("&#39;"); break;
                case '\n' or '\t': html.Append(c); break;
                case '\r': break;
                default: html.Append(char.IsControl(c) ? '\uFFFD' : c); break;
            }
        }
    }
}

/// <summary>Nodes one after the other, without an element around them.</summary>
internal sealed class HtmlFragment(params IEnumerable<HtmlNode> children) : HtmlNode
{
    private readonly ImmutableArray<HtmlNode> _children = [.. children];

    internal override void WriteTo(StringBuilder html)
    {
        foreach (HtmlNode child in _children)
        {
            child.WriteTo(html);
        }
    }
}

/// <summary>Text, escaped when written, with powers of ten raised.</summary>
internal sealed class HtmlText(string text) : HtmlNode
{
    private readonly string _text = text ?? throw new ArgumentNullException(nameof(text));

    internal override void WriteTo(StringBuilder html) => ProseNumbers.Typeset(html, _text, Escape);

    internal void WriteLiterally(StringBuilder html) => Escape(html, _text);
}

/// <summary>Markup that another writer of this assembly has already escaped: drawn figures and the style sheet.</summary>
internal sealed class HtmlVerbatim(string markup) : HtmlNode
{
    internal override void WriteTo(StringBuilder html) => html.Append(markup);
}

/// <summary>The building blocks of reports.</summary>
internal static class HtmlBlocks
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
        List<HtmlNode> caption = [new HtmlElement("b", Rich(figure.Title)), ". ", figure.Caption is { } markup ? Rich(markup) : figure.Description];
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

/// <summary>A column of a table.</summary>
/// <param name="Heading">Its heading (markup of <see cref="Plots.RichText"/>).</param>
/// <param name="IsNumeric">Set flush right with digits of equal width.</param>
internal sealed record TableColumn(string Heading, bool IsNumeric = false);

/// <summary>The colour of a badge. The badge's word says the same: colour alone never does.</summary>
internal enum BadgeTone
{
    /// <summary>As good as can be.</summary>
    Good,

    /// <summary>True with a limit.</summary>
    Fair,

    /// <summary>Wrong.</summary>
    Bad,

    /// <summary>Not decided.</summary>
    Neutral,
}
