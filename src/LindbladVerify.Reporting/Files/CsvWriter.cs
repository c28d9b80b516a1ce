using System.Globalization;

namespace LindbladVerify.Reporting.Files;

/// <summary>
/// Writes comma-separated values after RFC 4180: rows end with CR LF, cells with commas, quotes or line breaks are quoted.
/// Numbers read back to the same bits; NaN and infinities are written "NaN", "inf" and "-inf", as NumPy and pandas read them.
/// </summary>
/// <param name="writer">Where to; not closed.</param>
public sealed class CsvWriter(TextWriter writer)
{
    private static readonly char[] s_special = [',', '"', '\r', '\n'];

    /// <summary>A number as a cell; null is an empty cell.</summary>
    public static string Cell(double? value) => value switch
    {
        null => "",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => value.Value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Writes a row.</summary>
    public void WriteRow(IReadOnlyList<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        for (int i = 0; i < cells.Count; i++)
        {
            if (i > 0)
            {
                writer.Write(',');
            }

            writer.Write(Quote(cells[i]));
        }

        writer.Write("\r\n");
    }

    /// <summary>Writes a row of numbers.</summary>
    public void WriteRow(params ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0)
            {
                writer.Write(',');
            }

            writer.Write(Cell(values[i]));
        }

        writer.Write("\r\n");
    }

    /// <summary>
    /// A heading as text: one that begins with = + - @ (or a tab or line end) would be calculated by a spreadsheet, so that a mark of text,
    /// an apostrophe, goes before it. Headings that a reader looks up by name keep theirs otherwise.
    /// </summary>
    public static string Heading(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && name[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + name : name;
    }

    private static string Quote(string cell) =>
        cell.IndexOfAny(s_special) < 0 && (cell.Length == 0 || cell[0] is not '\'') ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
