using LindbladVerify.Rates.Definitions;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// The limit of a driven observable at late times: means over windows [T, 2T] of ever later times, with a smooth weight that lets ringing of ever higher
/// frequency vanish faster than any power of T, and what is left extrapolated by Aitken's method.
/// </summary>
internal static class LateLimit
{
    private const int MostWindows = 8;
    private const int FirstPoints = 256;
    private const int MostPoints = 1 << 15;

    /// <summary>From one number of points to the next: no ratio of small numbers, at which samples of a chirp may repeat each other.</summary>
    private const double Finer = 1.618;

    /// <summary>A change from one window to the next that does not matter, relative to the largest value.</summary>
    private const double Settled = 1e-10;

    /// <summary>What remains of ringing, or of a change of the mean, from one window to the next, at most, if it is to end.</summary>
    private const double Falls = 0.8;
    private const double Slowest = 0.75;

    /// <summary>Extrapolations differ from the limit by less than so many times their last change.</summary>
    private const double Margin = 4;

    /// <summary>The limit, or why none is seen.</summary>
    /// <param name="first">The first T, s.</param>
    /// <param name="sampled">The observable at increasing times, with errors in its unit.</param>
    public static ReferenceValue Of(double first, Func<IReadOnlyList<double>, (double[] Values, double[] Errors)> sampled)
    {
        var windows = new List<Window>();
        var estimates = new List<double>();
        double found = double.NaN;
        double error = double.PositiveInfinity;
        double scale = 0;
        for (int k = 0; k < MostWindows && error > Settled * scale && Mean(first * Math.Pow(2, k), sampled) is { } window; k++)
        {
            windows.Add(window);
            scale = Math.Max(scale, window.Largest);
            if (k < 2)
            {
                continue;
            }

            double before = windows[^2].Value - windows[^3].Value;
            double after = window.Value - windows[^2].Value;
            estimates.Add(Math.Abs(after) < Math.Abs(before) ? window.Value + (after * after / (before - after)) : window.Value);
            if (Math.Max(Math.Abs(before), Math.Abs(after)) <= Settled * scale)
            {
                (found, error) = (window.Value, window.Error + (Margin * (Math.Abs(before) + Math.Abs(after))));
                break;
            }

            if (estimates.Count > 2)
            {
                double earlier = Math.Abs(estimates[^2] - estimates[^3]);
                double last = Math.Abs(estimates[^1] - estimates[^2]);
                (found, error) = (estimates[^1], window.Error + (Margin * (last < earlier / 2 ? last : Math.Max(earlier, last))));
            }
        }

        return windows.Count > 2 && scale == 0 ? new ReferenceValue(0, 0)
            : !double.IsFinite(error) || !IsSettling(windows, scale) ? ReferenceValue.None("The driven observable does not settle at late times, as far as it could be followed.")
            : new ReferenceValue(found, error / scale) { Scale = scale };
    }

    private static bool IsSettling(List<Window> windows, double scale)
    {
        double before = Math.Abs(windows[^2].Value - windows[^3].Value);
        double after = Math.Abs(windows[^1].Value - windows[^2].Value);
        bool ends = windows[^1].Ringing <= Math.Max(Settled * scale, windows[^1].Error) || windows[^1].Ringing <= Falls * windows[^2].Ringing;
        return ends && (after <= Slowest * before || after <= Settled * scale);
    }

    /// <summary>The mean over [T, 2T] with as many points as the observable needs; null where those are too many.</summary>
    private static Window? Mean(double time, Func<IReadOnlyList<double>, (double[] Values, double[] Errors)> sampled)
    {
        double last = double.NaN;
        int still = 0;
        for (int n = FirstPoints; n <= MostPoints; n = (int)(Finer * n) | 1)
        {
            int count = n;
            (double[] values, double[] errors) = sampled([.. Enumerable.Range(1, count - 1).Select(k => time * (1 + ((double)k / count)))]);
            double[] weights = [.. Enumerable.Range(1, count - 1).Select(k => Bump((double)k / count))];
            double mean = values.Zip(weights, (v, w) => v * w).Sum() / weights.Sum();
            double largest = values.Max(Math.Abs);
            double change = Math.Abs(mean - last);
            still = change <= 0.1 * Settled * largest ? still + 1 : 0;
            if (still == 2)
            {
                return new Window(mean, errors.Max() + change, largest, values.Max(v => Math.Abs(v - mean)));
            }

            last = mean;
        }

        return null;
    }

    private static double Bump(double x) => Math.Exp(-1 / (x * (1 - x)));

    /// <param name="Value">The weighted mean.</param>
    /// <param name="Error">Its error.</param>
    /// <param name="Largest">The largest modulus in the window.</param>
    /// <param name="Ringing">The largest distance from the mean.</param>
    private sealed record Window(double Value, double Error, double Largest, double Ringing);
}
