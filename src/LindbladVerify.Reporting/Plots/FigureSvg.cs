using System.Globalization;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Plots.Rendering;

namespace LindbladVerify.Reporting.Plots;

/// <summary>
/// Draws figures as SVG 1.1 with text as text. The same figure gives the same bytes everywhere but for embedded images,
/// whose compression follows the version of zlib in the runtime.
/// </summary>
internal static class FigureSvg
{
    /// <summary>
    /// The style sheet that makes figures follow the reader's light or dark theme. A stand-alone figure carries it;
    /// a page of inlined figures holds it once, and may set "--lv-page-ink", "--lv-page-paper" and so on to its own colours.
    /// </summary>
    public static string StyleSheet => SvgStyle.StyleSheet;

    /// <summary>A complete SVG document.</summary>
    public static string Document(Figure figure) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Render(figure, standAlone: true);

    /// <summary>An svg element to put into an HTML page that holds <see cref="StyleSheet"/>.</summary>
    public static string Inline(Figure figure) => Render(figure, standAlone: false);

    /// <summary>
    /// One svg element per panel, all of one size and with their plotting areas in one place, for an HTML page that holds
    /// <see cref="StyleSheet"/> and puts them side by side or below each other as there is room.
    /// </summary>
    public static IReadOnlyList<string> InlinePanels(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        List<PanelPlan> plans = Plans(figure);
        double left = plans.Max(p => p.Margins.Left);
        double top = plans.Max(p => p.Margins.Top);
        double width = left + figure.PanelWidth + plans.Max(p => p.Margins.Right);
        double height = top + figure.PanelHeight + plans.Max(p => p.Margins.Bottom);
        return [.. plans.Select((plan, i) =>
        {
            var svg = new SvgWriter();
            string title = RichText.Parse(figure.Title).PlainText + (plan.Heading.Length > 0 ? ", " + RichText.Parse(plan.Heading).PlainText : "");
            Open(svg, width, height, $"{figure.XmlId}-panel{(i + 1).ToString(CultureInfo.InvariantCulture)}", title, figure.Description);
            Background(svg);
            PanelPainter.Draw(svg, plan, left, top);
            svg.Close();
            return svg.ToString();
        })];
    }

    private static List<PanelPlan> Plans(Figure figure) => [.. figure.Panels.Select((axes, i) => new PanelPlan(axes, figure, i))];

    private static void Open(SvgWriter svg, double width, double height, string id, string title, string description)
    {
        svg.Open(
            "svg",
            ("xmlns", "http://www.w3.org/2000/svg"), ("class", "lv-figure"), ("role", "img"),
            ("aria-labelledby", $"{id}-title {id}-desc"), ("width", SvgWriter.Number(width)), ("height", SvgWriter.Number(height)),
            ("viewBox", $"0 0 {SvgWriter.Number(width)} {SvgWriter.Number(height)}"), ("font-family", SvgStyle.FontFamily));
        Words(svg, "title", id + "-title", title);
        Words(svg, "desc", id + "-desc", description);
    }

    private static void Background(SvgWriter svg) => svg.Empty("rect", [("width", "100%"), ("height", "100%"), .. SvgStyle.Fill("paper")]);

    private static string Render(Figure figure, bool standAlone)
    {
        ArgumentNullException.ThrowIfNull(figure);
        List<PanelPlan> plans = Plans(figure);
        int columns = Math.Clamp(figure.Columns, 1, plans.Count);
        var layout = new FigureLayout(plans, columns, figure.PanelWidth, figure.PanelHeight);
        var svg = new SvgWriter();
        Open(svg, layout.Width, layout.Height, figure.XmlId, RichText.Parse(figure.Title).PlainText, figure.Description);
        if (standAlone)
        {
            svg.Open("style");
            svg.Verbatim(SvgStyle.StyleSheet);
            svg.Close();
        }

        Background(svg);
        for (int i = 0; i < plans.Count; i++)
        {
            (double left, double top) = layout.Origin(i);
            PanelPainter.Draw(svg, plans[i], left, top);
        }

        svg.Close();
        return svg.ToString();
    }

    private static void Words(SvgWriter svg, string element, string id, string text)
    {
        svg.Open(element, ("id", id));
        svg.Content(text);
        svg.Close();
    }
}

/// <summary>Writes a figure and its numbers side by side.</summary>
internal static class FigureFiles
{
    /// <summary>Writes "&lt;id&gt;.svg" and "&lt;id&gt;.csv" into a folder, which is made if need be within one that exists; each appears whole or not at all.</summary>
    /// <returns>The two paths.</returns>
    /// <exception cref="OutputFileException">A file cannot be written; the message says which and why.</exception>
    public static (string Svg, string Csv) Write(Figure figure, string folder)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        AtomicFile.MakeFolder(folder);
        string svg = Path.Combine(folder, figure.Id + ".svg");
        string csv = Path.Combine(folder, figure.Id + ".csv");
        AtomicFile.WriteText(csv, writer => FigureCsv.Write(figure, writer));
        AtomicFile.WriteText(svg, writer => writer.Write(FigureSvg.Document(figure)));
        return (svg, csv);
    }
}
