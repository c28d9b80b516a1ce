namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Widths of lines of text, from the published advance widths of Helvetica, to which Arial and Liberation Sans are metric-compatible.</summary>
internal static class TextMetrics
{
    /// <summary>Size of subscripts and superscripts relative to the line.</summary>
    public const double ScriptScale = 0.72;

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
