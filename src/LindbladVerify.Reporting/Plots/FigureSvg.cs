using LindbladVerify.Reporting.Plots.Rendering;

namespace LindbladVerify.Reporting.Plots;

/// <summary>
/// Draws figures as SVG 1.1 with text as text. The same figure gives the same bytes everywhere but for embedded images,
/// whose compression follows the version of zlib in the runtime.
/// </summary>
public static class FigureSvg
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

    private static string Render(Figure figure, bool standAlone)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var plans = figure.Panels.Select((axes, i) => new PanelPlan(axes, figure, i)).ToList();
        int columns = Math.Clamp(figure.Columns, 1, plans.Count);
        var layout = new FigureLayout(plans, columns, figure.PanelWidth, figure.PanelHeight);
        var svg = new SvgWriter();
        string width = SvgWriter.Number(layout.Width);
        string height = SvgWriter.Number(layout.Height);
        svg.Open(
            "svg",
            ("xmlns", "http://www.w3.org/2000/svg"), ("class", "lv-figure"), ("role", "img"),
            ("aria-labelledby", $"{figure.Id}-title {figure.Id}-desc"), ("width", width), ("height", height),
            ("viewBox", $"0 0 {width} {height}"), ("font-family", SvgStyle.FontFamily));
        Words(svg, "title", figure.Id + "-title", RichText.Parse(figure.Title).PlainText);
        Words(svg, "desc", figure.Id + "-desc", figure.Description);
        if (standAlone)
        {
            svg.Open("style");
            svg.Verbatim(SvgStyle.StyleSheet);
            svg.Close();
        }

        svg.Empty("rect", [("width", "100%"), ("height", "100%"), .. SvgStyle.Fill("paper")]);
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
