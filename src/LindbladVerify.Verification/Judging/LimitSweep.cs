using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>One sweep of a limit from one starting point: the relative error at falling epsilon, and what it does.</summary>
internal sealed record LimitSweep(ParameterPoint Start, IReadOnlyList<(double Epsilon, Comparison Comparison)> Samples, LimitOutcome Outcome, MeasuredOrder? Order)
{
    private const int PerDecade = 4;
    private const int Decades = 9;
    private const int DeepDecades = 13;
    private const int FitPoints = 2 * PerDecade;

    /// <summary>Errors below this many times the floor are too noisy for a slope.</summary>
    private const double AboveFloor = 30;

    /// <summary>No formula rounds worse than this without being wrong.</summary>
    private const double LargestFloor = 1e-9;

    /// <summary>Local slopes below this do not count as vanishing.</summary>
    private const double FlatSlope = 0.05;

    public static LimitSweep Run(Formula formula, LimitClaim claim, ReferenceLibrary library, ParameterPoint start, CancellationToken cancellation)
    {
        var samples = new List<(double Epsilon, Comparison Comparison)>();
        int below = 0;
        Descend(0, PerDecade * Decades);
        LimitSweep sweep = Classify(start, samples);
        if (sweep.Outcome == LimitOutcome.Unsettled)
        {
            Descend((PerDecade * Decades) + 1, PerDecade * DeepDecades);
            sweep = Classify(start, samples);
        }

        return sweep;

        void Descend(int from, int to)
        {
            for (int k = from; k <= to && below < 2; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                double epsilon = Math.Pow(10, -(double)k / PerDecade);
                Comparison here = InteriorScan.Compare(formula, claim.Reference, library, claim.Path(start, epsilon));
                if (here.IsUsable)
                {
                    samples.Add((epsilon, here));
                    below = here.RelativeError <= Floor(here) ? below + 1 : 0;
                }
            }
        }
    }

    /// <summary>The samples of this sweep without the points.</summary>
    public LimitPathSamples Keep(string role) =>
        new(role, Start, [.. Samples.Select(s => s.Epsilon)], [.. Samples.Select(s => s.Comparison.RelativeError)], Order);

    /// <summary>Where rounding of formula and reference takes over.</summary>
    private static double Floor(Comparison c) => Math.Max(2e-15, c.RelativeUncertainty);

    private static LimitSweep Classify(ParameterPoint start, List<(double Epsilon, Comparison Comparison)> samples)
    {
        if (samples.Count > 0 && samples.TrueForAll(s => s.Comparison.RelativeError <= AboveFloor * Floor(s.Comparison)))
        {
            return new LimitSweep(start, samples, LimitOutcome.AtFloor, null);
        }

        // The formula may round worse than its reference: a small error at which the sweep levels off is a floor as well.
        double smallest = samples.Count == 0 ? 0 : samples.Min(s => s.Comparison.RelativeError);
        double levelledOff = smallest < LargestFloor ? smallest : 0;
        (double Epsilon, double Error)[] usable =
        [
            .. samples.Where(s => s.Comparison.RelativeError > AboveFloor * Math.Max(levelledOff, Floor(s.Comparison))).Select(s => (s.Epsilon, s.Comparison.RelativeError)),
        ];

        // The asymptotic end: the deepest two decades above the floor.
        MeasuredOrder? order = OrderFit.Fit(usable.OrderBy(u => u.Epsilon).Take(FitPoints));
        if (order is null)
        {
            return new LimitSweep(start, samples, LimitOutcome.TooFewPoints, null);
        }

        double deepest = order.LocalSlopes[^1];
        LimitOutcome outcome = deepest < FlatSlope && order.Value < FlatSlope ? LimitOutcome.DoesNotVanish
            : deepest < order.Value / 2 ? LimitOutcome.Unsettled
            : LimitOutcome.Vanishes;
        return new LimitSweep(start, samples, outcome, order);
    }
}
