using LindbladVerify.Formulas;

namespace LindbladVerify.Sweeps.Maps;

/// <summary>
/// A parameter, or a product and quotient of parameters such as "Gc/Delta" or "Delta*P", as the axis of a map. To give it a value the
/// first parameter is changed and the others stay.
/// </summary>
public sealed class ParameterProduct
{
    private readonly (string Name, int Power)[] factors;

    private ParameterProduct(string text, (string Name, int Power)[] factors)
    {
        Text = text;
        this.factors = factors;
    }

    /// <summary>The product as it was written.</summary>
    public string Text { get; }

    /// <summary>The parameter that is changed.</summary>
    public string Varied => factors[0].Name;

    /// <summary>The parameters that occur in it, with their powers.</summary>
    public IReadOnlyList<(string Name, int Power)> Factors => factors;

    /// <summary>Reads names joined by * and /.</summary>
    /// <param name="text">For example "Gc/Delta".</param>
    /// <param name="names">The parameters that may occur.</param>
    /// <exception cref="FormatException">Something else, an unknown name, or a first name that cancels; the message says which.</exception>
    public static ParameterProduct Parse(string text, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(names);
        var factors = new List<(string Name, int Power)>();
        int power = 1;
        int start = 0;
        for (int k = 0; k <= text.Length; k++)
        {
            if (k < text.Length && text[k] is not ('*' or '/'))
            {
                continue;
            }

            string name = text[start..k].Trim();
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                throw new FormatException($"'{text}' is not a product of parameters: '{name}' is none of {string.Join(", ", names)}. Allowed are names joined by * and /.");
            }

            Multiply(factors, name, power);
            power = k < text.Length && text[k] == '/' ? -1 : 1;
            start = k + 1;
        }

        return factors[0].Power != 0
            ? new ParameterProduct(text.Trim(), [.. factors.Where(f => f.Power != 0)])
            : throw new FormatException($"'{text}' does not depend on '{factors[0].Name}', which would have to change along the axis.");
    }

    /// <summary>Its value at a point.</summary>
    public double Value(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Product(point, factors);
    }

    /// <summary>The point with the first parameter changed so that the product has this value; NaN there where no value does.</summary>
    public ParameterPoint With(ParameterPoint point, double value)
    {
        ArgumentNullException.ThrowIfNull(point);
        double target = value / Product(point, factors.AsSpan(1));
        return point.With(Varied, factors[0].Power == 1 ? target : Math.Pow(target, 1.0 / factors[0].Power));
    }

    /// <summary>Whether a parameter occurs in it.</summary>
    public bool Involves(string name) => factors.Any(f => string.Equals(f.Name, name, StringComparison.Ordinal));

    // Quotients are divided, not multiplied by powers of -1: a ratio is rounded once.
    private static double Product(ParameterPoint point, ReadOnlySpan<(string Name, int Power)> factors)
    {
        double above = 1;
        double below = 1;
        foreach ((string name, int power) in factors)
        {
            above *= power > 0 ? Math.Pow(point[name], power) : 1;
            below *= power < 0 ? Math.Pow(point[name], -power) : 1;
        }

        return above / below;
    }

    private static void Multiply(List<(string Name, int Power)> factors, string name, int power)
    {
        int index = factors.FindIndex(f => string.Equals(f.Name, name, StringComparison.Ordinal));
        if (index < 0)
        {
            factors.Add((name, power));
        }
        else
        {
            factors[index] = (name, factors[index].Power + power);
        }
    }
}
