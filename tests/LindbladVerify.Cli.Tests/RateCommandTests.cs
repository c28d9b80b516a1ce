using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

public sealed class RateCommandTests
{
    private static readonly string[] Point = ["rate", "--dipolar", "76e3", "--hyperfine", "8.0e6", "--polarization", "0.7", "--electron-rate", "2e6", "--broadening", "7e4"];

    [Fact]
    public void JsonHoldsEveryMethodAndNothingElseIsPrinted()
    {
        CommandLine run = CommandLine.Run([.. Point, "--json"]);

        Assert.Equal(0, run.ExitCode);
        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        string[] methods = [.. root.GetProperty("rates").EnumerateArray().Select(r => r.GetProperty("method").GetString()!)];
        Assert.Equal(["eq9", "eq10", "eq10-as-printed", "eq11", "eq11-as-printed", "electron-telegraph-closed-form", "golden-rule", "exact", "spectral-gap"], methods);
        Assert.Equal("electron-telegraph", root.GetProperty("noise").GetString());
        Assert.True(root.GetProperty("regime").GetProperty("rateExists").GetBoolean());

        // The closed form and the golden rule never see each other's code.
        Assert.Equal(Value(root, "electron-telegraph-closed-form"), Value(root, "golden-rule"), 1e-12 * Value(root, "golden-rule"));
    }

    [Fact]
    public void UnitsAreConvertedAtTheEdgeAndSaidSo()
    {
        CommandLine plain = CommandLine.Run("rate", "--dipolar", "1e3", "--hyperfine", "628318.53071795864", "--polarization", "0.5", "--electron-rate", "2e6", "--broadening", "1e4", "--method", "exact", "--json");
        CommandLine units = CommandLine.Run("rate", "--dipolar", "1e3 rad/s", "--hyperfine", "100 kHz", "--polarization", "0.5", "--electron-rate", "2 1/us", "--broadening", "1e4", "--method", "exact", "--json");

        Assert.Equal(0, units.ExitCode);
        JsonElement root = JsonDocument.Parse(units.Output).RootElement;
        Assert.Equal(Value(JsonDocument.Parse(plain.Output).RootElement, "exact"), Value(root, "exact"), 1e-12);
        Assert.Contains(root.GetProperty("notes").EnumerateArray(), n => n.GetString()!.Contains("2π", StringComparison.Ordinal));
    }

    [Fact]
    public void AFullyPolarizedElectronAndNoCouplingAreOrdinaryPoints()
    {
        foreach (string[] change in new[] { new[] { "--polarization", "1" }, ["--polarization", "-1"], ["--dipolar", "0"] })
        {
            string[] arguments = [.. Point];
            arguments[Array.IndexOf(arguments, change[0]) + 1] = change[1];
            CommandLine run = CommandLine.Run([.. arguments, "--json"]);

            Assert.Equal(0, run.ExitCode);
            JsonElement root = JsonDocument.Parse(run.Output).RootElement;
            Assert.Equal(Value(root, "golden-rule"), Value(root, "eq9"), 1e-12);
        }
    }

    [Fact]
    public void WhereTheExchangeOscillatesThereIsNoRateAndAReason()
    {
        CommandLine run = CommandLine.Run("rate", "--dipolar", "6e3", "--hyperfine", "0", "--polarization", "0.5", "--electron-rate", "1e6", "--broadening", "1e4", "--json");

        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        Assert.False(root.GetProperty("regime").GetProperty("rateExists").GetBoolean());
        JsonElement gap = root.GetProperty("rates").EnumerateArray().Single(r => string.Equals(r.GetProperty("method").GetString(), "spectral-gap", StringComparison.Ordinal));
        Assert.Equal(JsonValueKind.Null, gap.GetProperty("value").ValueKind);
        Assert.NotEqual(string.Empty, gap.GetProperty("reason").GetString());
    }

    [LongFact]
    public void MonteCarloAgreesWithinItsErrorAndRepeatsToTheBitForAnyThreads()
    {
        string[] arguments = ["rate", "--dipolar", "2e4", "--hyperfine", "1e6", "--polarization", "0.6", "--electron-rate", "1e6", "--broadening", "2e5", "--trajectories", "4096", "--seed", "7", "--json"];
        JsonElement one = JsonDocument.Parse(CommandLine.Run([.. arguments, "--threads", "1"]).Output).RootElement;
        JsonElement two = JsonDocument.Parse(CommandLine.Run([.. arguments, "--threads", "2"]).Output).RootElement;

        Assert.Equal(Value(one, "monte-carlo"), Value(two, "monte-carlo"));
        double error = one.GetProperty("rates").EnumerateArray().Last().GetProperty("standardError").GetDouble();
        Assert.InRange(error, 1e-6 * Value(one, "exact"), 0.1 * Value(one, "exact"));
        Assert.InRange(Math.Abs(Value(one, "monte-carlo") - Value(one, "exact")), 0, 5 * error);
    }

    [Theory]
    [LongInlineData("8e6", "0.7")]
    [InlineData("1e4", "0.9999")]
    [InlineData("0", "0.3")]
    public void MonteCarloErrorsHoldWhetherTheExchangeOscillatesOrNot(string hyperfine, string polarization)
    {
        string[] arguments = ["rate", "--dipolar", "76e3", "--hyperfine", hyperfine, "--polarization", polarization, "--electron-rate", "2e6", "--broadening", "7e4", "--trajectories", "1024", "--json"];
        JsonElement root = JsonDocument.Parse(CommandLine.Run(arguments).Output).RootElement;
        double error = root.GetProperty("rates").EnumerateArray().Last().GetProperty("standardError").GetDouble();
        Assert.InRange(Math.Abs(Value(root, "monte-carlo") - Value(root, "exact")), 0, 4 * error);
        Assert.InRange(error, 1e-17 * Value(root, "exact"), 0.05 * Value(root, "exact"));
    }

    [LongFact]
    public void CtrlCInThePilotReportsTheExactRates()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Its pilot takes minutes, and says so on the error stream after ten seconds.
        string[] arguments = ["rate", "--dipolar", "1e4", "--hyperfine", "1e7", "--polarization", "0.5", "--electron-rate", "1e3", "--broadening", "1e3", "--noise", "ornstein-uhlenbeck", "--target-error", "0.01", "--threads", "1", "--json"];
        using Process process = CommandLine.Start(arguments, new Dictionary<string, string>(StringComparer.Ordinal));
        string? line;
        do
        {
            line = process.StandardError.ReadLine();
        }
        while (line is not null && !line.Contains("pilot", StringComparison.Ordinal));
        Assert.NotNull(line);
        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        JsonElement root = JsonDocument.Parse(process.StandardOutput.ReadToEnd()).RootElement;
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        Assert.True(Value(root, "exact") > 0);
        JsonElement row = root.GetProperty("rates").EnumerateArray().Last();
        Assert.Equal("monte-carlo", row.GetProperty("method").GetString());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("value").ValueKind);
        Assert.Contains("Cancelled in the pilot", row.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void HopelessWorkIsRefusedWithItsSizeAndTheOtherRates()
    {
        CommandLine run = CommandLine.Run("rate", "--dipolar", "1", "--hyperfine", "1e7", "--polarization", "0.5", "--electron-rate", "1", "--broadening", "1", "--noise", "ornstein-uhlenbeck", "--trajectories", "100", "--json");

        Assert.Equal(3, run.ExitCode);
        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        Assert.True(Value(root, "exact") > 0);
        Assert.Contains("steps", root.GetProperty("rates").EnumerateArray().Last().GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--polarization", "1.2", "polarization")]
    [InlineData("--polarization", "NaN", "polarization")]
    [InlineData("--polarization", "0.5 kHz", "polarization")]
    [InlineData("--electron-rate", "-1", "electron")]
    [InlineData("--electron-rate", "1 us", "unit")]
    [InlineData("--electron-rate", "Infinity", "finite")]
    [InlineData("--broadening", "0", "broadening")]
    [InlineData("--dipolar", "ten", "dipolar")]
    [InlineData("--dipolar", "", "dipolar")]
    [InlineData("--hyperfine", "1e6 bananas", "bananas")]
    public void BadValuesAreNamedWithoutAStackTrace(string option, string value, string mentioned)
    {
        string[] arguments = [.. Point];
        arguments[Array.IndexOf(arguments, option) + 1] = value;
        AssertRefused(CommandLine.Run(arguments), mentioned);
    }

    [Theory]
    [InlineData("--noise", "pink", "pink")]
    [InlineData("--noise", "fluctuators:0", "fluctuators")]
    [InlineData("--noise", "fluctuators:x", "fluctuators")]
    [InlineData("--method", "guess", "guess")]
    [InlineData("--backend", "cuda", "cuda")]
    [InlineData("--trajectories", "1", "trajectories")]
    [InlineData("--trajectories", "1.5", "trajectories")]
    [InlineData("--target-error", "0", "target-error")]
    [InlineData("--threads", "0", "threads")]
    [InlineData("--unknown", "1", "unknown")]
    public void BadOptionsAreNamedWithoutAStackTrace(string option, string value, string mentioned) =>
        AssertRefused(CommandLine.Run([.. Point, option, value]), mentioned);

    [Fact]
    public void AMissingBackendIsAnErrorThatListsThePathsTried()
    {
        CommandLine run = CommandLine.RunApart([.. Point, "--backend", "mkl"], new Dictionary<string, string>(StringComparer.Ordinal) { ["LINDBLAD_VERIFY_MKL_PATH"] = "/nowhere/libmkl_rt.so" });

        Assert.Equal(4, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("/nowhere/libmkl_rt.so", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatLeavesTheRangeOfNumbersHasAReasonInPlaceOfAValue()
    {
        string[] absurd = ["rate", "--dipolar", "1e150", "--hyperfine", "1e160", "--polarization", "0.7", "--electron-rate", "1e-160", "--broadening", "1e-200"];
        CommandLine json = CommandLine.Run([.. absurd, "--json"]);
        Assert.Equal(0, json.ExitCode);
        JsonElement root = JsonDocument.Parse(json.Output).RootElement;
        JsonElement[] empty = [.. root.GetProperty("rates").EnumerateArray().Where(r => r.GetProperty("value").ValueKind == JsonValueKind.Null)];
        Assert.NotEmpty(empty);
        Assert.All(empty, r => Assert.False(string.IsNullOrWhiteSpace(r.GetProperty("reason").GetString())));
        Assert.DoesNotContain("NaN", CommandLine.Run(absurd).Output, StringComparison.Ordinal);
    }

    private static void AssertRefused(CommandLine run, string mentioned)
    {
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(mentioned, run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private static double Value(JsonElement root, string method) => root.GetProperty("rates").EnumerateArray()
        .Single(r => string.Equals(r.GetProperty("method").GetString(), method, StringComparison.Ordinal)).GetProperty("value").GetDouble();
}
