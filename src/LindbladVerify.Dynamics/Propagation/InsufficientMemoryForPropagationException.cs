using System.Globalization;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>A request that would need more memory than allowed; refused before anything is allocated.</summary>
/// <param name="what">What was asked for.</param>
/// <param name="required">Bytes it would need.</param>
/// <param name="available">Bytes it may take.</param>
public sealed class InsufficientMemoryForPropagationException(string what, double required, double available)
    : InvalidOperationException($"{what} would need {Size(required)} of memory, but only {Size(available)} are available.")
{
    /// <summary>Bytes it would need.</summary>
    public double Required { get; } = required;

    /// <summary>Bytes it may take.</summary>
    public double Available { get; } = available;

    private static string Size(double bytes) => bytes switch
    {
        >= 1e9 => (bytes / 1e9).ToString("0.00", CultureInfo.InvariantCulture) + " GB",
        >= 1e6 => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " MB",
        _ => (bytes / 1e3).ToString("0.0", CultureInfo.InvariantCulture) + " kB",
    };
}
