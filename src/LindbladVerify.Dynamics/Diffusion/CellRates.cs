namespace LindbladVerify.Dynamics.Diffusion;

/// <summary>Checks of loss rates and gains.</summary>
internal static class CellRates
{
    public static double[] Losses(IReadOnlyList<double>? losses, int count)
    {
        double[] values = Copy(losses, count, nameof(losses));
        int bad = Array.FindIndex(values, v => !(v >= 0) || !double.IsFinite(v));
        return bad < 0 ? values : throw new ArgumentException($"A loss rate must be zero or positive and finite; that of cell {bad} is {values[bad]:R} 1/s.", nameof(losses));
    }

    public static double[] Gains(IReadOnlyList<double>? gains, int count)
    {
        double[] values = Copy(gains, count, nameof(gains));
        int bad = Array.FindIndex(values, v => !double.IsFinite(v));
        return bad < 0 ? values : throw new ArgumentException($"A gain must be finite; that of cell {bad} is {values[bad]:R} 1/s.", nameof(gains));
    }

    private static double[] Copy(IReadOnlyList<double>? values, int count, string name) =>
        values is null ? new double[count]
        : values.Count == count ? [.. values]
        : throw new ArgumentException($"There must be one value per cell, {count}, not {values.Count}.", name);
}
