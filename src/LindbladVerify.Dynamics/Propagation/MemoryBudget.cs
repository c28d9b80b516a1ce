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
