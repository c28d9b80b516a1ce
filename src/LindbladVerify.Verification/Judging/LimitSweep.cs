using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>One sweep of a limit from one starting point: the relative error at falling epsilon, and what it does.</summary>
internal sealed record LimitSweep(ParameterPoint Start, IReadOnlyList<(double Epsilon, Comparison Comparison)> Samples, LimitOutcome Outcome, MeasuredOrder? Order)
{
    /// <summary>So many points without a value at the end of a path are no accident.</summary>
    private const int MissingPoints = 8;
    private const int PerDecade = 4;
    private const int Decades = 9;

    /// <summary>Where a domain spans many decades, its corners lie up to this far from the asymptotic end.</summary>
    private const int DeepDecades = 18;
    private const int FitPoints = 2 * PerDecade;

    /// <summary>Smallest epsilon of a figure.</summary>
    private const double SmallestShown = 1e-24;

    /// <summary>Errors below this many times the floor are too noisy for a slope.</summary>
    private const double AboveFloor = 30;

    /// <summary>No formula rounds worse than this without being wrong.</summary>
    private const double LargestFloor = 1e-9;

    /// <summary>An error above this at the end of a sweep may still be in an intermediate regime.</summary>
    private const double StillLarge = 1e-7;

    /// <summary>A power falls by less than this over one step: order 16.</summary>
    private const double LargestPower = 1e4;

    /// <summary>Orders below this do not count as vanishing.</summary>
    private const double FlatSlope = 0.05;

    /// <summary>Local slopes of one power law differ by no more than this, relative to the order where that is above 1.</summary>
    private const double SlopeSpread = 0.1;

    public static LimitSweep Run(Formula formula, LimitClaim claim, ReferenceLibrary library, ParameterPoint start, CancellationToken cancellation)
    {
        var samples = new List<(double Epsilon, Comparison Comparison)>();
        var latest = new Queue<Comparison>();
        int below = 0;
        Descend(0, PerDecade * Decades);
        LimitSweep sweep = Classify(start, samples);
        if (latest.Count == MissingPoints && latest.All(c => !c.FormulaExists || !c.ReferenceExists))
        {
            return sweep with { Outcome = latest.All(c => c.ReferenceExists) ? LimitOutcome.FormulaMissing : LimitOutcome.ReferenceMissing, Order = null };
        }

        if (below < 2 && samples.Count > 0 && (sweep.Outcome is LimitOutcome.Unsettled or LimitOutcome.DoesNotVanish || samples[^1].Comparison.RelativeError > StillLarge))
        {
            LimitSweep shallow = sweep with { Samples = [.. samples] };
            Descend((PerDecade * Decades) + 1, PerDecade * DeepDecades);
            LimitSweep deep = Classify(start, samples);

            // An error that has grown for decades may end in the rounding of a vanishing reference: what was seen before stands.
            sweep = shallow.Outcome == LimitOutcome.DoesNotVanish && deep.Outcome is LimitOutcome.Unsettled or LimitOutcome.TooFewPoints ? shallow : deep;
        }

        if (below >= 2 && EndsAtOnce(samples))
        {
            return sweep with { Outcome = LimitOutcome.Ends, Order = null };
        }

        return sweep.Outcome == LimitOutcome.Unsettled ? sweep with { Outcome = Bent(sweep, below >= 2) } : sweep;

        void Descend(int from, int to)
        {
            for (int k = from; k <= to && below < 2; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                double epsilon = Math.Pow(10, -(double)k / PerDecade);
                Comparison here = InteriorScan.Compare(formula, claim.Reference, library, claim.Path(start, epsilon));
                latest.Enqueue(here);
                if (latest.Count > MissingPoints)
                {
                    latest.Dequeue();
                }

                if (here.IsUsable && here.RelativeUncertainty <= ReferenceValue.MostUncertain && double.IsFinite(here.RelativeError))
                {
                    samples.Add((epsilon, here));
                    below = here.RelativeError <= Floor(here) ? below + 1 : 0;
                }
            }
        }
    }

    /// <summary>The last error above rounding is followed by one smaller by more than any power would make it.</summary>
    private static bool EndsAtOnce(List<(double Epsilon, Comparison Comparison)> samples)
    {
        int last = samples.FindLastIndex(s => s.Comparison.RelativeError > Floor(s.Comparison));
        return last >= 0 && last + 1 < samples.Count && samples[last].Comparison.RelativeError > LargestPower * Floor(samples[last + 1].Comparison);
    }

    /// <summary>What an error without one slope does all the same: it vanishes if it bends all the way down to rounding, and does not if the formula is wrong by more than the quantity itself at the far end.</summary>
    private static LimitOutcome Bent(LimitSweep sweep, bool reachedRounding)
    {
        MeasuredOrder order = sweep.Order!;
        return reachedRounding
            ? order.Value > FlatSlope && order.StandardError < SlopeSpread * order.Value ? LimitOutcome.Vanishes : LimitOutcome.TooFewPoints
            : sweep.Samples.TakeLast(FitPoints).All(s => s.Comparison.RelativeError > 1) ? LimitOutcome.DoesNotVanish : LimitOutcome.Unsettled;
    }

    /// <summary>The samples of this sweep without the points, down to where a figure can still be read; the order belongs to the deepest of them.</summary>
    public LimitPathSamples Keep(string role)
    {
        (double Epsilon, double Error)[] kept = [.. Samples.Select(s => (s.Epsilon, s.Comparison.RelativeError)).Where(s => s.Epsilon >= SmallestShown && s.RelativeError > 0 && double.IsFinite(s.RelativeError))];
        MeasuredOrder? order = Order is { } found && kept.Length > 0 && found.To < kept[^1].Epsilon ? found with { From = kept[^1].Epsilon, To = kept[^Math.Min(kept.Length, 4)].Epsilon } : Order;
        return new LimitPathSamples(role, Start, [.. kept.Select(s => s.Epsilon)], [.. kept.Select(s => s.Error)], order);
    }

    /// <summary>Where rounding of formula and reference takes over.</summary>
    private static double Floor(Comparison c) => Math.Max(2e-15, c.RelativeUncertainty);

    private static LimitSweep Classify(ParameterPoint start, List<(double Epsilon, Comparison Comparison)> samples)
    {
        if (samples.Count > 0 && samples.TrueForAll(s => s.Comparison.RelativeError <= AboveFloor * Floor(s.Comparison)))
        {
            return new LimitSweep(start, samples, LimitOutcome.AtFloor, null);
        }

        // The formula may round worse than its reference: a small error at which the sweep levels off is a floor as well.
        double levelledOff = Noise(samples);
        (double Epsilon, double Error)[] deepest =
        [
            .. samples.Where(s => s.Comparison.RelativeError > AboveFloor * Math.Max(levelledOff, Floor(s.Comparison)))
                .Select(s => (s.Epsilon, s.Comparison.RelativeError))
                .OrderBy(u => u.Epsilon)
                .Take(FitPoints),
        ];
        if (deepest.Length < OrderFit.FewestPoints)
        {
            return new LimitSweep(start, samples, LimitOutcome.TooFewPoints, null);
        }

        // The asymptotic end: the deepest two decades above the floor, or as much of them as has one slope.
        for (int points = deepest.Length; points >= OrderFit.FewestPoints; points--)
        {
            MeasuredOrder order = OrderFit.Fit(deepest.Take(points))!;
            if (order.SlopeRange <= SlopeSpread * Math.Max(1, order.Value))
            {
                return new LimitSweep(start, samples, order.Value < FlatSlope ? LimitOutcome.DoesNotVanish : LimitOutcome.Vanishes, order);
            }
        }

        return new LimitSweep(start, samples, LimitOutcome.Unsettled, OrderFit.Fit(deepest.Take(OrderFit.FewestPoints)));
    }

    /// <summary>The largest error from where a small one no longer falls within half a decade; 0 if it falls to the end.</summary>
    private static double Noise(List<(double Epsilon, Comparison Comparison)> samples)
    {
        double[] errors = [.. samples.Select(s => s.Comparison.RelativeError)];
        int stall = Enumerable.Range(0, Math.Max(0, errors.Length - (PerDecade / 2))).FirstOrDefault(k => errors[k] < LargestFloor && errors[k + (PerDecade / 2)] > 0.7 * errors[k], -1);
        return stall < 0 ? errors.Where(e => e < LargestFloor).DefaultIfEmpty(0).Min() : errors[stall..].Where(e => e < LargestFloor).Max();
    }
}

/// <summary>The relative error along one path into a limit, kept for figures.</summary>
/// <param name="Role">Why this path was kept: "typical" (the median) or "worst" (slowest order, or largest remaining error).</param>
/// <param name="Start">Where the path starts, at epsilon = 1 of the claim's path.</param>
/// <param name="Epsilon">The small parameter, falling.</param>
/// <param name="RelativeError">|formula/reference - 1| at each epsilon.</param>
/// <param name="Order">The power law fitted to its deep end; null where there was none to fit.</param>
public sealed record LimitPathSamples(string Role, ParameterPoint Start, IReadOnlyList<double> Epsilon, IReadOnlyList<double> RelativeError, MeasuredOrder? Order)
{
    /// <summary>The prefactor c of the fitted error c epsilon^order, from the points of the fit; NaN without a fit.</summary>
    public double Prefactor()
    {
        if (Order is not { } order)
        {
            return double.NaN;
        }

        double slack = 1e-9;
        double[] logs =
        [
            .. Epsilon.Zip(RelativeError)
                .Where(s => s.First >= order.From * (1 - slack) && s.First <= order.To * (1 + slack) && s.Second > 0)
                .Select(s => Math.Log(s.Second) - (order.Value * Math.Log(s.First))),
        ];
        return logs.Length == 0 ? double.NaN : Math.Exp(logs.Average());
    }
}

/// <summary>What the error does along one sweep of a limit.</summary>
internal enum LimitOutcome
{
    /// <summary>It falls with a measured power.</summary>
    Vanishes,

    /// <summary>It tends to a constant or grows.</summary>
    DoesNotVanish,

    /// <summary>It falls, but levels off at the end of the sweep: neither a power nor a constant yet.</summary>
    Unsettled,

    /// <summary>It is rounding from the start: the formula agrees along the whole path.</summary>
    AtFloor,

    /// <summary>It falls to rounding from one point to the next: from there on the formula is exact.</summary>
    Ends,

    /// <summary>It falls without end as far as it was followed, but as a power of the logarithm: more slowly than any power.</summary>
    SlowerThanAnyPower,

    /// <summary>Towards the end the formula has no value where the reference has one.</summary>
    FormulaMissing,

    /// <summary>Towards the end the reference has no value.</summary>
    ReferenceMissing,

    /// <summary>What stays of it may be that of levels left out of an oscillator.</summary>
    Truncated,

    /// <summary>Too few points above the rounding floor to tell.</summary>
    TooFewPoints,
}

/// <summary>A power law, found by a log-log fit or proved.</summary>
/// <param name="Value">The exponent.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="From">Smallest epsilon of the fit.</param>
/// <param name="To">Largest epsilon of the fit.</param>
/// <param name="Points">Number of points in the fit.</param>
/// <param name="LocalSlopes">Slopes between neighbouring points, from large to small epsilon.</param>
public sealed record MeasuredOrder(double Value, double StandardError, double From, double To, int Points, IReadOnlyList<double> LocalSlopes)
{
    /// <summary>Whether the order is not fitted but proved by exact algebra; its standard error is 0 then.</summary>
    public bool IsProved { get; init; }

    /// <summary>How much the local slopes differ.</summary>
    internal double SlopeRange => LocalSlopes.Max() - LocalSlopes.Min();
}

/// <summary>Measures the power with which an error vanishes: least squares on a log-log scale.</summary>
internal static class OrderFit
{
    /// <summary>Fewest points that a fit accepts.</summary>
    public const int FewestPoints = 4;

    /// <summary>The slope of ln(error) against ln(epsilon) with its standard error; null with fewer than four points.</summary>
    /// <param name="samples">(epsilon, error) with both positive, in any order.</param>
    public static MeasuredOrder? Fit(IEnumerable<(double Epsilon, double Error)> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return FitLogarithms(samples.Select(s => (Math.Log(s.Epsilon), Math.Log(s.Error))));
    }

    /// <summary>The same from the logarithms, which know no underflow; at least three points.</summary>
    internal static MeasuredOrder? FitLogarithms(IEnumerable<(double LogEpsilon, double LogError)> samples, int fewest = FewestPoints)
    {
        (double X, double Y)[] points = [.. samples.OrderByDescending(s => s.LogEpsilon)];
        if (points.Length < fewest)
        {
            return null;
        }

        double meanX = points.Average(p => p.X);
        double meanY = points.Average(p => p.Y);
        double spread = points.Sum(p => (p.X - meanX) * (p.X - meanX));
        double slope = points.Sum(p => (p.X - meanX) * (p.Y - meanY)) / spread;
        double residual = points.Sum(p => Math.Pow(p.Y - meanY - (slope * (p.X - meanX)), 2));
        double standardError = Math.Sqrt(residual / (points.Length - 2) / spread);
        double[] local = [.. points.Zip(points.Skip(1), (a, b) => (a.Y - b.Y) / (a.X - b.X))];
        return new MeasuredOrder(slope, standardError, Math.Exp(points[^1].X), Math.Exp(points[0].X), points.Length, local);
    }
}
