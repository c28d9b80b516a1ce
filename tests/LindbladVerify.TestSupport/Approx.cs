using System.Globalization;
using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;
using Xunit;

namespace LindbladVerify.TestSupport;

/// <summary>Comparisons with a tolerance and the reason for it; a failure shows both sides, the difference and the reason.</summary>
public static class Approx
{
    /// <summary>The rounding unit of double precision.</summary>
    public const double Epsilon = 2.220446049250313e-16;

    /// <summary>|actual - expected| ≤ tolerance.</summary>
    public static void Equal(double expected, double actual, double tolerance, string why)
    {
        double difference = Math.Abs(actual - expected);
        Assert.True(difference <= tolerance, Text(expected.ToString("R", CultureInfo.InvariantCulture), actual.ToString("R", CultureInfo.InvariantCulture), difference, tolerance, why));
    }

    /// <summary>|actual - expected| ≤ relativeTolerance · |expected|.</summary>
    public static void Relative(double expected, double actual, double relativeTolerance, string why) =>
        Equal(expected, actual, relativeTolerance * Math.Abs(expected), why);

    /// <summary>|actual - expected| ≤ tolerance in the complex plane.</summary>
    public static void Equal(Complex expected, Complex actual, double tolerance, string why)
    {
        double difference = Complex.Abs(actual - expected);
        Assert.True(difference <= tolerance, Text(expected.ToString("R", CultureInfo.InvariantCulture), actual.ToString("R", CultureInfo.InvariantCulture), difference, tolerance, why));
    }

    /// <summary>Every entry within the tolerance.</summary>
    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string why)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Equal(expected[i], actual[i], tolerance, $"{why} (entry {i})");
        }
    }

    /// <summary>Every entry within the tolerance.</summary>
    public static void Equal(ReadOnlySpan<Complex> expected, ReadOnlySpan<Complex> actual, double tolerance, string why)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Equal(expected[i], actual[i], tolerance, $"{why} (entry {i})");
        }
    }

    /// <summary>Every entry within tolerance times the largest modulus of an expected entry.</summary>
    public static void Equal(SparseMatrix<Complex> expected, SparseMatrix<Complex> actual, double relativeTolerance, string why)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        double difference = (actual - expected).LargestModulus();
        double tolerance = relativeTolerance * Math.Max(expected.LargestModulus(), double.Epsilon);
        Assert.True(difference <= tolerance, Text($"[{expected.Rows}, {expected.Columns}]", "the same shape", difference, tolerance, why));
    }

    /// <summary>Every entry within tolerance times the largest modulus of an expected entry.</summary>
    public static void Equal(Operator expected, Operator actual, double relativeTolerance, string why) =>
        Equal(expected.Matrix, actual.Matrix, relativeTolerance, why);

    private static string Text(string expected, string actual, double difference, double tolerance, string why) =>
        string.Create(CultureInfo.InvariantCulture, $"{why}: expected {expected}, found {actual}, difference {difference:G3} > {tolerance:G3}.");
}
