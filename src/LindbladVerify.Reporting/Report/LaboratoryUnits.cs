using LindbladVerify.Formulas;

namespace LindbladVerify.Reporting.Report;

/// <summary>A point as it is said in the laboratory: couplings in hertz, rates as times.</summary>
internal static class LaboratoryUnits
{
    private static readonly (double Factor, string Prefix)[] s_prefixes =
        [(1e9, "G"), (1e6, "M"), (1e3, "k"), (1, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n"), (1e-12, "p")];

    /// <summary>One parameter: "Δ/2π = 15.9 MHz", "1/Γc = 0.5 µs", "P = 0.7"; in the markup of rich text.</summary>
    public static string Describe(Parameter parameter, double value, Symbols symbols)
    {
        string symbol = symbols.Markup(parameter.Name);
        return (parameter.Unit, value) switch
        {
            ("rad/s", _) => $"{symbol}/2π = {Prefixed(value / (2 * Math.PI), "Hz")}",
            ("1/s", not 0) => $"1/{symbol} = {Prefixed(1 / value, "s")}",
            ("1", _) => $"{symbol} = {ReportText.Number(value, 4)}",
            _ => $"{symbol} = {ReportText.Number(value, 4)} {parameter.Unit}",
        };
    }

    /// <summary>A value with the SI prefix that leaves 1 to 3 digits before the point.</summary>
    public static string Prefixed(double value, string unit)
    {
        double magnitude = Math.Abs(value);
        (double factor, string prefix) = s_prefixes.FirstOrDefault(p => magnitude >= p.Factor * 0.9995, s_prefixes[^1]);
        return value == 0 ? "0 " + unit : magnitude is >= 1e12 or < 1e-15 ? $"{ReportText.Number(value, 4)} {unit}" : $"{ReportText.Number(value / factor, 4)} {prefix}{unit}";
    }
}
