using LindbladVerify.Sweeps.Runs;
using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Sweeps.Store;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Sweeps.Tests;

/// <summary>Grids that are refined where a contour passes.</summary>
public sealed class RefinementTests
{
    private const string Circle = """
        pair: { dipolar: D, hyperfine: 1e5, polarization: 0.5, electronRate: 1e6, broadening: 1e5 }
        vary: { x: { from: -2, to: 2, points: 9 }, y: { from: -2, to: 2, points: 9 }, k: [1, 2] }
        set: { D: "1e3*k" }
        compute: { W: { quantity: residence-time } }
        refine: { where: "x^2 + y^2", contour: [1, 2], levels: 4 }
        """;

    [Fact]
    public void PointsGatherAtTheContoursAndTheCoarseGridIsThere()
    {
        using var scratch = new Scratch();
        Sweep sweep = Scratch.Read(Circle);
        RunOutcome outcome = SweepRunner.Run(sweep, scratch["s"], new RunOptions());
        Assert.Equal(outcome.Points, outcome.Done);
        Assert.InRange(outcome.Done, 9 * 9 * 2, sweep.Points.Count / 2);
        double[] values = new double[sweep.Parameters.Names.Count];
        var seen = new HashSet<(double X, double Y, double K)>();
        using SweepStore store = SweepStore.OpenRead(scratch["s"]);
        foreach ((long first, int count, _) in store.Read())
        {
            for (int k = 0; k < count; k++)
            {
                sweep.Parameters.Fill(first + k, values);
                seen.Add((values[0], values[1], values[2]));
            }
        }

        // Along every line of the coarse grid that a contour crosses, two neighbours of the finest grid hold it between them.
        const double finest = 0.5 / 16;
        foreach (double k in new[] { 1.0, 2.0 })
        {
            foreach (double radius in new[] { 1, Math.Sqrt(2) })
            {
                double below = Math.Floor(radius / finest) * finest;
                Assert.Contains((below, 0, k), seen);
                Assert.Contains((below + finest, 0, k), seen);
            }
        }

        Assert.DoesNotContain((1.75 + finest, 1.75 + finest, 1), seen);
        Assert.Equal(outcome.Done, store.About.Wanted);
    }

    [LongFact]
    public void InterruptionsAndThreadsLeaveNoTrace()
    {
        using var scratch = new Scratch();
        Sweep sweep = Scratch.Read(Circle);
        SweepRunner.Run(sweep, scratch["one"], new RunOptions { Threads = 1 });
        var random = new Random(3);
        bool isStopped = true;
        for (int round = 0; isStopped; round++)
        {
            using var stop = new CancellationTokenSource();
            stop.CancelAfter(TimeSpan.FromMilliseconds(random.Next(1, 40) + round));
            isStopped = SweepRunner.Run(sweep, scratch["two"], new RunOptions { Threads = 2 }, stop.Token).IsStopped;
        }

        Assert.Equal(StoreTests.Dump(scratch["one"]), StoreTests.Dump(scratch["two"]));
        Assert.Equal(0, SweepRunner.Run(sweep, scratch["two"], new RunOptions()).Computed);
        Assert.Throws<SweepException>(() => SweepRunner.Run(sweep, scratch["three"], new RunOptions { Shard = new Shard(1, 2) }));
    }
}
