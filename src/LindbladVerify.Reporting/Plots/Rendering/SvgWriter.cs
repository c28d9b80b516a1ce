using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Writes SVG elements with escaped text and numbers of two decimals, independent of culture.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"{value} cannot be drawn.", nameof(value));
        }

        string number = Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
        return string.Equals(number, "-0", StringComparison.Ordinal) ? "0" : number;
    }

    public void Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(name, attributes);
        _text.Append('>');
        _open.Push(name);
    }

    /// <summary>Opens an element that <see cref="CloseInline"/> closes without a line break, which would show as a space.</summary>
    public void OpenInline(string name, params ReadOnlySpan<(string Name, string Value)> attributes) => Open(name, attributes);

    public void CloseInline() => _text.Append("</").Append(_open.Pop()).Append('>');

    public void Close() => _text.Append("</").Append(_open.Pop()).Append(">\n");

    public void Empty(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(name, attributes);
        _text.Append("/>\n");
    }

    public void Content(string text) => Escape(text);

    /// <summary>Text that is known to need no escaping: a style sheet of our own.</summary>
    public void Verbatim(string text) => _text.Append(text);

    public override string ToString() => _text.ToString();

    private void Start(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach ((string attribute, string value) in attributes)
        {
            _text.Append(' ').Append(attribute).Append("=\"");
            Escape(value);
            _text.Append('"');
        }
    }

    // Characters that XML 1.0 does not allow are dropped: they cannot be written in any form.
    private void Escape(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': _text.Append("&amp;"); break;
                case '<': _text.Append("&lt;"); break;
                case '>': _text.Append("&gt;"); break;
                case '"': _text.Append("&quot;"); break;
                case < 0x20 when rune.Value is not ('\t' or '\n' or '\r'):
                case 0xFFFE or 0xFFFF:
                    break;
                default: _text.Append(rune.ToString()); break;
            }
        }
    }
}

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

/// <summary>
/// The colours. Elements carry the light ones as plain attributes, which every SVG reader and every printer understands;
/// on screens a style sheet replaces them by custom properties that follow the reader's theme or the page around.
/// </summary>
internal static class SvgStyle
{
    public const string FontFamily = "'Helvetica Neue',Helvetica,Arial,'Liberation Sans','Nimbus Sans',sans-serif";

    public const double TickSize = 12;

    public const double LabelSize = 13.5;

    private const string Paper = "#ffffff";

    private static readonly (string Name, string Light, string Dark)[] s_roles =
    [
        ("ink", "#1a1a1a", "#e9e7e4"),
        ("muted", "#6a6f76", "#a3a8b0"),
        ("grid", "#e3e5e8", "#33373d"),
        ("region", "#e2e3e6", "#33363c"),
        ("paper", Paper, "#16181c"),
        ("c0", "#0072b2", "#5aa9ee"),
        ("c1", "#d55e00", "#f5843f"),
        ("c2", "#009e73", "#2fc99b"),
        ("c3", "#cc79a7", "#e39cc4"),
        ("c4", "#e69f00", "#f4b942"),
        ("c5", "#56b4e9", "#a5dcfa"),
    ];

    private static readonly string[] s_dashes = ["", "7 3.5", "1.5 3", "8 3 1.5 3", "13 4", "8 3 1.5 3 1.5 3"];

    /// <summary>Names of the custom properties that a page may set (with the prefix "--lv-page-") to bring its own theme.</summary>
    public static string StyleSheet { get; } = BuildStyleSheet();

    public static string Dash(Dash dash) => s_dashes[(int)dash];

    public static (string Name, string Value)[] Fill(string role) =>
        [("class", "lv-f-" + role), ("fill", Light(role))];

    public static (string Name, string Value)[] Stroke(string role) =>
        [("class", "lv-s-" + role), ("stroke", Light(role)), ("fill", "none")];

    public static (string Name, string Value)[] Fill(PlotColor color) => color.Role == PlotColorRole.Sequential
        ? [("class", "lv-f-q"), ("fill", SequentialLight(color)), ("style", SequentialProperties(color))]
        : Fill(Role(color));

    public static (string Name, string Value)[] Stroke(PlotColor color) => color.Role == PlotColorRole.Sequential
        ? [("class", "lv-s-q"), ("stroke", SequentialLight(color)), ("fill", "none"), ("style", SequentialProperties(color))]
        : Stroke(Role(color));

    public static (string Name, string Value)[] FillPaperStroke(PlotColor color)
    {
        (string Name, string Value)[] stroke = Stroke(color);
        stroke[0] = ("class", stroke[0].Value + " lv-f-paper");
        stroke[2] = ("fill", Paper);
        return stroke;
    }

    /// <summary>Fill and halo of text that may lie over lines.</summary>
    public static (string Name, string Value)[] HaloText(PlotColor color)
    {
        (string Name, string Value)[] fill = Fill(color);
        fill[0] = ("class", fill[0].Value + " lv-s-paper");
        return [.. fill, ("stroke", Paper), ("stroke-width", "3"), ("stroke-linejoin", "round"), ("paint-order", "stroke")];
    }

    private static string Role(PlotColor color) => color.Role switch
    {
        PlotColorRole.Ink => "ink",
        PlotColorRole.Muted => "muted",
        _ => "c" + ((int)color.Value % PlotColor.CycleLength).ToString(CultureInfo.InvariantCulture),
    };

    private static string Light(string role) =>
        Array.Find(s_roles, r => string.Equals(r.Name, role, StringComparison.Ordinal)).Light;

    // The ends of the colour map that vanish into the paper are left out: the bright one on light, the dark one on dark.
    private static string SequentialLight(PlotColor color) => Hex(Colormap.At(0.86 * color.Value));

    private static string SequentialProperties(PlotColor color) =>
        $"--l:{SequentialLight(color)};--d:{Hex(Colormap.At(0.3 + (0.7 * color.Value)))}";

    private static string Hex((byte Red, byte Green, byte Blue) c) =>
        string.Create(CultureInfo.InvariantCulture, $"#{c.Red:x2}{c.Green:x2}{c.Blue:x2}");

    private static string BuildStyleSheet()
    {
        string Properties(Func<(string Name, string Light, string Dark), string> pick) =>
            string.Concat(s_roles.Select(r => $"--lv-{r.Name}:var(--lv-page-{r.Name},{pick(r)});"));
        string uses = string.Concat(s_roles.Select(r =>
            $".lv-f-{r.Name}{{fill:var(--lv-{r.Name})}}.lv-s-{r.Name}{{stroke:var(--lv-{r.Name})}}"));
        return "@media screen{.lv-figure{" + Properties(r => r.Light) + "}" + uses
            + ".lv-f-q{fill:var(--l)}.lv-s-q{stroke:var(--l)}}"
            + "@media screen and (prefers-color-scheme:dark){.lv-figure{" + Properties(r => r.Dark) + "}"
            + ".lv-f-q{fill:var(--d)}.lv-s-q{stroke:var(--d)}}";
    }
}

/// <summary>Widths of lines of text, from the published advance widths of Helvetica, to which Arial and Liberation Sans are metric-compatible.</summary>
internal static class TextMetrics
{
    /// <summary>Size of subscripts and superscripts relative to the line.</summary>
    public const double ScriptScale = 0.72;

    /// <summary>Words are measured in Helvetica; the widest of the fonts that stand in for it, DejaVu Sans, needs a sixth more.</summary>
    public const double WidestFont = 1.18;

    // Advance widths in 1/1000 em of the characters 0x20 to 0x7E.
    private static readonly short[] s_widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    public static double Width(RichText text, double size) =>
        text.Runs.Sum(run => size * (run.Level == 0 ? 1 : ScriptScale) * run.Text.Sum(Advance) / 1000.0);

    public static double Width(string markup, double size) => Width(RichText.Parse(markup), size);

    /// <summary>The size at which a line fits into a length in any of the usual fonts, at most the given one.</summary>
    public static double Fitting(string markup, double size, double length)
    {
        double width = WidestFont * Width(markup, size);
        return width <= length ? size : Math.Max(Math.Floor(2 * size * length / width) / 2, 7);
    }

    private static int Advance(char c) => c switch
    {
        >= ' ' and <= '~' => s_widths[c - ' '],
        '×' or '−' or '±' or '=' => 584,
        '·' or '’' or '‘' => 278,
        '→' or '…' or '—' => 1000,
        '\u2009' or '\u202F' => 200,
        '\u00A0' => 278,
        _ => 620,
    };
}

/// <summary>A point in pixels, y downwards; NaN marks a gap in a line.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Pixel(double X, double Y)
{
    public bool IsGap => !double.IsFinite(X) || !double.IsFinite(Y);

    public static Pixel Between(Pixel a, Pixel b, double t) => new(a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y)));

    public double DistanceTo(Pixel other) => Math.Sqrt(((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y)));
}

/// <summary>A rectangle in pixels, y downwards.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PixelRect(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public PixelRect Inflate(double by) => new(X - by, Y - by, Width + (2 * by), Height + (2 * by));

    public bool Contains(Pixel p) => p.X >= X && p.X <= Right && p.Y >= Y && p.Y <= Bottom;

    public bool Overlaps(PixelRect other) =>
        X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;
}
