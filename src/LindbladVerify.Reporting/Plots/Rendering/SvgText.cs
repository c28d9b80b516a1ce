namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Typesets a line of <see cref="RichText"/>.</summary>
internal static class SvgText
{
    public static void Write(
        SvgWriter svg, double x, double y, RichText text, double size, TextAnchor anchor,
        ReadOnlySpan<(string Name, string Value)> style, double rotation = 0)
    {
        if (text.Runs.IsEmpty)
        {
            return;
        }

        string sx = SvgWriter.Number(x);
        string sy = SvgWriter.Number(y);
        List<(string, string)> attributes = [("x", sx), ("y", sy), ("font-size", SvgWriter.Number(size))];
        if (anchor != TextAnchor.Start)
        {
            attributes.Add(("text-anchor", anchor == TextAnchor.Middle ? "middle" : "end"));
        }

        if (rotation != 0)
        {
            attributes.Add(("transform", $"rotate({SvgWriter.Number(rotation)} {sx} {sy})"));
        }

        attributes.AddRange(style);
        svg.Open("text", [.. attributes]);
        double shift = 0;
        foreach (TextRun run in text.Runs)
        {
            double target = size * (run.Level switch { < 0 => 0.26, > 0 => -0.36, _ => 0 });
            WriteRun(svg, run, size, target - shift);
            shift = target;
        }

        svg.Close();
    }

    private static void WriteRun(SvgWriter svg, TextRun run, double size, double dy)
    {
        List<(string, string)> attributes = [];
        if (dy != 0)
        {
            attributes.Add(("dy", SvgWriter.Number(dy)));
        }

        if (run.Level != 0)
        {
            attributes.Add(("font-size", SvgWriter.Number(size * TextMetrics.ScriptScale)));
        }

        if (run.Italic)
        {
            attributes.Add(("font-style", "italic"));
        }

        if (attributes.Count == 0)
        {
            svg.Content(run.Text);
            return;
        }

        svg.OpenInline("tspan", [.. attributes]);
        svg.Content(run.Text);
        svg.CloseInline();
    }
}
