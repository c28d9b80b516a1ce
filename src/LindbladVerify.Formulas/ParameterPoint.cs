using System.Globalization;

namespace LindbladVerify.Formulas;

/// <summary>One value for each parameter of a formula. Immutable.</summary>
public sealed class ParameterPoint
{
    private readonly string[] names;
    private readonly double[] values;

    /// <summary>Pairs names with values, in order.</summary>
    /// <exception cref="ArgumentException">The lengths differ or a name is repeated.</exception>
    public ParameterPoint(IReadOnlyList<string> names, IReadOnlyList<double> values)
    {
        if (names.Count != values.Count)
        {
            throw new ArgumentException($"{names.Count} names but {values.Count} values.", nameof(values));
        }

        for (int k = 1; k < names.Count; k++)
        {
            for (int j = 0; j < k; j++)
            {
                if (string.Equals(names[j], names[k], StringComparison.Ordinal))
                {
                    throw new ArgumentException($"A parameter name is repeated: {string.Join(", ", names)}.", nameof(names));
                }
            }
        }

        this.names = [.. names];
        this.values = [.. values];
    }

    private ParameterPoint(string[] names, double[] values, bool _)
    {
        this.names = names;
        this.values = values;
    }

    /// <summary>The names, in the order of the formula.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The values, in the order of the names.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>The values without a copy.</summary>
    internal ReadOnlySpan<double> Span => values;

    /// <summary>The value of a parameter.</summary>
    /// <exception cref="KeyNotFoundException">There is no such parameter.</exception>
    public double this[string name]
    {
        get
        {
            int index = IndexOf(name);
            return index >= 0
                ? values[index]
                : throw new KeyNotFoundException($"No parameter '{name}' among {string.Join(", ", names)}.");
        }
    }

    /// <summary>Whether the point has a parameter of this name.</summary>
    public bool Has(string name) => IndexOf(name) >= 0;

    /// <summary>The same point with one value replaced.</summary>
    public ParameterPoint With(string name, double value)
    {
        int index = IndexOf(name);
        if (index < 0)
        {
            throw new KeyNotFoundException($"No parameter '{name}' among {string.Join(", ", names)}.");
        }

        double[] changed = [.. values];
        changed[index] = value;
        return new ParameterPoint(names, changed, true);
    }

    /// <summary>Other values of the same parameters; the array is kept.</summary>
    internal ParameterPoint With(double[] others) => new(names, others, true);

    // Names are few, and mostly the very strings that were given.
    private int IndexOf(string name)
    {
        for (int k = 0; k < names.Length; k++)
        {
            if (ReferenceEquals(names[k], name))
            {
                return k;
            }
        }

        return Array.FindIndex(names, n => string.Equals(n, name, StringComparison.Ordinal));
    }

    /// <summary>"D = 100, Delta = 1E+06, …" with round-trip precision.</summary>
    public override string ToString() => ToText("R");

    /// <summary>"name = value, ..." for reading.</summary>
    /// <param name="format">Format of the numbers; four digits unless given.</param>
    public string ToText(string format = "G4") => string.Join(", ", names.Zip(values, (n, v) => $"{n} = {v.ToString(format, CultureInfo.InvariantCulture)}"));
}
