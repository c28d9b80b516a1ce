using System.Globalization;

namespace LindbladVerify.Formulas.Geometry;

/// <summary>Domain checks that name the parameter, its value and what is allowed.</summary>
internal static class Require
{
    public static void Finite(double value, string name) =>
        Check(double.IsFinite(value), value, name, "any finite number");

    public static void Positive(double value, string name) =>
        Check(value > 0 && double.IsFinite(value), value, name, "a positive finite number");

    public static void NotNegative(double value, string name) =>
        Check(value >= 0 && double.IsFinite(value), value, name, "zero or a positive finite number");

    public static void Polarization(double value, string name) =>
        Check(Math.Abs(value) <= 1, value, name, "a number from -1 to 1");

    private static void Check(bool condition, double value, string name, string allowed)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} = {value:R} is not allowed: it must be {allowed}."));
        }
    }
}
