using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Systems.ModelFiles;
using Xunit;

namespace LindbladVerify.Sweeps.Tests;

/// <summary>What a sweep file says, and one line for what it must not say.</summary>
public sealed class SweepFileTests
{
    private const string Head = "pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2 }\n";
    private const string Rest = "set: { D: 1e3, Delta: 8e6, P: 0.5, G2: 1e5 }\ncompute: { W: { quantity: residence-time } }\n";

    [Fact]
    public void GridRunsItsLastAxisFastestWithExactEnds()
    {
        SweepPoints points = Scratch.Read(Scratch.Pair).Points;
        Assert.Equal(41 * 21, points.Count);
        double[] values = new double[2];
        points.Fill(0, values);
        Assert.Equal([1e4, 0], values);
        points.Fill(20, values);
        Assert.Equal([1e4, 0.95], values);
        points.Fill((41 * 21) - 1, values);
        Assert.Equal([1e8, 0.95], values);
        points.Fill(20 * 21, values);
        Assert.Equal(1e6, values[0], 1e6 * 1e-14);
    }

    [Fact]
    public void SetMayUseSweptParametersAndEachOtherInAnyOrder()
    {
        Sweep sweep = Scratch.Read(Head + "vary: { x: { values: [1, 3] } }\nset: { Gc: \"y*2\", y: \"x*1e6\", D: 1e3, Delta: 8e6, P: 0.5, G2: 100 kHz }\ncompute: { W: { quantity: golden-rule } }\n");
        double[] values = new double[sweep.Parameters.Names.Count];
        sweep.Parameters.Fill(1, values);
        Assert.Equal(6e6, values[sweep.Parameters.Names.ToList().IndexOf("Gc")]);
        Assert.Equal(2e5 * Math.PI, values[sweep.Parameters.Names.ToList().IndexOf("G2")], 1e-9);
    }

    [Fact]
    public void SamplesFillTheBoxMoreEvenlyThanRandomOnesAndDependOnTheSeed()
    {
        const int count = 4096;
        SweepPoints points = Scratch.Read(Head + $"sample: {{ points: {count}, seed: 7, ranges: {{ Gc: [1e4, 1e8], P: [0, 1] }} }}\nset: {{ D: 1e3, Delta: 8e6, G2: 1e5 }}\ncompute: {{ W: {{ quantity: residence-time }} }}\n").Points;
        double[] values = new double[2];
        int[] boxes = new int[256];
        for (int k = 0; k < count; k++)
        {
            points.Fill(k, values);
            Assert.InRange(values[0], 1e4, 1e8);
            boxes[((int)(Math.Log(values[0] / 1e4) / Math.Log(1e4) * 16) * 16) + (int)(values[1] * 16)]++;
        }

        // 16 points a box: random ones scatter by 4, a lattice of low discrepancy by less than 2.
        Assert.True(Math.Sqrt(boxes.Average(b => Math.Pow(b - 16.0, 2))) < 2);
        SweepPoints others = Scratch.Read(Head + "sample: { points: 9, seed: 8, ranges: { Gc: [1e4, 1e8] } }\n" + Rest).Points;
        others.Fill(0, values);
        double other = values[0];
        points.Fill(0, values);
        Assert.NotEqual(other, values[0]);
    }

    [Theory]
    [InlineData("vary: { Gc: { from: 1e4, to: 1e8, points: 41, scale: log } }\n", "compute: { W: { quantity: residence-time } }", "D")]
    [InlineData("vary: { Gx: [1, 2] }\nset: { Gc: 1e6, D: 1e3, Delta: 8e6, P: 0.5, G2: 1e5 }\n", "compute: { W: { quantity: residence-time } }", "nothing uses the parameter 'Gx' (did you mean 'Gc'?)")]
    [InlineData("vary: { Gc: { from: 1e8, to: 1e4, points: 41 } }\n", Rest, "the range of vary.Gc is empty")]
    [InlineData("vary: { Gc: { from: 0, to: 1e4, points: 4, scale: log } }\n", Rest, "must begin above 0")]
    [InlineData("vary: { Gc: { from: 1, to: 1e4, points: 1 } }\n", Rest, "points must be a whole number from 2")]
    [InlineData("vary: { Gc: [1, 2, 1] }\n", Rest, "has the value 1 twice")]
    [InlineData("vary: { Gc: [] }\n", Rest, "needs from 1 to")]
    [InlineData("vary: { D: [1, 2] }\n", Rest, "'D' is swept and set")]
    [InlineData("vary: { Gc: [1, 2] }\nsample: { points: 3, ranges: { P: [0, 1] } }\n", Rest, "'vary' or 'sample', not both")]
    [InlineData("", Rest, "needs the key 'vary'")]
    [InlineData("vary: { Gc: [1, 2] }\nset: { D: \"G2\", G2: \"D\", Delta: 1, P: 0 }\n", "compute: { W: { quantity: residence-time } }", "circle: D -> G2 -> D")]
    [InlineData("vary: { Gc: [1, 2] }\nset: { D: 1, G2: 1, Delta: 1, P: 0 }\n", "compute: { a: { formula: \"b\" }, b: { formula: \"c + 1\" }, c: { formula: \"a\" } }", "circle: a -> b -> c -> a")]
    [InlineData("vary: { Gc: [1, 2] }\nset: { D: 1, G2: 1, Delta: 1, P: 0 }\n", "compute: { Gc: { quantity: residence-time } }", "cannot name a column")]
    [InlineData("vary: { Gc: [1, 2] }\nset: { D: 1, G2: 1, Delta: 1, P: 0 }\n", "compute: { W: { quantity: residence-tim } }", "did you mean 'residence-time'?")]
    [InlineData("vary: { Gc: [1, 2] }\nset: { D: 1, G2: 1, Delta: 1, P: 0 }\n", "compute: { W: { quantity: monte-carlo } }", "needs 'targetError' or 'trajectories'")]
    [InlineData("vary: { Gc: [1, 2] }\nset: { D: 1, G2: 1, Delta: 1, P: 0 }\n", "compute: { W: { formula: \"nope*2\" } }", "nope")]
    [InlineData("vary: { Gc: [1, 2] }\nset: { D: 1, G2: 1, Delta: 1, P: 0 }\n", "compute: { W: { quantity: residence-time, observable: z } }", "no key 'observable'")]
    public void MistakesAreToldInOneLineWithTheirPlace(string points, string rest, string told)
    {
        var e = Assert.Throws<ModelFileException>(() => Scratch.Read(Head + points + rest));
        Assert.Contains(told, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.StartsWith("sweep.yaml:", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownKeysAndMissingFilesAreTold()
    {
        Assert.Contains("no key 'pear'", Assert.Throws<ModelFileException>(() => Scratch.Read("pear: 1")).Message, StringComparison.Ordinal);
        Assert.Contains("there is no model file", Assert.Throws<ModelFileException>(() => Scratch.Read("model: none.yaml\nvary: { a: [1] }\ncompute: { W: { quantity: steady-state } }")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("regimes.yaml")]
    [InlineData("spins.yaml")]
    public void ExamplesOfTheGuideRun(string name)
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "LindbladVerify.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        Sweep sweep = SweepFileReader.Open(Path.Combine(root, "docs", "sweeps", name));
        Assert.Empty(sweep.Notes);
        var evaluator = new Computation.PointEvaluator(sweep);
        Assert.Null(evaluator.Evaluate(sweep.Points.Count / 2, CancellationToken.None));
        Assert.All(sweep.ColumnSlots, s => Assert.True(double.IsFinite(evaluator.Slots[s])));
    }

    [Fact]
    public void FilesAreFoundBesideTheSweepWhereverTheProgramStands()
    {
        using var scratch = new Scratch();
        scratch.Write("m.yaml", ModelSweepTests.Qubit);
        scratch.Write("s.yaml", "model: m.yaml\nvary: { g: [1, 2] }\ncompute: { s: { quantity: steady-state } }\n");
        Sweep sweep = SweepFileReader.Open(scratch["s.yaml"]);
        Assert.Equal("m.yaml", Assert.Single(sweep.Files).Name);
        string relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), scratch["s.yaml"]);
        Assert.Equal(sweep.Identity, SweepFileReader.Open(relative).Identity);
        Assert.Equal(sweep.Identity, Scratch.Read(sweep.Text, Path.GetRelativePath(Directory.GetCurrentDirectory(), scratch.Folder)).Identity);
    }

    [Fact]
    public void IdentityChangesWithTheFilesBehindTheSweep()
    {
        using var scratch = new Scratch();
        scratch.Write("m.yaml", ModelSweepTests.Qubit);
        const string text = "model: m.yaml\nvary: { g: [1, 2] }\ncompute: { s: { quantity: steady-state } }\n";
        string before = Scratch.Read(text, scratch.Folder).Identity;
        Assert.Equal(before, Scratch.Read(text, scratch.Folder).Identity);
        scratch.Write("m.yaml", ModelSweepTests.Qubit + "# changed\n");
        Assert.NotEqual(before, Scratch.Read(text, scratch.Folder).Identity);
    }
}
