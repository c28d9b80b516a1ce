using LindbladVerify.Sweeps.Specification;

namespace LindbladVerify.Reporting.Sweeps;

/// <summary>The axes of a grid in rising order, and which of them a plot draws, holds, or spreads over panels.</summary>
internal sealed class PlotGrid
{
    private readonly SweepAxis[] axes;
    private readonly int[][] ranks;

    public PlotGrid(SweepPoints points)
    {
        axes = [.. points.Axes];
        Sorted = [.. axes.Select(a => a.Values.Order().ToArray())];
        ranks = [.. axes.Select((a, k) => a.Values.Select(v => Array.BinarySearch(Sorted[k], v)).ToArray())];
    }

    /// <summary>The values of each axis, rising.</summary>
    public double[][] Sorted { get; }

    /// <summary>The number of an axis.</summary>
    /// <exception cref="SweepException">The sweep does not vary that parameter.</exception>
    public int Find(string name, string option)
    {
        int found = Array.FindIndex(axes, a => string.Equals(a.Name, name, StringComparison.Ordinal));
        return found >= 0 ? found : throw new SweepException($"{option} '{name}': the sweep varies {string.Join(", ", axes.Select(a => a.Name))}.");
    }

    /// <summary>Number of axes.</summary>
    public int Count => axes.Length;

    /// <summary>An axis.</summary>
    public SweepAxis this[int axis] => axes[axis];

    /// <summary>The places of a point on all axes.</summary>
    public void Places(long point, int[] places)
    {
        for (int k = axes.Length - 1; k >= 0; k--)
        {
            (point, long place) = Math.DivRem(point, axes[k].Values.Count);
            places[k] = ranks[k][place];
        }
    }
}
