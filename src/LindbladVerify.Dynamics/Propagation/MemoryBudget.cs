using System.Globalization;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>The memory that a propagation may take.</summary>
/// <param name="Available">Bytes.</param>
internal readonly record struct MemoryBudget(double Available)
{
    // The exponential keeps up to nine matrices of its order, the propagator a few more.
    private const double MatricesOfDense = 12;

    /// <summary>The limit of the options, or what the process has left.</summary>
    public static MemoryBudget Of(PropagationOptions options)
    {
        if (options.MemoryLimit is long limit)
        {
            return new MemoryBudget(limit);
        }

        GCMemoryInfo info = GC.GetGCMemoryInfo();
        double free = Math.Min(info.TotalAvailableMemoryBytes, info.HighMemoryLoadThresholdBytes) - Math.Max(info.MemoryLoadBytes, GC.GetTotalMemory(forceFullCollection: false));
        return new MemoryBudget(Math.Max(free, 1e8));
    }

    /// <summary>Bytes of a dense exponential of order n.</summary>
    public static double Dense(double n) => MatricesOfDense * n * n * sizeof(double);

    /// <summary>Largest order whose dense exponential fits.</summary>
    public int LargestDense => (int)Math.Min(Math.Sqrt(Available / (MatricesOfDense * sizeof(double))), 32_000);

    /// <summary>Refuses what does not fit.</summary>
    public void Require(double bytes, string what)
    {
        if (bytes > Available)
        {
            throw new InsufficientMemoryForPropagationException(what, bytes, Available);
        }
    }
}

/// <summary>A request that would need more memory than allowed; refused before anything is allocated.</summary>
/// <param name="what">What was asked for.</param>
/// <param name="required">Bytes it would need.</param>
/// <param name="available">Bytes it may take.</param>
internal sealed class InsufficientMemoryForPropagationException(string what, double required, double available)
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
