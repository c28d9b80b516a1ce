using System.Text.Json;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>Sequences, line shapes, spectral densities and correlations on the command line.</summary>
public sealed class SequenceCommandTests
{
    private const string Echo = """
        spins: { I: 1/2 }
        parameters: { tau: 1.0e-3 }
        hamiltonian: "5000*I.z"
        dissipators:
          - { operator: "2*I.z", rate: 50 }
        sequence:
          steps:
            - rotate: { operator: "I.y", angle: "pi/2" }
            - delay: tau
            - rotate: { operator: "I.x", angle: "pi" }
            - delay: tau
        initial: { I: up }
        observables: { x: "2*I.x" }
        """;

    private const string Atom = """
        spins: { a: 1/2 }
        hamiltonian: "3*a.z"
        dissipators:
          - { operator: "a.m", rate: 1 }
        initial: { density: "a.one/2 + a.x" }
        observables: { p: "a.p", z: "2*a.z" }
        times: [1]
        """;

    [Theory]
    [InlineData("auto")]
    [InlineData("krylov")]
    [InlineData("runge-kutta")]
    public void AnEchoIsRefocused(string method)
    {
        JsonElement root = Json(Echo, "--method", method, "--json");
        Assert.Equal(2e-3, root.GetProperty("times")[0].GetDouble(), 1e-15);
        Assert.Equal(Math.Exp(-0.2), root.GetProperty("observables").GetProperty("x")[0].GetDouble(), 1e-9);
    }

    [Fact]
    public void ALineLiesWhereItTurns()
    {
        JsonElement root = Json(Atom, "--spectrum", "-4:4:9", "--json");
        double[] omega = [.. root.GetProperty("frequencies").EnumerateArray().Select(v => v.GetDouble())];
        double[] line = [.. root.GetProperty("observables").GetProperty("p").EnumerateArray().Select(v => v.GetDouble())];

        Assert.All(omega.Zip(line), p => Assert.Equal(0.5 * 0.5 / (0.25 + ((p.First - 3) * (p.First - 3))), p.Second, 1e-12));
    }

    [Fact]
    public void ASpectralDensityAndItsCorrelation()
    {
        JsonElement density = Json(Atom, "--spectral-density", "-3:3:3", "--json").GetProperty("observables");
        double[] real = [.. density.GetProperty("p.re").EnumerateArray().Select(v => v.GetDouble())];

        // The atom ends in its ground state: x absorbs at +3 only, exp(-3it - t/2)/4 for t > 0.
        Assert.Equal(1.0, real[2], 1e-12);
        Assert.Equal(0.25 / (0.25 + 36), real[0], 1e-12);

        JsonElement correlation = Json(Atom, "--correlation", "0:2:3", "--json");
        Assert.Equal(3, correlation.GetProperty("delays").GetArrayLength());
        Assert.Equal(0.25 * Math.Exp(-0.5) * Math.Cos(3), correlation.GetProperty("observables").GetProperty("p.re.re")[1].GetDouble(), 1e-9);
        Assert.Equal(-0.25 * Math.Exp(-0.5) * Math.Sin(3), correlation.GetProperty("observables").GetProperty("p.re.im")[1].GetDouble(), 1e-9);
    }

    [Theory]
    [InlineData("--spectrum", "1:2", "FROM:TO:POINTS")]
    [InlineData("--spectrum", "2:1:5", "do not rise")]
    [InlineData("--spectral-density", "0:1nm:5", "nm")]
    [InlineData("--correlation", "-1:1:5", "start at 0")]
    [InlineData("--since", "1", "belongs to --correlation")]
    public void BadGridsAreSaidInOneLine(string option, string value, string words)
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run(["simulate", Written(folder, Atom), option, value]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--spectrum", "0:1:3")]
    [InlineData("--spectral-density", "0:1:3")]
    [InlineData("--correlation", "0:1:3")]
    [InlineData("--method", "closed-form")]
    public void WhatASequenceHasNotIsRefused(string option, string value)
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run(["simulate", Written(folder, Echo), option, value]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("sequence", run.Error, StringComparison.Ordinal);
    }

    private static JsonElement Json(string model, params string[] options)
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run(["simulate", Written(folder, model), .. options]);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement.Clone();
    }

    private static string Written(TemporaryFolder folder, string model)
    {
        File.WriteAllText(folder.File("model.yaml"), model);
        return folder.File("model.yaml");
    }
}
