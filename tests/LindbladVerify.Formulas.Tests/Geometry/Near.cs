using System.Globalization;
using Xunit;

namespace LindbladVerify.Formulas.Tests.Geometry;

/// <summary>Comparisons of numbers with a tolerance and the reason for it.</summary>
internal static class Near
{
    public static void Equal(double expected, double actual, double tolerance, string why) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance, string.Create(CultureInfo.InvariantCulture, $"{why}: expected {expected:R}, found {actual:R}, tolerance {tolerance:G3}."));

    public static void Relative(double expected, double actual, double tolerance, string why) =>
        Equal(expected, actual, tolerance * Math.Abs(expected), why);
}
