using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Files;

/// <summary>Named columns of numbers of equal length.</summary>
public sealed class CsvTable
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
