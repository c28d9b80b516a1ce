using System.Collections.Immutable;
using System.Globalization;

namespace LindbladVerify.Reporting.Files;

/// <summary>
/// Writes comma-separated values after RFC 4180: rows end with CR LF, cells with commas, quotes or line breaks are quoted.
/// Numbers read back to the same bits; NaN and infinities are written "NaN", "inf" and "-inf", as NumPy and pandas read them.
/// </summary>
/// <param name="writer">Where to; not closed.</param>
internal sealed class CsvWriter(TextWriter writer)
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

/// <summary>Named columns of numbers of equal length.</summary>
internal sealed class CsvTable
{
    private readonly ImmutableArray<(string Name, ImmutableArray<double> Values)> _columns;

    /// <summary>A table of the columns given, in order.</summary>
    /// <exception cref="ArgumentException">There is no column, a name is empty or occurs twice, or the lengths differ.</exception>
    public CsvTable(params IEnumerable<(string Name, IReadOnlyList<double> Values)> columns)
    {
        _columns = [.. columns.Select(c => (c.Name, c.Values.ToImmutableArray()))];
        if (_columns.IsEmpty)
        {
            throw new ArgumentException("A table needs at least one column.", nameof(columns));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, ImmutableArray<double> values) in _columns)
        {
            if (string.IsNullOrEmpty(name) || !names.Add(name))
            {
                throw new ArgumentException($"Column name '{name}' is empty or occurs twice.", nameof(columns));
            }

            if (values.Length != _columns[0].Values.Length)
            {
                throw new ArgumentException(
                    $"Column '{name}' has {values.Length} values where '{_columns[0].Name}' has {_columns[0].Values.Length}.", nameof(columns));
            }
        }
    }

    /// <summary>Writes a header row and the numbers, as <see cref="CsvWriter"/> does.</summary>
    public void Write(TextWriter writer)
    {
        var csv = new CsvWriter(writer);
        csv.WriteRow([.. _columns.Select(c => CsvWriter.Heading(c.Name))]);
        double[] row = new double[_columns.Length];
        for (int i = 0; i < _columns[0].Values.Length; i++)
        {
            for (int c = 0; c < row.Length; c++)
            {
                row[c] = _columns[c].Values[i];
            }

            csv.WriteRow(row);
        }
    }
}
