using System.Globalization;

namespace LindbladVerify.Reporting.Plots.Rendering;

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
