using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

public sealed class SimulateCommandTests
{
    private const string Pair = """
        name: two nuclei and an electron
        spins: { S: 1/2, I1: 1/2, I2: 1/2 }
        parameters: { A1: 2.0e6, A2: 5.0e5, D: 1.0e4, Gc: 2.0e6, P: 0.7 }
        hamiltonian: "2*S.z*(A1*I1.z + A2*I2.z) - D/2*(I1.p*I2.m + I1.m*I2.p)"
        dissipators:
          - { operator: "S.p", rate: "Gc*(1+P)/2" }
          - { operator: "S.m", rate: "Gc*(1-P)/2" }
        initial: { S: mixed, I1: up, I2: down }
        observables: { z: "I1.z - I2.z" }
        times: { from: 0, to: 1.0e-4, points: 21 }
        """;

    private const string Kubo = """
        spins: { Q: 1/2 }
        parameters: { v: 3.0e5, k: 1.0e5 }
        hamiltonian: "0*Q.z"
        noise:
          - { operator: "Q.z", process: { kind: telegraph, high: v, low: -v, rate: k } }
        initial: { density: "Q.one/2 + Q.x" }
        observables: { x: "2*Q.x", y: "2*Q.y" }
        times: { from: 0, to: 4.0e-5, points: 11 }
        """;

    [Fact]
    public void JsonHasTheKeysOfTheInterface()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = Simulate(folder, Pair, "--json");
        Assert.Equal(0, run.ExitCode);
        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("two nuclei and an electron", root.GetProperty("name").GetString());
        Assert.Equal(21, root.GetProperty("times").GetArrayLength());
        Assert.Equal(1, root.GetProperty("observables").GetProperty("z")[0].GetDouble(), 1e-14);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("standardErrors").ValueKind);
        Assert.Contains(root.GetProperty("method").GetString(), new[] { "dense", "krylov" });
        JsonElement dimension = root.GetProperty("dimension");
        Assert.Equal(8, dimension.GetProperty("hilbert").GetInt32());
        Assert.Equal(64, dimension.GetProperty("liouville").GetInt32());
        Assert.InRange(dimension.GetProperty("solved").GetInt32(), 4, 16);
        Assert.Contains(root.GetProperty("backend").GetString(), new[] { "mkl", "openblas", "managed" });
        Assert.Equal(7e-1, root.GetProperty("parameters").GetProperty("P").GetDouble());
        Assert.True(root.GetProperty("errorEstimates").GetProperty("z").GetDouble() < 1e-9);
    }

    [Fact]
    public void StatesComeOutAndGoInAgain()
    {
        using var folder = new TemporaryFolder();
        const string Model = """
            spins: { Q: 1/2 }
            hamiltonian: "Q.x + 0.4*Q.z"
            dissipators: [ { operator: "Q.m", rate: 0.3 } ]
            initial: { Q: up }
            observables: { z: "Q.z", y: "Q.y" }
            times: [0, 1, 2]
            """;
        string states = folder.File("states.npz");
        CommandLine whole = Simulate(folder, Model, "--states", states, "--json");
        Assert.Equal(0, whole.ExitCode);
        Assert.DoesNotContain("rho", whole.Output, StringComparison.Ordinal);
        using (ZipArchive archive = ZipFile.OpenRead(states))
        {
            Assert.Equal(["times.npy", "rho.npy"], archive.Entries.Select(e => e.FullName));
        }

        CommandLine rest = Simulate(folder, Model.Replace("{ Q: up }", $"{{ file: {states}, index: 1 }}", StringComparison.Ordinal).Replace("[0, 1, 2]", "[0, 1]", StringComparison.Ordinal), "--json");
        Assert.Equal(0, rest.ExitCode);
        foreach (string name in new[] { "z", "y" })
        {
            double[] before = Values(whole, name), after = Values(rest, name);
            Assert.Equal(before[1], after[0], 1e-9);
            Assert.Equal(before[2], after[1], 1e-9);
        }
    }

    [Fact]
    public void AveragesSayHowManyPointsTheyTookAndRefuseTrajectories()
    {
        using var folder = new TemporaryFolder();
        const string Model = """
            spins: { Q: 1/2 }
            parameters: { d: 0, s: 2 }
            hamiltonian: "d*Q.z"
            average: [ { parameter: d, gaussian: { standardDeviation: s } } ]
            initial: { density: "Q.one/2 + Q.x" }
            observables: { x: "2*Q.x" }
            times: [0, 0.5]
            """;
        CommandLine run = Simulate(folder, Model, "--json");
        Assert.Equal(0, run.ExitCode);
        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(Math.Exp(-0.5), root.GetProperty("observables").GetProperty("x")[1].GetDouble(), 1e-9);
        Assert.Contains("points of d, converged", root.GetProperty("reason").GetString(), StringComparison.Ordinal);
        CommandLine refused = Simulate(folder, Model, "--method", "monte-carlo");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("a mean over static distributions is taken of solutions", refused.Error, StringComparison.Ordinal);
        CommandLine set = Simulate(folder, Model, "--set", "d=1");
        Assert.Equal(2, set.ExitCode);
        Assert.Contains("'d' has a distribution and cannot be set", set.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", "dense")]
    [InlineData("krylov", "krylov")]
    [InlineData("monte-carlo", "monte-carlo")]
    [InlineData("closed-form", null)]
    public void ExplainShowsWhatEveryMethodSaysAndSolvesNothing(string method, string? chosen)
    {
        using var folder = new TemporaryFolder();
        CommandLine run = Simulate(folder, Kubo, "--explain", "--json", "--method", method, "--trajectories", "10000");
        Assert.Equal(0, run.ExitCode);
        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        Assert.False(root.TryGetProperty("observables", out _));
        JsonElement[] methods = [.. root.GetProperty("methods").EnumerateArray()];
        Assert.Equal("closed-form dense krylov piecewise runge-kutta monte-carlo quantum-jumps", string.Join(' ', methods.Select(m => m.GetProperty("method").GetString())));
        Assert.Equal(chosen, methods.SingleOrDefault(m => m.GetProperty("chosen").GetBoolean()) is { ValueKind: JsonValueKind.Object } one ? one.GetProperty("method").GetString() : null);
        Assert.All(methods, m => Assert.Equal(m.GetProperty("applies").GetBoolean(), m.GetProperty("reason").ValueKind == JsonValueKind.Null));
        Assert.Equal("a noise is not Gaussian", string.Equals(method, "closed-form", StringComparison.Ordinal) ? methods[0].GetProperty("reason").GetString() : "a noise is not Gaussian");
        Assert.True(methods[1].GetProperty("seconds").GetDouble() > 0);
        Assert.InRange(methods[1].GetProperty("accuracy").GetDouble(), 1e-16, 1e-10);
        Assert.Equal(0.01, methods[5].GetProperty("accuracy").GetDouble(), 1e-12);
    }

    [Fact]
    public void ExplainIsATableForPeople()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = Simulate(folder, Kubo, "--explain");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("yes, and is chosen", run.Output, StringComparison.Ordinal);
        Assert.Contains("no: nothing depends on time", run.Output, StringComparison.Ordinal);
        Assert.Contains("against", run.Output, StringComparison.Ordinal);
    }

    [LongFact]
    public void WhatDoesNotFitIsRefusedAtOnceWithCodeThree()
    {
        using var folder = new TemporaryFolder();
        string sites = string.Join(", ", Enumerable.Range(0, 15).Select(k => $"s{k}: 1/2"));
        string terms = string.Join(" + ", Enumerable.Range(0, 14).Select(k => $"s{k}.x*s{k + 1}.z + s{k}.y"));
        string states = string.Join(", ", Enumerable.Range(0, 15).Select(k => $"s{k}: up"));
        string model = $$"""
            spins: { {{sites}} }
            hamiltonian: "{{terms}}"
            initial: { {{states}} }
            observables: { z: "s0.z" }
            times: [0, 100]
            """;
        CommandLine run = Simulate(folder, model);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("of memory", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TimesBeyondAllNumbersAreRefusedByName()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = Simulate(folder, Kubo.Replace("to: 4.0e-5", "to: 1e308", StringComparison.Ordinal));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("times.to must be at most 1E+150 s, not 1E+308", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dense", "managed")]
    [InlineData("krylov", "auto")]
    [InlineData("runge-kutta", "auto")]
    public void AllMethodsGiveTheSameValues(string method, string backend)
    {
        using var folder = new TemporaryFolder();
        double[] expected = Values(Simulate(folder, Pair, "--json", "--no-reduction", "--method", "dense"), "z");
        CommandLine run = Simulate(folder, Pair, "--json", "--method", method, "--backend", backend);
        Assert.Equal(method, JsonDocument.Parse(run.Output).RootElement.GetProperty("method").GetString());
        Assert.All(Values(run, "z").Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-9));
    }

    [Fact]
    public void TheFilesHoldWhatWasComputed()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = Simulate(folder, Kubo, "--json", "--csv", folder.File("a.csv"), "--npz", folder.File("a.npz"), "--svg", folder.File("a.svg"));
        Assert.Equal(0, run.ExitCode);
        double[] x = Values(run, "x");
        string[] lines = File.ReadAllLines(folder.File("a.csv"));
        Assert.Equal("time,x,y", lines[0]);
        Assert.Equal(x.Length + 1, lines.Length);
        for (int k = 0; k < x.Length; k++)
        {
            Assert.Equal(x[k], double.Parse(lines[k + 1].Split(',')[1], System.Globalization.CultureInfo.InvariantCulture));
        }

        using ZipArchive npz = ZipFile.OpenRead(folder.File("a.npz"));
        Assert.Equal(["time.npy", "x.npy", "y.npy"], npz.Entries.Select(e => e.FullName));
        Assert.Equal("svg", XDocument.Load(folder.File("a.svg")).Root!.Name.LocalName);
    }

    [Fact]
    public void MonteCarloAgreesWithTheExactAverageAndRepeatsToTheBitForAnyThreads()
    {
        using var folder = new TemporaryFolder();
        double[] exact = Values(Simulate(folder, Kubo, "--json"), "x");
        string[] options = ["--json", "--method", "monte-carlo", "--trajectories", "2000", "--seed", "11"];
        CommandLine one = Simulate(folder, Kubo, [.. options, "--threads", "1"]);
        CommandLine two = Simulate(folder, Kubo, [.. options, "--threads", "3"]);
        Assert.Equal(0, one.ExitCode);
        Assert.Equal(one.Output, two.Output);
        JsonElement root = JsonDocument.Parse(one.Output).RootElement;
        double[] mean = Values(one, "x");
        double[] error = [.. root.GetProperty("standardErrors").GetProperty("x").EnumerateArray().Select(e => e.GetDouble())];
        for (int k = 1; k < mean.Length; k++)
        {
            Assert.InRange(error[k], 1e-6, 0.03);
            Assert.True(Math.Abs(mean[k] - exact[k]) <= 5 * error[k], $"time {k}: {mean[k]} ± {error[k]} against {exact[k]}");
        }
    }

    [LongTheory]
    [InlineData("monte-carlo")]
    [InlineData("quantum-jumps")]
    public void WithoutNoiseTheDissipatorsJump(string method)
    {
        using var folder = new TemporaryFolder();
        double[] exact = Values(Simulate(folder, Pair, "--json", "--set", "D=2e5"), "z");
        string[] options = ["--json", "--set", "D=2e5", "--method", method, "--trajectories", "1000", "--seed", "3"];
        CommandLine one = Simulate(folder, Pair, [.. options, "--threads", "1"]);
        Assert.Equal(one.Output, Simulate(folder, Pair, [.. options, "--threads", "2"]).Output);
        JsonElement root = JsonDocument.Parse(one.Output).RootElement;
        Assert.Equal("quantum-jumps", root.GetProperty("method").GetString());
        double[] mean = Values(one, "z");
        double[] error = [.. root.GetProperty("standardErrors").GetProperty("z").EnumerateArray().Select(e => e.GetDouble())];
        Assert.InRange(exact[^1], -0.9, 0.9);
        for (int k = 1; k < mean.Length; k++)
        {
            Assert.InRange(error[k], 1e-8, 0.05);
            Assert.True(Math.Abs(mean[k] - exact[k]) <= 5 * error[k], $"time {k}: {mean[k]} ± {error[k]} against {exact[k]}");
        }
    }

    [Fact]
    public void WithoutAnythingRandomThereIsNothingToSample()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = Simulate(folder, "spins: { S: 1/2 }\nhamiltonian: \"S.x\"\ninitial: { S: up }\nobservables: { z: \"S.z\" }\ntimes: { from: 0, to: 1, points: 3 }\n", "--method", "monte-carlo");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("the model has neither", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ParametersCanBeSet()
    {
        using var folder = new TemporaryFolder();
        double[] still = Values(Simulate(folder, Pair, "--json", "--set", "D=0"), "z");
        Assert.All(still, z => Assert.Equal(1, z, 1e-12));
        CommandLine wrong = Simulate(folder, Pair, "--set", "DD=0");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("DD", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--method", "magic", "magic")]
    [InlineData("--trajectories", "1", "trajectories")]
    [InlineData("--tolerance", "0", "tolerance")]
    [InlineData("--set", "D", "NAME=VALUE")]
    public void BadOptionsAreNamed(string option, string value, string mentioned)
    {
        using var folder = new TemporaryFolder();
        CommandLine run = Simulate(folder, Pair, option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(mentioned, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ABadFileIsOneLineWithItsPlaceAndAMissingOneIsNamed()
    {
        using var folder = new TemporaryFolder();
        CommandLine bad = Simulate(folder, Pair.Replace("I1.z + A2", "I1.q + A2", StringComparison.Ordinal));
        Assert.Equal(2, bad.ExitCode);
        Assert.Empty(bad.Output);
        Assert.Single(bad.Error.Trim().Split('\n'));
        Assert.Contains("model.yaml:4:", bad.Error, StringComparison.Ordinal);
        CommandLine missing = CommandLine.Run("simulate", folder.File("none.yaml"));
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("none.yaml", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyIdenticalAtomsAreSolvedOnWhatTheirPermutationsLeave()
    {
        CommandLine run = CommandLine.Run("simulate", RepositoryFolder.PathOf("docs/models/identical-sites/superradiance.yaml"), "--json");
        Assert.Equal(0, run.ExitCode);
        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(51, root.GetProperty("dimension").GetProperty("solved").GetInt32());
        double[] z = Values(run, "z"), intensity = Values(run, "intensity");

        // What leaves the atoms is what they lose: the intensity is -d<z>/dt, and all of n/2 + n/2 goes.
        Assert.Equal(25, z[0]);
        Assert.Equal(50, intensity[0], 1e-10);
        double emitted = Enumerable.Range(0, 20).Sum(k => (intensity[2 * k] + (4 * intensity[(2 * k) + 1]) + intensity[(2 * k) + 2]) * 0.01 / 3);
        Assert.Equal(z[0] - z[^1], emitted, 1e-2);
        Assert.InRange(intensity.Max(), 0.18 * 50 * 50, 0.25 * 50 * 50);
    }

    [Theory]
    [InlineData("--spectrum", "--spectrum needs operators of all of them")]
    [InlineData("--no-reduction", "--no-reduction needs operators of all of them")]
    [InlineData("--method=monte-carlo", "monte-carlo needs operators of all of them")]
    public void WhatNeedsOperatorsOfAllOfManyAtomsIsRefused(string option, string reason)
    {
        CommandLine run = CommandLine.Run("simulate", RepositoryFolder.PathOf("docs/models/identical-sites/superradiance.yaml"), option);
        Assert.Equal(3, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains($"this model is not solved by permutations, since {reason}", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void FewIdenticalAtomsGiveTheSameWithAndWithoutTheirSymmetry()
    {
        using var folder = new TemporaryFolder();
        const string Six = """
            spins: { "I[1..6]": 1/2 }
            hamiltonian: "sum(k, 1, 6, 0.7*I[k].x)"
            dissipators:
              - { operator: "sum(k, 1, 6, I[k].m)", rate: 0.4 }
              - { operator: "I[k].p", rate: 0.9, each: "k=1..6" }
            initial: { "I[1..6]": up }
            observables: { z: "I[3].z" }
            times: { from: 0, to: 2, points: 5 }
            """;
        CommandLine symmetric = Simulate(folder, Six, "--json");
        CommandLine whole = Simulate(folder, Six, "--json", "--no-reduction");
        Assert.Equal(50, JsonDocument.Parse(symmetric.Output).RootElement.GetProperty("dimension").GetProperty("solved").GetInt32());
        Assert.All(Values(symmetric, "z").Zip(Values(whole, "z")), p => Assert.Equal(p.First, p.Second, 1e-9));
    }

    private static CommandLine Simulate(TemporaryFolder folder, string model, params string[] options)
    {
        File.WriteAllText(folder.File("model.yaml"), model);
        return CommandLine.Run(["simulate", folder.File("model.yaml"), .. options]);
    }

    private static double[] Values(CommandLine run, string observable) =>
        [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("observables").GetProperty(observable).EnumerateArray().Select(v => v.GetDouble())];
}
