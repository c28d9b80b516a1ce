using System.Globalization;

namespace LindbladVerify.Systems.Models;

/// <summary>Checks of model parameters whose messages name the parameter, its value and what is allowed.</summary>
internal static class ModelRange
{
    public static double Finite(double value, string name) => Require(double.IsFinite(value), value, name, "a finite number in rad/s");

    public static double Rate(double value, string name) => Require(value >= 0 && double.IsFinite(value), value, name, "zero or positive and finite, in 1/s");

    public static double Positive(double value, string name, string unit) => Require(value > 0 && double.IsFinite(value), value, name, $"positive and finite, in {unit}");

    public static double Polarization(double value, string name) => Require(value is >= -1 and <= 1, value, name, "in [-1, 1]");

    private static double Require(bool holds, double value, string name, string allowed) =>
        holds ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {allowed}, not {value.ToString("R", CultureInfo.InvariantCulture)}.");
}
