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

    private const string Modulated = """
        spins: { q: 1/2 }
        parameters: { b: 6, w: 4 }
        hamiltonian: "0*q.z"
        drive:
          - { operator: "q.z", cosine: { amplitude: b, frequency: w } }
        initial: { density: "q.one/2 + q.x" }
        observables: { x: "2*q.x" }
        times: [0, 1, 7]
        """;

    private const string Broadened = """
        spins: { q: 1/2 }
        parameters: { x: 0 }
        hamiltonian: "x*q.z"
        dissipators:
          - { operator: "2*q.z", rate: 0.5 }
        average:
          - { parameter: x, gaussian: { mean: 5, standardDeviation: 2 } }
        initial: { density: "q.one/2 + q.x" }
        observables: { x: "q.x" }
        times: [0, 1]
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

    /// <summary>x = cos(b/w sin wt): the same after each period, J0(b/w) on average over each.</summary>
    [Fact]
    public void PeriodsAreCountedAndAveragedOver()
    {
        JsonElement counted = Json(Modulated, "--stroboscopic", "3", "--json");
        Assert.Equal([0, 0.5 * Math.PI, Math.PI, 1.5 * Math.PI], counted.GetProperty("times").EnumerateArray().Select(v => v.GetDouble()));
        Assert.All(counted.GetProperty("observables").GetProperty("x").EnumerateArray(), v => Assert.Equal(1, v.GetDouble(), 1e-9));

        JsonElement average = Json(Modulated, "--period-average", "--json");
        Assert.All(average.GetProperty("observables").GetProperty("x").EnumerateArray(), v => Assert.Equal(0.51182767173591814, v.GetDouble(), 1e-12));
    }

    /// <summary>A Voigt line, from the Faddeeva function (mpmath).</summary>
    [Fact]
    public void ALineIsTheMeanOfTheLinesOfAllMembers()
    {
        JsonElement root = Json(Broadened, "--spectrum", "0:5:2", "--json");
        double[] line = [.. root.GetProperty("observables").GetProperty("x").EnumerateArray().Select(v => v.GetDouble())];
        Assert.Equal(0.03755793020170348, line[0], 1e-12);
        Assert.Equal(0.11239090639617208, line[1], 1e-12);
    }

    [Theory]
    [InlineData(Broadened, "--spectrum", "FROM:TO:POINTS")]
    [InlineData(Broadened, "--period-average", "no cycle")]
    [InlineData(Broadened, "--stroboscopic=3", "no cycle")]
    [InlineData(Echo, "--period-average", "sequence of pulses")]
    [InlineData(Echo, "--stroboscopic=2", "more than the 1 of the sequence")]
    [InlineData(Modulated, "--stroboscopic=0", "--stroboscopic")]
    public void WhatHasNoPeriodIsRefused(string model, string option, string words)
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run(["simulate", Written(folder, model), option]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
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

    // What never moves has no line: a constant, and all of a model of which a restriction leaves one state.
    [Theory]
    [InlineData("", "c: \"3*q.one\"", 3)]
    [InlineData("restrict: \"sum of n <= 0\"", "c: \"q.z\"", -0.5)]
    public void WhatNeverMovesHasNoLine(string restriction, string observable, double value)
    {
        string model = $$"""
            spins: { q: 1/2, r: 1/2 }
            hamiltonian: "q.z + q.p*r.m + q.m*r.p"
            dissipators: [ { operator: "q.m", rate: 1 } ]
            initial: { q: down, r: down }
            observables: { {{observable}} }
            times: [0, 1]
            {{restriction}}
            """;
        foreach (string over in new[] { "--spectrum", "--spectral-density" })
        {
            Assert.All(Json(model, over, "-1:1:3", "--json").GetProperty("observables").GetProperty("c").EnumerateArray(), v => Assert.Equal(0, v.GetDouble()));
        }

        Assert.All(Json(model, "--json").GetProperty("observables").GetProperty("c").EnumerateArray(), v => Assert.Equal(value, v.GetDouble(), 1e-14));
    }

    // Lines and means over periods are not stepped through in time: a method that would be ignored is refused.
    [Theory]
    [InlineData("--spectrum", "-4:4:9", "monte-carlo")]
    [InlineData("--correlation", "0:1:3", "krylov")]
    public void AMethodBesideWhatHasNoCourseIsRefused(string option, string value, string method)
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run(["simulate", Written(folder, Atom), option, value, "--method", method]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"--method {method} does not go with {option}", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run(["simulate", Written(folder, Atom), option, value, "--method", "auto"]).ExitCode);
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
