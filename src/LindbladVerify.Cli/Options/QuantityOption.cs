using System.CommandLine;
using System.Globalization;

namespace LindbladVerify.Cli.Options;

/// <summary>An option that takes a number with an optional unit; the conversion is noted.</summary>
internal sealed class QuantityOption(string name, string description, QuantityKind kind)
{
    private static readonly Dictionary<string, double> Hertz = new(StringComparer.Ordinal) { ["Hz"] = 1, ["kHz"] = 1e3, ["MHz"] = 1e6, ["GHz"] = 1e9 };
    private static readonly Dictionary<string, double> PerSecond = new(StringComparer.Ordinal) { ["1/s"] = 1, ["1/ms"] = 1e3, ["1/us"] = 1e6, ["1/ns"] = 1e9 };

    /// <summary>The option for the parser.</summary>
    public Option<string> Option { get; } = new(name) { Description = description, Required = true, HelpName = kind == QuantityKind.Number ? "number" : "number [unit]" };

    /// <summary>The value in rad/s, 1/s or 1; a conversion is added to the notes.</summary>
    /// <exception cref="InputException">It is not a number with a unit that fits.</exception>
    public double Read(ParseResult parsed, List<string> notes)
    {
        string text = parsed.GetValue(Option)!.Trim();
        int split = text.Length;
        while (split > 0 && !char.IsAsciiDigit(text[split - 1]) && text[split - 1] != '.')
        {
            split--;
        }

        // "1/s" ends in a letter but contains a digit: take the unit from the first letter or the '1' before a '/'.
        int slash = text.IndexOf("1/", StringComparison.Ordinal);
        split = slash > 0 && text[slash - 1] == ' ' ? slash : split;
        string number = text[..split].Trim();
        string unit = text[split..].Trim();
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            throw new InputException($"{name} must be a finite number{(kind == QuantityKind.Number ? string.Empty : ", with a unit if it is not in " + Base())}, not '{text}'.");
        }

        if (unit.Length == 0)
        {
            return value;
        }

        double converted = Convert(value, unit) ?? throw new InputException($"{name} cannot have the unit '{unit}'; allowed are {Allowed()}.");
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {text} = {converted:R} {Base()}{(kind == QuantityKind.Angular && Hertz.ContainsKey(unit) ? " (times 2π)" : string.Empty)}"));
        return converted;
    }

    private double? Convert(double value, string unit) => kind switch
    {
        QuantityKind.Angular when Hertz.TryGetValue(unit, out double hertz) => 2 * Math.PI * hertz * value,
        QuantityKind.Angular when string.Equals(unit, "rad/s", StringComparison.Ordinal) => value,
        QuantityKind.Rate when PerSecond.TryGetValue(unit, out double perSecond) => perSecond * value,
        _ => null,
    };

    private string Base() => kind switch { QuantityKind.Angular => "rad/s", QuantityKind.Rate => "1/s", _ => "1" };

    private string Allowed() => kind switch
    {
        QuantityKind.Angular => $"rad/s, {string.Join(", ", Hertz.Keys)}",
        QuantityKind.Rate => string.Join(", ", PerSecond.Keys),
        _ => "none: it is a pure number",
    };
}
