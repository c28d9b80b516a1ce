using System.Globalization;

namespace LindbladVerify.Reporting.Results;

/// <summary>Two values that are to be told apart by a reader although they nearly agree.</summary>
internal static class CloseValues
{
    private const double Close = 1e-3;

    /// <summary>A double has no more significant digits than these.</summary>
    private const int MostDigits = 17;

    /// <summary>Whether the ratio of the values says less than their relative difference: it is within 1e-3 of 1.</summary>
    public static bool AreClose(double first, double second) => Math.Abs((first / second) - 1) < Close;

    /// <summary>Significant digits that show the difference of the values: one more than those at which they part. Equal ones need no more than the fewest.</summary>
    /// <param name="first">A value.</param>
    /// <param name="second">The other one.</param>
    /// <param name="fewest">As many at least.</param>
    public static int Digits(double first, double second, int fewest)
    {
        int digits = fewest;
        while (first != second && digits < MostDigits && AreSame(first, second, digits - 1))
        {
            digits++;
        }

        return digits;
    }

    private static bool AreSame(double first, double second, int digits) => string.Equals(Rounded(first, digits), Rounded(second, digits), StringComparison.Ordinal);

    private static string Rounded(double value, int digits) => value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
