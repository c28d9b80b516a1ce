using System.Globalization;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Formulas;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Evidence;

/// <summary>The flip-flop rate at one point by every formula and every definition, side by side.</summary>
internal static class RateSurvey
{
    private static readonly (string Method, string FormulaId)[] ByFormula =
    [
        ("eq9", "eq9"),
        ("eq10", "eq10"),
        ("eq10-as-printed", "eq10.as-printed"),
        ("eq11", "eq11"),
        ("eq11-as-printed", "eq11.as-printed"),
        (ClosedForm, "closed-form"),
    ];

    private static readonly (string Method, Func<NuclearPair, ElectronNoise, RateEstimate> Rate)[] ByDynamics =
    [
        ("golden-rule", FlipFlopRates.GoldenRule),
        ("exact", FlipFlopRates.ResidenceTime),
        ("spectral-gap", FlipFlopRates.SpectralGap),
    ];

    /// <summary>Name of the Monte Carlo method.</summary>
    public const string MonteCarloMethod = "monte-carlo";

    private const double DefaultTargetError = 0.01;
    private const long FewTrajectories = 32;
    private const string ClosedForm = "electron-telegraph-closed-form";

    /// <summary>The methods that need no random numbers, in order of display.</summary>
    public static IReadOnlyList<string> DeterministicMethods { get; } = [.. ByFormula.Select(f => f.Method), .. ByDynamics.Select(d => d.Method)];

    /// <summary>One method at one point.</summary>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    public static RateRow Row(string method, NuclearPair pair, ElectronNoise noise)
    {
        if (Array.Find(ByFormula, f => string.Equals(f.Method, method, StringComparison.Ordinal)) is { FormulaId: not null } formula)
        {
            return FormulaRow(method, FormulaCatalogue.Find(formula.FormulaId), pair, noise);
        }

        if (Array.Find(ByDynamics, d => string.Equals(d.Method, method, StringComparison.Ordinal)) is { Rate: not null } dynamics)
        {
            RateEstimate estimate = dynamics.Rate(pair, noise);
            return Finite(new RateRow(method, estimate.Exists ? estimate.Value : null, null, estimate.RelativeUncertainty, estimate.Reason));
        }

        throw new ArgumentException($"There is no method '{method}'; known are {string.Join(", ", DeterministicMethods)}.", nameof(method));
    }

    /// <summary>The residence-time rate from noise trajectories.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <returns>The row, and how the run ended; when cancelled or refused before there was anything to report, without a value and with the reason.</returns>
    public static (RateRow Row, MonteCarloOutcome Outcome) MonteCarlo(NuclearPair pair, ElectronNoise noise, MonteCarloOptions options, IProgress<TrajectoryProgress>? progress, CancellationToken cancellation)
    {
        if (pair.Dipolar == 0)
        {
            return (new RateRow(MonteCarloMethod, null, null, null, "Without dipolar coupling nothing is exchanged."), MonteCarloOutcome.Complete);
        }

        var reports = new LastReport(progress);
        try
        {
            MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(
                new PairTrajectoryRequest
                {
                    Pair = pair,
                    Noise = noise,
                    Trajectories = options.Trajectories,
                    TargetError = options.Trajectories is null ? options.TargetError ?? DefaultTargetError : null,
                    Seed = options.Seed,
                    Threads = options.Threads,
                },
                cancellation,
                reports);
            return (new RateRow(MonteCarloMethod, estimate.Value, estimate.StandardError, Magnitude(estimate.Statistics.RelativeStepError), Remark(estimate)), Outcome(estimate.Statistics));
        }
        catch (InvalidOperationException e)
        {
            return (new RateRow(MonteCarloMethod, null, null, null, e.Message), MonteCarloOutcome.Refused);
        }
        catch (OperationCanceledException)
        {
            string done = reports.Last is not { } p ? "before any trajectory" : string.Create(
                CultureInfo.InvariantCulture, $"{(p.IsPilot ? "in the pilot, which fixes horizon and step and is no part of an estimate" : "too early for an estimate")}, after {p.Completed} of {p.Total} trajectories");
            return (new RateRow(MonteCarloMethod, null, null, null, $"Cancelled {done}."), MonteCarloOutcome.Cancelled);
        }
    }

    /// <summary>A value that is not a finite number is none, and says so.</summary>
    private static RateRow Finite(RateRow row) => (row.Value is { } value ? !double.IsFinite(value) : row.Reason is null)
        ? row with
        {
            Value = null,
            RelativeUncertainty = null,
            Reason = "A number on the way leaves the range of double precision, 5e-324 to 1.8e308, at these parameters.",
        }
        : row;

    /// <summary>How many trajectories the estimate rests on, and what is wanting.</summary>
    private static string Remark(MonteCarloRateEstimate estimate)
    {
        string cancelled = estimate.Statistics.Cancelled ? $", cancelled before the planned {estimate.Statistics.PlannedTrajectories}" : string.Empty;
        string missed = estimate.Statistics.TargetReached == false ? ", target error not reached" : string.Empty;
        string few = estimate.Trajectories < FewTrajectories ? ": too few for the standard error itself to be sure" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{estimate.Trajectories} trajectories, seed {estimate.Seed}{cancelled}{missed}{few}");
    }

    private static double? Magnitude(double? bias) => bias is double value ? Math.Abs(value) : null;

    private static MonteCarloOutcome Outcome(TrajectoryStatistics statistics) =>
        statistics.Cancelled ? MonteCarloOutcome.Cancelled
        : statistics.TargetReached == false ? MonteCarloOutcome.TargetNotReached
        : MonteCarloOutcome.Complete;

    /// <summary>Passes reports on and keeps the last one.</summary>
    private sealed class LastReport(IProgress<TrajectoryProgress>? next) : IProgress<TrajectoryProgress>
    {
        public TrajectoryProgress? Last { get; private set; }

        public void Report(TrajectoryProgress value)
        {
            Last = value;
            next?.Report(value);
        }
    }

    private static RateRow FormulaRow(string method, Formula formula, NuclearPair pair, ElectronNoise noise)
    {
        if (string.Equals(method, ClosedForm, StringComparison.Ordinal) && noise != ElectronNoise.ElectronTelegraph)
        {
            return new RateRow(method, null, null, null, "The closed form is for electron-telegraph noise.");
        }

        ParameterPoint point = PairParameters.Point(pair);
        try
        {
            return Finite(new RateRow(method, formula.Predict(point), null, null, null));
        }
        catch (ArgumentOutOfRangeException e)
        {
            return new RateRow(method, null, null, null, e.Message);
        }
    }
}

/// <summary>One method's answer at one point.</summary>
/// <param name="Method">Name of the method, as on the command line.</param>
/// <param name="Value">W, 1/s; null where the method does not apply.</param>
/// <param name="StandardError">Standard error, 1/s: scatter of the trajectories with the estimated errors of step and rounding; null for methods that are not random.</param>
/// <param name="RelativeUncertainty">Estimated relative numerical error; null where it is rounding alone.</param>
/// <param name="Reason">Why there is no value, or a remark; null if nothing needs saying.</param>
internal sealed record RateRow(string Method, double? Value, double? StandardError, double? RelativeUncertainty, string? Reason);

/// <summary>How much Monte Carlo to do.</summary>
/// <param name="Trajectories">Number of noise trajectories; null to have the target error decide.</param>
/// <param name="TargetError">Relative standard error to reach; null where the number of trajectories is given.</param>
/// <param name="Seed">Seed; the same seed gives the same bits for any number of threads.</param>
/// <param name="Threads">Worker threads.</param>
internal sealed record MonteCarloOptions(long? Trajectories, double? TargetError, ulong Seed, int Threads);

/// <summary>How a Monte Carlo run ended.</summary>
internal enum MonteCarloOutcome
{
    /// <summary>As planned.</summary>
    Complete,

    /// <summary>Finished, but its standard error is above the target.</summary>
    TargetNotReached,

    /// <summary>Cancelled; the estimate, if there is one, rests on the trajectories that were complete.</summary>
    Cancelled,

    /// <summary>Not begun or not finished because it would take too long; there is no estimate.</summary>
    Refused,
}
