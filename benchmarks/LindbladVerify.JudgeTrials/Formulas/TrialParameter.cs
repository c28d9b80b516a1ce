using System.Globalization;

namespace LindbladVerify.JudgeTrials.Formulas;

/// <summary>A parameter of a trial with the range in which its claims are tested.</summary>
/// <param name="Name">As the formula has it.</param>
/// <param name="Unit">rad/s, 1/s, s or 1.</param>
/// <param name="Low">Lower end of the range.</param>
/// <param name="High">Upper end of the range.</param>
public sealed record TrialParameter(string Name, string Unit, double Low, double High)
{
    /// <summary>Where the parameter stands in its range, from 0 to 1, as an expression: on a logarithmic scale where the range spans a decade.</summary>
    public string Coordinate() => Low > 0 && High / Low >= 10
        ? $"log({Name}/{Number(Low)})/log({Number(High / Low)})"
        : $"({Name} - {Number(Low)})/({Number(High - Low)})";

    /// <summary>The value at a coordinate from 0 to 1.</summary>
    public double At(double coordinate) => Low > 0 && High / Low >= 10 ? Low * Math.Pow(High / Low, coordinate) : Low + ((High - Low) * coordinate);

    /// <summary>The same parameter where all rates are multiplied by a power of ten.</summary>
    public TrialParameter Scaled(int decades)
    {
        int sign = Unit switch { "rad/s" or "1/s" => 1, "s" => -1, _ => 0 };
        return this with { Low = Shifted(Low, sign * decades), High = Shifted(High, sign * decades) };
    }

    /// <summary>A number as files have it, to the last digit.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();

    /// <summary>The decimal is shifted, not the binary number multiplied: 1e-3 and not 0.0009999999999999998.</summary>
    private static double Shifted(double value, int decades) =>
        decades == 0 || value == 0 ? value : double.Parse((decimal)value == 0 ? "0" : $"{value.ToString("E16", CultureInfo.InvariantCulture).Split('E')[0]}E{int.Parse(value.ToString("E16", CultureInfo.InvariantCulture).Split('E')[1], CultureInfo.InvariantCulture) + decades}", CultureInfo.InvariantCulture);
}
