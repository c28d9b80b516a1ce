using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Plots;

/// <summary>Something drawn in a panel.</summary>
/// <param name="Label">Name in the legend and in the CSV (markup of <see cref="RichText"/>); empty for none.</param>
public abstract record PlotItem(string Label)
{
    /// <summary>Copies data and checks that the lengths agree.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    private protected static ImmutableArray<double> Column(string label, string name, IReadOnlyList<double> values, int expected)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != expected)
        {
            throw new ArgumentException($"Series '{label}': {name} has {values.Count} values where x has {expected}.", nameof(values));
        }

        return [.. values];
    }
}
