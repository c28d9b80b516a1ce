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

    private static string Quote(string cell) =>
        cell.IndexOfAny(s_special) < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
