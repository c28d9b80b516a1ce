using System.Runtime.InteropServices;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>The highest peak of a spectral line and where the line has fallen to half of it.</summary>
/// <param name="Peak">Angular frequency of the peak, rad/s, not negative.</param>
/// <param name="Left">Where the line is half as high below the peak, rad/s; below 0 where the line of both signs of the frequency is one.</param>
/// <param name="Right">Where it is half as high above the peak, rad/s.</param>
/// <param name="Sign">-1 for a line that points down.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LineExtent(double Peak, double Left, double Right, int Sign)
{
    /// <summary>Whether the line reaches over the frequency 0 to its mirror image.</summary>
    public bool IsCentral => Left < 0;

    /// <summary>The highest peak of a line that is even in the frequency, and its half-maximum points.</summary>
    /// <param name="modes">Where modes of the observable lie and how fast they decay, both in rad/s: where peaks are looked for.</param>
    /// <param name="line">The line and its derivative at a frequency.</param>
    /// <returns>Null where the line is 0 everywhere, or does not fall to half of its height.</returns>
    public static LineExtent? Find(IEnumerable<(double Frequency, double Decay)> modes, Func<double, (double Value, double Slope)> line)
    {
        ArgumentNullException.ThrowIfNull(modes);
        ArgumentNullException.ThrowIfNull(line);
        double[] grid = [.. modes.SelectMany(m => Around.Select(a => Math.Abs(m.Frequency) + (a * m.Decay))).Where(w => w >= 0 && double.IsFinite(w)).Append(0).Distinct().Order()];
        (double Value, double Slope)[] seen = [.. grid.Select(line)];
        double largest = seen.Max(s => Math.Abs(s.Value));
        if (!(largest > 0) || grid.Length < 2)
        {
            return null;
        }

        int sign = Math.Sign(seen.MaxBy(s => Math.Abs(s.Value)).Value);
        (double, double) Upright(double w) => line(w) is var (value, slope) ? (sign * value, sign * slope) : default;
        double[] heights = [.. seen.Select(s => sign * s.Value)];
        int[] tops = [.. Enumerable.Range(0, grid.Length).Where(k => heights[k] > WorthRefining * largest && (k == 0 || heights[k] >= heights[k - 1]) && (k == grid.Length - 1 || heights[k] >= heights[k + 1]))];
        (double peak, double height) = tops.Select(k => Refined(grid, k, sign * seen[k].Slope, Upright)).MaxBy(p => p.Height);
        double half = height / 2;
        if (Beyond(grid, peak, half, Upright) is not double right)
        {
            return null;
        }

        double left = -right;
        double upper = peak;
        foreach (int k in Enumerable.Range(0, grid.Length).Where(k => grid[k] < peak).OrderDescending())
        {
            if (heights[k] < half)
            {
                left = Crossing(grid[k], upper, half, Upright);
                break;
            }

            upper = grid[k];
        }

        return new LineExtent(peak, left, right, sign);
    }

    /// <summary>Where around a mode the line is looked at, in units of its decay rate.</summary>
    private static readonly double[] Around = [-8, -4, -2, -1, -0.5, -0.25, 0, 0.25, 0.5, 1, 2, 4, 8];

    /// <summary>Grid points this high beside the highest may belong to a higher peak between them.</summary>
    private const double WorthRefining = 0.5;
    private const int MostDoublings = 200;
    private const int MostSteps = 100;

    private static (double Peak, double Height) Refined(double[] grid, int k, double slope, Func<double, (double Value, double Slope)> line)
    {
        double peak = grid[k];
        if (k == 0 && line(1e-3 * grid[1]).Slope <= 0)
        {
            return (0, line(0).Value);
        }

        (double from, double to) = k == 0 ? (1e-3 * grid[1], grid[1]) : slope >= 0 ? (grid[k], grid[Math.Min(k + 1, grid.Length - 1)]) : (grid[k - 1], grid[k]);
        if (from < to && line(Math.Max(from, 1e-3 * to)).Slope > 0 && line(to).Slope < 0)
        {
            peak = Root(Math.Max(from, 1e-3 * to), to, w => line(w).Slope);
        }

        return (peak, line(peak).Value);
    }

    private static double? Beyond(double[] grid, double peak, double half, Func<double, (double Value, double Slope)> line)
    {
        double lower = peak;
        foreach (double upper in grid.Where(w => w > peak).Concat(Enumerable.Range(1, MostDoublings).Select(k => grid[^1] * Math.Pow(2, k))).Where(double.IsFinite))
        {
            if (line(upper).Value < half)
            {
                return Crossing(upper, lower, half, line);
            }

            lower = upper;
        }

        return null;
    }

    private static double Crossing(double below, double above, double half, Func<double, (double Value, double Slope)> line) =>
        Root(below, above, w => line(w).Value - half);

    /// <summary>A zero between two points of different sign, by false position that halves a stale end (Illinois).</summary>
    private static double Root(double a, double b, Func<double, double> f)
    {
        (double left, double right) = (f(a), f(b));
        for (int k = 0; k < MostSteps && Math.Abs(b - a) > 2e-16 * (Math.Abs(a) + Math.Abs(b)) && right != 0; k++)
        {
            double c = k % 8 == 7 ? (a + b) / 2 : b - (right * (b - a) / (right - left));
            double value = f(c);
            if (Math.Sign(value) != Math.Sign(right))
            {
                (a, left) = (b, right);
            }
            else
            {
                left /= 2;
            }

            bool isStill = c == b;
            (b, right) = (c, value);
            if (isStill)
            {
                break;
            }
        }

        return b;
    }
}
