using System.Globalization;

namespace LindbladVerify.TestSupport;

/// <summary>A table of decimal strings with named columns; null means not computed.</summary>
public sealed class ReferenceDataTable
{
    private readonly string?[][] rows;

    /// <summary>Checks that every row is as long as the header.</summary>
    /// <exception cref="InvalidDataException">A row has another length.</exception>
    public ReferenceDataTable(string name, IReadOnlyList<string> columns, string?[][] rows)
    {
        int ragged = Array.FindIndex(rows, r => r.Length != columns.Count);
        if (ragged >= 0)
        {
            throw new InvalidDataException($"{name}: row {ragged} has {rows[ragged].Length} values, but there are {columns.Count} columns.");
        }

        Name = name;
        Columns = columns;
        this.rows = rows;
    }

    /// <summary>The case.</summary>
    public string Name { get; }

    /// <summary>The names of the columns, inputs first.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The number of points.</summary>
    public int Count => rows.Length;

    /// <summary>The double nearest to a value (for an input: exactly that input), or null if it was not computed.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public double? this[int row, string column] =>
        rows[row][IndexOf(column)] is string text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>All digits of a value as they stand in the case, or null if it was not computed.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public string? Text(int row, string column) => rows[row][IndexOf(column)];

    /// <summary>The values of several columns at one point, none of which may be missing.</summary>
    /// <exception cref="InvalidDataException">A value was not computed.</exception>
    public double[] Values(int row, params ReadOnlySpan<string> columns)
    {
        double[] values = new double[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            values[i] = this[row, columns[i]] ?? throw new InvalidDataException($"{Name}: row {row} has no value of '{columns[i]}'.");
        }

        return values;
    }

    /// <summary>A point in words, for messages.</summary>
    public string Describe(int row) => $"{Name} row {row}: {string.Join(", ", Columns.Zip(rows[row], (c, v) => $"{c} = {v}"))}";

    private int IndexOf(string column)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (string.Equals(Columns[i], column, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new KeyNotFoundException($"{Name} has no column '{column}'; it has {string.Join(", ", Columns)}.");
    }
}
