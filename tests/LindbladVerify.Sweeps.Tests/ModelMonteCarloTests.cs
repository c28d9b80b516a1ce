using LindbladVerify.Sweeps.Runs;
using LindbladVerify.Sweeps.Store;
using LindbladVerify.Systems.ModelFiles;
using Xunit;

namespace LindbladVerify.Sweeps.Tests;

/// <summary>Sampled columns of model files: what the average is, as well known as was asked for, and the same whoever computes it.</summary>
public sealed class ModelMonteCarloTests
{
    private const string Echo = """
        spins: { I: 1/2 }
        parameters: { A: 3, k: 2, T: 0.4 }
        hamiltonian: "0.3*I.z"
        noise:
          - { operator: "I.z", process: { kind: telegraph, high: A, low: "-A", rate: k, probabilityHigh: 0.5 } }
        sequence:
          steps:
            - rotate: { operator: "I.y", angle: "pi/2" }
            - delay: T
            - rotate: { operator: "I.x", angle: "pi" }
            - delay: T
        initial: { I: up }
        observables: { x: "I.x" }

        """;

    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "noise", ModelSweepTests.Fluctuator, "vary: { A: [1e5, 5e5], k: [1e5, 2e6], P: [0.3, 0.9] }", "time: 2e-5, " },
        { "jumps", ModelSweepTests.Qubit, "vary: { g: [0.1, 0.7, 2], w: [0.5, 3] }", "time: \"1/g\", " },
        { "sequence", Echo, "vary: { k: [0.5, 2, 20], T: [0.1, 0.4] }", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void MeansLieWithinTheirStandardErrorsWhichReachTheTarget(string name, string model, string points, string time)
    {
        using var scratch = new Scratch();
        scratch.Write("m.yaml", model);
        const double Target = 2e-3;
        Sweep sweep = Scratch.Read($"name: {name}\nmodel: m.yaml\n{points}\ncompute:\n  exact: {{ quantity: value, {time} }}\n  mc: {{ quantity: monte-carlo, {time}targetError: {Target:R} }}\n  off: {{ formula: \"(mc - exact)/mc.standardError\" }}\n", scratch.Folder);
        SweepRunner.Run(sweep, scratch["s"], new RunOptions());
        using SweepStore store = SweepStore.OpenRead(scratch["s"]);
        Assert.Empty(store.Failures());
        (_, int count, double[][] columns) = store.Read().Single();
        Assert.Equal(["exact", "mc", "mc.standardError", "off"], store.About.Columns.Select(c => c.Name));
        Assert.All(columns[2][..count], e => Assert.InRange(e, double.Epsilon, Target));
        Assert.All(columns[3][..count], z => Assert.InRange(z, -4.5, 4.5));
        Assert.Contains(columns[3][..count], z => z != 0);
    }

    [Fact]
    public void WhoeverComputesAPointGetsTheSameBits()
    {
        using var scratch = new Scratch();
        scratch.Write("m.yaml", ModelSweepTests.Fluctuator);
        Sweep sweep = Scratch.Read("model: m.yaml\nseed: 7\nvary: { A: { from: 1e5, to: 5e5, points: 24 } }\ncompute:\n  mc: { quantity: monte-carlo, time: 2e-5, targetError: 0.01 }\n  few: { quantity: monte-carlo, time: 1e-5, trajectories: 300 }\n", scratch.Folder);
        SweepRunner.Run(sweep, scratch["one"], new RunOptions { Threads = 1 });
        string[] parts = [.. Enumerable.Range(1, 3).Select(i => scratch[$"part{i}"])];
        for (int i = 3; i >= 1; i--)
        {
            bool isOver = false;
            for (int round = 1; !isOver; round++)
            {
                using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(30 * round));
                isOver = !SweepRunner.Run(sweep, parts[i - 1], new RunOptions { Threads = 2, Shard = new Shard(i, 3) }, stop.Token).IsStopped;
            }
        }

        StoreMerger.Merge(scratch["merged"], parts);
        Assert.Equal(StoreTests.Dump(scratch["one"]), StoreTests.Dump(scratch["merged"]));
        using SweepStore store = SweepStore.OpenRead(scratch["one"]);
        double[] values = [.. store.Read().SelectMany(r => r.Columns[0][..r.Count])];
        Assert.Equal(values.Length, values.Distinct().Count());
        Sweep other = Scratch.Read(sweep.Text.Replace("seed: 7", "seed: 8", StringComparison.Ordinal), scratch.Folder);
        SweepRunner.Run(other, scratch["other"], new RunOptions { Threads = 1 });
        Assert.NotEqual(StoreTests.Dump(scratch["one"]), StoreTests.Dump(scratch["other"]));
    }

    [Theory]
    [InlineData("time: 1, targetError: -1", "compute.mc.targetError must be a positive standard error")]
    [InlineData("time: 1, targetError: 0.1, trajectories: 10", "compute.mc needs 'targetError' or 'trajectories', not both")]
    [InlineData("time: 1", "compute.mc needs 'targetError' or 'trajectories'")]
    [InlineData("trajectories: 10", "time")]
    [InlineData("time: 1, trajectories: 1", "compute.mc.trajectories must be a whole number from 2")]
    [InlineData("time: 1, trajectories: 10, factor: 2", "factor")]
    public void MistakesAreTold(string fields, string told)
    {
        using var scratch = new Scratch();
        scratch.Write("m.yaml", ModelSweepTests.Qubit);
        ModelFileException e = Assert.Throws<ModelFileException>(() => Scratch.Read($"model: m.yaml\nvary: {{ g: [1, 2] }}\ncompute: {{ mc: {{ quantity: monte-carlo, {fields} }} }}\n", scratch.Folder));
        Assert.Contains(told, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelWithoutChanceIsRefusedAndATargetOutOfReachIsTheReasonOfItsPoint()
    {
        using var scratch = new Scratch();
        scratch.Write("m.yaml", "spins: { q: 1/2 }\nparameters: { w: 1 }\nhamiltonian: \"w*q.x\"\ninitial: { q: up }\nobservables: { z: \"q.z\" }\ntimes: { from: 0, to: 1, points: 3 }\n");
        const string compute = "compute: { mc: { quantity: monte-carlo, time: 1, targetError: 1e-12 } }\n";
        ModelFileException e = Assert.Throws<ModelFileException>(() => Scratch.Read("model: m.yaml\nvary: { w: [1, 2] }\n" + compute, scratch.Folder));
        Assert.Contains("there is nothing to sample, as the model has neither noise nor dissipators", e.Message, StringComparison.Ordinal);

        scratch.Write("q.yaml", ModelSweepTests.Qubit);
        SweepRunner.Run(Scratch.Read("model: q.yaml\nvary: { w: [1, 2] }\n" + compute, scratch.Folder), scratch["s"], new RunOptions());
        using SweepStore store = SweepStore.OpenRead(scratch["s"]);
        Assert.All(store.Failures(), f => Assert.Contains("at most 2^40", f.Reason, StringComparison.Ordinal));
        Assert.Equal(2, store.Failures().Count());
    }
}
