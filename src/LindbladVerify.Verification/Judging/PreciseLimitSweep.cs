using LindbladVerify.Formulas;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Verification.FormulaFiles;

namespace LindbladVerify.Verification.Judging;

/// <summary>
/// One path of a limit followed in many digits, down to epsilon = 2^-200 or an error of 2^-900: far enough that a crossover at 1e-8 lies behind, a constant of
/// 1e-13 shows as one, and a slope is that of the leading term.
/// </summary>
internal static class PreciseLimitSweep
{
    /// <summary>ln of an error that is small enough to stop at.</summary>
    private const double SmallestLog = -620;

    /// <summary>Differences below 2^-this are looked for where the error has been above them.</summary>
    private const int DeepestDifference = 960;

    /// <summary>Differences below 2^-this are not looked for along a path that has shown none.</summary>
    private const int ShallowDifference = 260;

    /// <summary>The power law is read off beyond this octave, where there are points enough.</summary>
    private const int TailOctave = 42;
    private const int FewestTailPoints = 6;

    /// <summary>Times after t, in units of t, at which the size of what is still to come is looked at.</summary>
    private static readonly double[] LaterTimes = [1, 1.1, 1.3, 1.6, 2, 3];

    private static readonly int[] Octaves = [0, 4, 8, 12, 16, 20, 25, 30, 36, 42, 50, 60, 72, 88, 107, 130, 160, 200];

    /// <summary>Longest number of evaluations along a path.</summary>
    public static int Longest => Octaves.Length;

    /// <summary>Follows the path from a start.</summary>
    public static LimitSweep Run(PreciseComparer comparer, FileFormula formula, LimitApproach approach, ParameterPoint start, CancellationToken cancellation)
    {
        PrecisePoint from = formula.Precise(start);
        Func<PrecisePoint, BigFloat?>? scale = approach.Moved.Contains(FormulaBody.Time, StringComparer.Ordinal) ? p => StillToCome(comparer, p) : null;
        var samples = new List<(double Epsilon, Comparison Comparison)>();
        var points = new List<(int Octave, Comparison Comparison)>();
        bool hasDiffered = false;
        int below = 0;
        foreach (int octave in Octaves)
        {
            cancellation.ThrowIfCancellationRequested();
            Comparison here = comparer.Resolve(approach.At(from, octave), -(hasDiffered ? DeepestDifference : ShallowDifference), scale);
            points.Add((octave, here));
            if (here.IsUsable)
            {
                samples.Add((Math.Pow(2, -octave), here));
                hasDiffered |= Differs(here);
                below = hasDiffered && here.LogError < SmallestLog ? below + 1 : 0;
            }

            if (below >= 2 || double.IsNaN(here.RelativeUncertainty))
            {
                break;
            }
        }

        (LimitOutcome outcome, MeasuredOrder? order) = Classify(points);
        return new LimitSweep(start, samples, outcome, order);
    }

    private static bool Differs(Comparison c) => c.RelativeError > c.RelativeUncertainty || c.LogError > Math.Log(Math.Max(c.RelativeUncertainty, 1e-307));

    /// <summary>The largest modulus of a time course from a time on: what its error at that time is measured against.</summary>
    private static BigFloat? StillToCome(PreciseComparer comparer, PrecisePoint point)
    {
        BigFloat largest = BigFloat.Zero;
        foreach (double factor in LaterTimes)
        {
            PrecisePoint later = point.With(FormulaBody.Time, bits => point.At(bits)[FormulaBody.Time] * Ball.Exact(BigFloat.DecimalOf(factor, bits)));
            if (comparer.Computed(later, 1e-6).Value is { } value)
            {
                largest = BigFloat.Max(largest, BigFloat.Abs(value.Value));
            }
        }

        return largest.IsZero ? null : largest;
    }

    private static (LimitOutcome, MeasuredOrder?) Classify(List<(int Octave, Comparison Comparison)> points)
    {
        // What lacks a value at the end of the path lacks it in the limit.
        Comparison last = points[^1].Comparison;
        if (points.TakeLast(3).All(p => !p.Comparison.ReferenceExists))
        {
            return (double.IsNaN(last.RelativeUncertainty) ? LimitOutcome.TooFewPoints : LimitOutcome.ReferenceMissing, null);
        }

        if (points.TakeLast(3).All(p => !p.Comparison.FormulaExists && p.Comparison.ReferenceExists))
        {
            return (LimitOutcome.FormulaMissing, null);
        }

        (int Octave, Comparison Comparison)[] known = [.. points.Where(p => p.Comparison.IsUsable)];
        if (known.Length < FewestTailPoints)
        {
            return (LimitOutcome.TooFewPoints, null);
        }

        if (Array.TrueForAll(known, p => !Differs(p.Comparison)))
        {
            return (LimitOutcome.AtFloor, null);
        }

        if (double.IsInfinity(known[^1].Comparison.RelativeError))
        {
            return (LimitOutcome.DoesNotVanish, Order(known.TakeLast(FewestTailPoints)));
        }

        if (!Differs(known[^1].Comparison) && !Differs(known[^2].Comparison) && known[^1].Comparison.LogError > SmallestLog - 100 | double.IsNegativeInfinity(known[^1].Comparison.LogError))
        {
            return (LimitOutcome.Ends, null);
        }

        (int Octave, Comparison Comparison)[] differing = [.. known.Where(p => Differs(p.Comparison) && double.IsFinite(p.Comparison.LogError))];
        (int Octave, Comparison Comparison)[] tail = [.. differing.Where(p => p.Octave >= TailOctave)];
        tail = tail.Length >= FewestTailPoints ? tail : [.. differing.TakeLast(FewestTailPoints)];
        return tail.Length < FewestTailPoints ? (LimitOutcome.TooFewPoints, null) : Trend(tail);
    }

    private static (LimitOutcome, MeasuredOrder?) Trend((int Octave, Comparison Comparison)[] tail)
    {
        MeasuredOrder early = Order(tail.Take((tail.Length + 1) / 2));
        MeasuredOrder late = Order(tail.TakeLast((tail.Length + 1) / 2));
        MeasuredOrder whole = Order(tail);
        double noise = 3 * (early.StandardError + late.StandardError);
        bool falls = Enumerable.Range(1, tail.Length - 1).All(k => tail[k].Comparison.LogError < tail[k - 1].Comparison.LogError);
        double flat = Math.Max(1e-5, 3 * late.StandardError);
        if (late.Value < flat && !(falls && late.Value > 1e-5))
        {
            return whole.Value < Math.Max(1e-2, 3 * whole.StandardError) || late.Value < -flat ? (LimitOutcome.DoesNotVanish, late) : (LimitOutcome.Unsettled, late);
        }

        if (Math.Abs(late.Value - early.Value) <= Math.Max(0.02 * late.Value, noise) && !(falls && late.Value < 0.1 && late.Value < 0.9 * early.Value))
        {
            return (LimitOutcome.Vanishes, noise > 0.02 ? whole : late);
        }

        // A remainder that oscillates scatters about its power.
        if (IsScattered(whole.LocalSlopes) && Math.Abs(late.Value - early.Value) <= 0.2 * Math.Max(1, whole.Value) && whole.Value > 10 * whole.StandardError)
        {
            return (LimitOutcome.Vanishes, whole);
        }

        return falls && late.Value < 0.1 && late.Value < early.Value && IsPowerOfLogarithm(tail) ? (LimitOutcome.SlowerThanAnyPower, late) : (LimitOutcome.Unsettled, late);
    }

    /// <summary>Whether slopes go up and down instead of one way.</summary>
    private static bool IsScattered(IReadOnlyList<double> slopes) =>
        3 * Enumerable.Range(1, Math.Max(0, slopes.Count - 2)).Count(k => (slopes[k] - slopes[k - 1]) * (slopes[k + 1] - slopes[k]) < 0) > slopes.Count - 2;

    /// <summary>Whether the error falls with one power of ln(1/epsilon) along both halves.</summary>
    private static bool IsPowerOfLogarithm((int Octave, Comparison Comparison)[] tail)
    {
        int middle = tail.Length / 2;
        double Power(int a, int b) => (tail[a].Comparison.LogError - tail[b].Comparison.LogError) / Math.Log((double)tail[b].Octave / tail[a].Octave);
        double early = Power(0, middle);
        double late = Power(middle, tail.Length - 1);
        return early > 0.05 && Math.Abs(late - early) <= 0.15 * early;
    }

    private static MeasuredOrder Order(IEnumerable<(int Octave, Comparison Comparison)> points) =>
        OrderFit.FitLogarithms(points.Select(p => (-p.Octave * Math.Log(2), Math.Clamp(p.Comparison.LogError, -1e6, 1e6))), fewest: 3)!;
}
