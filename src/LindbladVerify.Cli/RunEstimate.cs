using System.Globalization;
using LindbladVerify.Dynamics.Propagation;

namespace LindbladVerify.Cli;

/// <summary>Says on standard error what a long run will take before it begins, and refuses a hopeless one.</summary>
/// <param name="refuse">Whether to refuse; a method that was asked for by name is run whatever it takes.</param>
internal sealed class RunEstimate(bool refuse)
{
    private const double LongSeconds = 10;
    private const double HopelessSeconds = 30 * 86400.0;

    /// <summary>Whether a run would take so long that it is refused.</summary>
    public static bool IsHopeless(PropagationEstimate estimate) => estimate.Seconds > HopelessSeconds;

    /// <summary>Shows an estimate.</summary>
    /// <exception cref="SizeException">The run would take a month or more.</exception>
    public void Show(PropagationEstimate estimate)
    {
        if (!(estimate.Seconds > LongSeconds))
        {
            return;
        }

        string text = string.Create(CultureInfo.InvariantCulture, $"{estimate.Equations:G6} equations, about {Memory(estimate.Bytes)} of memory and {Duration(estimate.Seconds)}");
        if (refuse && IsHopeless(estimate))
        {
            throw new SizeException($"the model needs {text}; it was not begun. Name a --method to run it all the same.");
        }

        Console.Error.WriteLine($"lindblad-verify: {text}.");
    }

    private static string Memory(double bytes) => bytes >= 1e9
        ? (bytes / 1e9).ToString("G3", CultureInfo.InvariantCulture) + " GB"
        : (bytes / 1e6).ToString("G3", CultureInfo.InvariantCulture) + " MB";

    private static string Duration(double seconds) => seconds switch
    {
        < 120 => seconds.ToString("F0", CultureInfo.InvariantCulture) + " s",
        < 7200 => (seconds / 60).ToString("F0", CultureInfo.InvariantCulture) + " minutes",
        < 172800 => (seconds / 3600).ToString("F0", CultureInfo.InvariantCulture) + " hours",
        _ => (seconds / 86400).ToString("G3", CultureInfo.InvariantCulture) + " days",
    };
}
