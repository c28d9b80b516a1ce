using System.CommandLine;
using LindbladVerify.Cli.Options;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Reporting.Terminal;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.Surveys;

namespace LindbladVerify.Cli.Commands;

/// <summary>One point, several methods side by side.</summary>
internal static class RateCommand
{
    private const string All = "all";
    private const string MonteCarlo = "monte-carlo";

    public static Command Create()
    {
        QuantityOption dipolar = new("--dipolar", "D12: dipolar coupling of the two nuclei, rad/s.", QuantityKind.Angular);
        QuantityOption hyperfine = new("--hyperfine", "Δ = A1 - A2 for a fully polarised electron, rad/s.", QuantityKind.Angular);
        QuantityOption polarization = new("--polarization", "P: mean electron polarisation, from -1 to 1.", QuantityKind.Number);
        QuantityOption electronRate = new("--electron-rate", "Γc = 1/τc, 1/s.", QuantityKind.Rate);
        QuantityOption broadening = new("--broadening", "Γ2: total zero-quantum broadening, 1/s.", QuantityKind.Rate);
        var noise = new Option<string>("--noise") { Description = "symmetric-telegraph, electron-telegraph, ornstein-uhlenbeck, fluctuators:N (electron-like) or symmetric-fluctuators:N.", DefaultValueFactory = _ => "electron-telegraph" };
        var method = new Option<string>("--method") { Description = $"all, {string.Join(", ", RateSurvey.DeterministicMethods)} or {MonteCarlo}.", DefaultValueFactory = _ => All };
        Option<Backend> backend = CommonOptions.BackendChoice();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("rate", "The flip-flop rate W at one point by every formula and definition, side by side.")
        {
            dipolar.Option, hyperfine.Option, polarization.Option, electronRate.Option, broadening.Option, noise, method, backend, json,
        };
        command.SetAction(parsed =>
        {
            DenseKernels.Select(parsed.GetValue(backend));
            var notes = new List<string>();
            NuclearPair pair = Pair(
                dipolar.Read(parsed, notes), hyperfine.Read(parsed, notes), polarization.Read(parsed, notes), electronRate.Read(parsed, notes), broadening.Read(parsed, notes));
            RateReport report = Report(pair, Noise(parsed.GetValue(noise)!), parsed.GetValue(method)!, notes);
            if (parsed.GetValue(json))
            {
                using Stream stream = Console.OpenStandardOutput();
                RateJson.Write(stream, report);
                stream.WriteByte((byte)'\n');
            }
            else
            {
                RateTable.Write(Terminals.Output(), report);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static RateReport Report(NuclearPair pair, ElectronNoise noise, string method, List<string> notes)
    {
        RateRow[] rows = method switch
        {
            All => [.. RateSurvey.DeterministicMethods.Select(m => RateSurvey.Row(m, pair, noise))],
            MonteCarlo => [new RateRow(MonteCarlo, null, null, null, "Monte Carlo is not in this version.")],
            _ when RateSurvey.DeterministicMethods.Contains(method, StringComparer.Ordinal) => [RateSurvey.Row(method, pair, noise)],
            _ => throw new InputException($"--method must be {All}, {string.Join(", ", RateSurvey.DeterministicMethods)} or {MonteCarlo}, not '{method}'."),
        };
        RateRegime regime = FlipFlopRates.Regime(pair, noise);
        return new RateReport(pair.Dipolar, pair.Hyperfine, pair.Polarization, pair.ElectronRate, pair.Broadening, noise.Name, rows, regime.RateExists, regime.Reason, notes);
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
            throw new InputException($"{option}: {e.Message.Split(" (Parameter", 2)[0]}");
        }
    }
}
