using System.CommandLine;
using System.Globalization;
using LindbladVerify.Cli.Options;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Reporting.Terminal;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.Evidence;

namespace LindbladVerify.Cli.Commands;

/// <summary>One point, several methods side by side.</summary>
internal static class RateCommand
{
    private const string All = "all";
    private const double MuchWork = 1e10; // some tens of seconds

    public static Command Create()
    {
        QuantityOption dipolar = new("--dipolar", "D12: dipolar coupling of the two nuclei, rad/s.", QuantityKind.AngularFrequency);
        QuantityOption hyperfine = new("--hyperfine", "Δ = A1 - A2 for a fully polarised electron, rad/s.", QuantityKind.AngularFrequency);
        QuantityOption polarization = new("--polarization", "P: mean electron polarisation, from -1 to 1.", QuantityKind.Dimensionless);
        QuantityOption electronRate = new("--electron-rate", "Γc = 1/τc, 1/s.", QuantityKind.Rate);
        QuantityOption broadening = new("--broadening", "Γ2: total zero-quantum broadening, 1/s.", QuantityKind.Rate);
        var noise = new Option<string>("--noise") { Description = $"{string.Join(", ", ElectronNoise.Names.SkipLast(1))} or {ElectronNoise.Names[^1]}.", DefaultValueFactory = _ => "electron-telegraph" };
        var method = new Option<string>("--method") { Description = $"all, {string.Join(", ", RateSurvey.DeterministicMethods)} or {RateSurvey.MonteCarloMethod}.", DefaultValueFactory = _ => All };
        Option<long?> trajectories = NumberOptions.Trajectories("Number of noise trajectories, from 2; runs Monte Carlo.");
        Option<double?> targetError = NumberOptions.OptionalBetween("--target-error", "Relative standard error to reach by Monte Carlo, between 0 and 1; 0.01 where neither is given.", 0, 1);
        Option<ulong> seed = CommonOptions.Seed();
        Option<int> threads = CommonOptions.Threads();
        Option<Backend> backend = CommonOptions.BackendChoice();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("rate", "The flip-flop rate W at one point by every formula and definition, side by side.")
        {
            dipolar.Option, hyperfine.Option, polarization.Option, electronRate.Option, broadening.Option, noise, method, trajectories, targetError, seed, threads, backend, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            _ = KernelChoice.Of(parsed.GetValue(backend));
            if (parsed.GetValue(trajectories) is not null && parsed.GetValue(targetError) is not null)
            {
                throw new InputException("--trajectories and --target-error exclude each other: give the number, or the error that decides it.");
            }

            var notes = new List<string>();
            NuclearPair pair = Pair(
                dipolar.Read(parsed, notes), hyperfine.Read(parsed, notes), polarization.Read(parsed, notes), electronRate.Read(parsed, notes), broadening.Read(parsed, notes));
            var options = new MonteCarloOptions(parsed.GetValue(trajectories), parsed.GetValue(targetError), parsed.GetValue(seed), parsed.GetValue(threads));
            (RateReport report, MonteCarloOutcome outcome) = Report(pair, Noise(parsed.GetValue(noise)!), parsed.GetValue(method)!, options, notes, cancellation);
            if (parsed.GetValue(json))
            {
                StandardOutput.Write(stream => RateJson.Write(stream, report));
            }
            else
            {
                RateTable.Write(Terminals.Output(), report);
            }

            if (outcome == MonteCarloOutcome.Cancelled)
            {
                StandardError.Say("cancelled; reported is what was done.");
            }

            return Task.FromResult(outcome switch
            {
                MonteCarloOutcome.Cancelled => ExitCode.Cancelled,
                MonteCarloOutcome.TargetNotReached or MonteCarloOutcome.Refused => ExitCode.Inconclusive,
                _ => ExitCode.Success,
            });
        });
        return command;
    }

    private static (RateReport Report, MonteCarloOutcome Outcome) Report(NuclearPair pair, ElectronNoise noise, string method, MonteCarloOptions options, List<string> notes, CancellationToken cancellation)
    {
        string[] known = [.. RateSurvey.DeterministicMethods, RateSurvey.MonteCarloMethod];
        if (!string.Equals(method, All, StringComparison.Ordinal) && !known.Contains(method, StringComparer.Ordinal))
        {
            throw new InputException($"--method must be {All}, {string.Join(", ", known[..^1])} or {known[^1]}, not '{method}'.");
        }

        bool isAll = string.Equals(method, All, StringComparison.Ordinal);
        var rows = RateSurvey.DeterministicMethods.Where(m => isAll || string.Equals(m, method, StringComparison.Ordinal)).Select(m => RateSurvey.Row(m, pair, noise)).ToList();
        MonteCarloOutcome outcome = MonteCarloOutcome.Complete;
        if (isAll ? options.Trajectories is not null || options.TargetError is not null : rows.Count == 0)
        {
            (RateRow row, outcome) = LongWork.Do(
                "trajectories",
                cancellation,
                report => RateSurvey.MonteCarlo(pair, noise, options, new DirectProgress<TrajectoryProgress>(p => Tell(p, report)), cancellation));
            rows.Add(row);
        }

        RateRegime regime = FlipFlopRates.Regime(pair, noise);
        return (new RateReport(pair.Dipolar, pair.Hyperfine, pair.Polarization, pair.ElectronRate, pair.Broadening, noise.Name, rows, regime.RateExists, regime.Reason, notes), outcome);
    }

    /// <summary>The progress line; before a stage that takes long also a line that stays, with the work ahead.</summary>
    private static void Tell(TrajectoryProgress p, Action<long, long, string> report)
    {
        double work = p.Total * p.StepsPerTrajectory;
        if (p.Completed == 0 && work > MuchWork)
        {
            StandardError.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(p.IsPilot ? "pilot" : "trajectories")}: about {work:E1} steps or flips ({p.Total} x {p.StepsPerTrajectory:E1}); Ctrl-C reports what is done."));
        }

        string speed = p.Completed == 0 ? string.Create(CultureInfo.InvariantCulture, $"{p.StepsPerTrajectory:E1} steps each") : string.Create(CultureInfo.InvariantCulture, $"{p.Completed / p.Elapsed.TotalSeconds:G3}/s");
        report(p.Completed, p.Total, p.IsPilot ? $"pilot, {speed}" : speed);
    }

    private static ElectronNoise Noise(string name)
    {
        try
        {
            return ElectronNoise.Parse(name);
        }
        catch (FormatException e)
        {
            throw new InputException($"--noise: {e.Message}");
        }
    }

    private static NuclearPair Pair(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        try
        {
            return new NuclearPair(dipolar, hyperfine, polarization, electronRate, broadening);
        }
        catch (ArgumentOutOfRangeException e)
        {
            string option = e.ParamName switch { "electronRate" => "--electron-rate", string name => "--" + name, null => "rate" };
            throw new InputException($"{option}: {InputException.Reason(e)}");
        }
    }
}
