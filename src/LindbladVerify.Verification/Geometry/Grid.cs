namespace LindbladVerify.Verification.Geometry;

/// <summary>Grids of numbers.</summary>
internal static class Grid
{
    /// <summary>Equally spaced numbers with both ends.</summary>
    public static double[] Linear(double low, double high, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        return [.. Enumerable.Range(0, count).Select(k => low + ((high - low) * k / (count - 1)))];
    }
}
