using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Trajectories;

/// <summary>
/// Rates against the exact residence time. The seed is fixed; a deviation beyond 4 standard errors has probability 6e-5,
/// and the standard error is required to be small, so that a wrong law or a wrong factor cannot hide in it.
/// </summary>
public class RateEstimateTests
{
    private static readonly PairTrajectoryRequest Paper = new()
    {
        Pair = new(76e3, 8e6, 0.7, 2e6, 7e4), Trajectories = 1024, Seed = 11,
    };

    // All of the same order: strong coupling, W far from the golden rule, modes of both kinds.
    private static readonly PairTrajectoryRequest Strong = new()
    {
        Pair = new(0.9, 1.6, 0.45, 0.7, 1.3), Trajectories = 16384, Seed = 12,
    };

    public static IEnumerable<object[]> Tested => Cases.EveryNth(Noises, 1, 3);

    public static TheoryData<string, bool> Noises => new()
    {
        { "electron-telegraph", false }, { "symmetric-telegraph", false }, { "ornstein-uhlenbeck", false },
        { "fluctuators:5", false }, { "electron-fluctuators:3", false },
        { "electron-telegraph", true }, { "symmetric-telegraph", true }, { "ornstein-uhlenbeck", true },
        { "fluctuators:5", true }, { "electron-fluctuators:3", true }, { "fluctuators:1", true },
    };

    [Theory]
    [MemberData(nameof(Tested))]
    public void Rate_agrees_with_the_exact_residence_time(string noise, bool strong)
    {
        PairTrajectoryRequest request = (strong ? Strong : Paper) with { Noise = ElectronNoise.Parse(noise) };
        if (!strong && request.Noise.Levels is null)
        {
            request = request with { Pair = new(76e3, 1.1e6, 0.7, 2e6, 7e4), Trajectories = 256 };
        }

        MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(request);
        double exact = ExactPairRates.Of(request);
        Assert.InRange(estimate.StandardError / exact, 1e-5, 0.02);
        Assert.InRange((estimate.Value - exact) / estimate.StandardError, -4, 4);
        Assert.InRange(estimate.Statistics.TailFraction, -0.001, 0.001);
        Assert.Equal(request.Trajectories, estimate.Trajectories);
    }

    [Theory]
    [InlineData("electron-telegraph")]
    [LongInlineData("ornstein-uhlenbeck")]
    [LongInlineData("fluctuators:3")]
    public void Threads_and_vector_widths_give_the_same_bits(string noise)
    {
        PairTrajectoryRequest request = Strong with { Noise = ElectronNoise.Parse(noise), Trajectories = 1000 };
        MonteCarloRateEstimate one = PairTrajectories.EstimateRate(request with { Threads = 1, Width = LaneWidth.Scalar });
        foreach ((int threads, LaneWidth width) in new[]
        {
            (2, LaneWidth.Scalar), (3, LaneWidth.Vector256), (1, LaneWidth.Vector512), (7, LaneWidth.Auto), (2, LaneWidth.Vector128),
        })
        {
            Assert.Equal(one, PairTrajectories.EstimateRate(request with { Threads = threads, Width = width }));
        }

        Assert.NotEqual(one.Value, PairTrajectories.EstimateRate(request with { Seed = 13 }).Value);
        Assert.NotEqual(one.Value, PairTrajectories.EstimateRate(request with { StudyPoint = 1 }).Value);
    }

    [Fact]
    public void Noiseless_electron_gives_the_static_rate_without_scatter()
    {
        // P = 1: the splitting is Δ for ever and W = (D²/2) Γ2/(Γ2² + Δ²) exactly; Δ = 0: W = D²/(2 Γ2). Oscillating, critically
        // damped (D = Γ2/2, where modes coalesce) and slow.
        foreach (ElectronNoise noise in new[] { ElectronNoise.ElectronTelegraph, ElectronNoise.OrnsteinUhlenbeck, ElectronNoise.Parse("fluctuators:3") })
        {
            foreach ((double D, double Δ, double P, double Γ2) in new (double, double, double, double)[] { (0.9, 1.6, 1, 1.3), (-0.9, 1.6, -1, 0.3), (7.0, 0, 0.3, 1.3), (0.65, 0, 0.3, 1.3), (1e-3, 1.6, 1, 1.3) })
            {
                MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(Strong with { Pair = new(D, Δ, P, 0.7, Γ2), Noise = noise, Trajectories = 70 });
                double exact = D * D / 2 * Γ2 / ((Γ2 * Γ2) + (Δ * Δ));
                Assert.InRange((estimate.Value - exact) / estimate.StandardError, -1, 1);
                Assert.InRange(estimate.StandardError, 0, 3e-10 * exact); // 1e-10 where coalescing modes are held apart
            }
        }
    }

    [Theory]
    [InlineData("electron-telegraph")]
    [InlineData("ornstein-uhlenbeck")]
    public void Target_error_is_reached_with_trajectories_fixed_beforehand(string noise)
    {
        PairTrajectoryRequest request = Strong with { Noise = ElectronNoise.Parse(noise), Trajectories = null, TargetError = 0.003 };
        MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(request);
        Assert.True(estimate.Statistics.TargetReached);
        Assert.InRange(estimate.StandardError / estimate.Value, 0.0025, 0.003);
        Assert.InRange((estimate.Value - ExactPairRates.Of(request)) / estimate.StandardError, -4, 4);

        // The plan does not look at the production run: asking for that number of trajectories gives the same numbers.
        MonteCarloRateEstimate again = PairTrajectories.EstimateRate(request with { Trajectories = estimate.Trajectories });
        Assert.Equal((estimate.Value, estimate.StandardError), (again.Value, again.StandardError));
    }

    [LongFact]
    public void Slow_decay_needs_no_more_than_two_blocks_for_a_modest_target()
    {
        // W is a millionth of Γc: every trajectory averages over some 10^5 flips by itself.
        PairTrajectoryRequest slow = Paper with { Pair = new(2e3, 5e5, 0.7, 2e6, 1e4), Trajectories = null, TargetError = 0.01 };
        MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(slow);
        double exact = ExactPairRates.Of(slow);
        Assert.Equal(128, estimate.Trajectories);
        Assert.InRange(estimate.StandardError / estimate.Value, 1e-5, 0.01);
        Assert.InRange((estimate.Value - exact) / estimate.StandardError, -4, 4);
    }

    [Theory]
    [InlineData("symmetric-telegraph", 0.45)]
    [InlineData("ornstein-uhlenbeck", 0.45)]
    [InlineData("fluctuators:4", 0.45)]
    [InlineData("electron-telegraph", 0.0)]
    public void Antithetic_pairs_keep_the_mean(string noise, double polarization)
    {
        PairTrajectoryRequest request = Strong with
        {
            Noise = ElectronNoise.Parse(noise), Pair = new(0.9, 1.6, polarization, 0.7, 1.3), Antithetic = true,
        };
        MonteCarloRateEstimate paired = PairTrajectories.EstimateRate(request);
        Assert.InRange((paired.Value - ExactPairRates.Of(request)) / paired.StandardError, -4, 4);
        MonteCarloRateEstimate plain = PairTrajectories.EstimateRate(request with { Antithetic = false });
        double gain = plain.StandardError * plain.StandardError / (paired.StandardError * paired.StandardError);

        // At P = 0 the two members of a pair have the same z: half the information. Elsewhere the odd part cancels.
        Assert.InRange(gain, polarization == 0 ? 0.45 : 1.2, polarization == 0 ? 0.55 : 20);
    }

    [Fact]
    public void Cancelling_keeps_what_is_complete()
    {
        using CancellationTokenSource source = new();
        CancelAfter progress = new(640, source);
        MonteCarloRateEstimate partial = PairTrajectories.EstimateRate(Strong with { Threads = 1 }, source.Token, progress);
        Assert.True(partial.Statistics.Cancelled);
        Assert.Equal(640, partial.Trajectories);
        Assert.Equal(Strong.Trajectories, partial.Statistics.PlannedTrajectories);
        MonteCarloRateEstimate same = PairTrajectories.EstimateRate(Strong with { Trajectories = 640 });
        Assert.Equal(same.Value, partial.Value);

        // Within a block as well: trajectories of more than 1e8 steps would take seconds.
        using CancellationTokenSource soon = new(50);
        PairTrajectoryRequest longRun = Strong with
        {
            Pair = new(1, 10, 0.1, 0.1, 1), Noise = ElectronNoise.OrnsteinUhlenbeck, TimeStep = 1e-6, Trajectories = 128, Threads = 2,
        };
        Assert.Throws<OperationCanceledException>(() => PairTrajectories.EstimateRate(longRun, soon.Token));

        using CancellationTokenSource early = new();
        early.Cancel();
        Assert.Throws<OperationCanceledException>(() => PairTrajectories.EstimateRate(Strong, early.Token));
    }

    [Fact]
    public void Hopeless_work_is_refused_with_its_size()
    {
        PairTrajectoryRequest many = Strong with { Trajectories = 1L << 40, Pair = new(0.01, 1.6, 0.45, 0.7, 1.3) };
        string message = Assert.Throws<InvalidOperationException>(() => PairTrajectories.EstimateRate(many)).Message;
        Assert.Contains("1.1E+012 trajectories", message, StringComparison.Ordinal);
        Assert.Contains("At most 1.0E+013", message, StringComparison.Ordinal);

        PairTrajectoryRequest precise = Strong with { Trajectories = null, TargetError = 1e-4, LargestWork = 1e6 };
        message = Assert.Throws<InvalidOperationException>(() => PairTrajectories.EstimateRate(precise)).Message;
        Assert.Contains("relative error of about", message, StringComparison.Ordinal);

        // No report of a trajectory: refused before the pilot.
        PairTrajectoryRequest slow = Strong with { Noise = ElectronNoise.OrnsteinUhlenbeck, Pair = new(1, 1e7, 0.5, 1, 1) };
        message = Assert.Throws<InvalidOperationException>(() => PairTrajectories.EstimateRate(slow, default, new Unexpected())).Message;
        Assert.Contains("at most 2147483647", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_work_ahead_is_told_before_a_stage_begins()
    {
        Reports reports = new();
        MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(Strong with { Trajectories = 256, Threads = 1 }, default, reports);
        TrajectoryProgress[] production = [.. reports.Where(p => !p.IsPilot)];
        Assert.Equal([0, 64, 128, 192, 256], production.Select(p => p.Completed));
        Assert.Equal(estimate.Statistics.PilotTrajectories, reports.Where(p => p.IsPilot && p.Completed == p.Total).Sum(p => p.Total));

        // Mean flips up to the horizon: Γc (1 − P²)/2 per unit of time.
        double flips = 0.7 * (1 - (0.45 * 0.45)) / 2 * estimate.Statistics.Horizon;
        Assert.All(production, p => Assert.Equal(Math.Max(1, flips), p.StepsPerTrajectory, 1e-12 * flips));
    }

    [Fact]
    public void Bad_requests_name_the_field_and_what_is_allowed()
    {
        (PairTrajectoryRequest Request, string Field)[] bad =
        [
            (Strong with { Pair = new(0, 1.6, 0.45, 0.7, 1.3) }, "Pair.Dipolar"), (Strong with { TargetError = 0 }, "TargetError"),
            (Strong with { Noise = ElectronNoise.Parse("fluctuators:1025") }, "Noise"),
            (Strong with { Trajectories = 1 }, "Trajectories"), (Strong with { Antithetic = true }, "Antithetic"),
            (Strong with { Threads = -1 }, "Threads"), (Strong with { TimeStep = 0 }, "TimeStep"),
        ];
        foreach ((PairTrajectoryRequest request, string field) in bad)
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => PairTrajectories.EstimateRate(request));
            Assert.StartsWith(field, error.Message, StringComparison.Ordinal);
            Assert.Contains("allowed", error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<FormatException>(() => ElectronNoise.Parse("fluctuators:0"));
        Assert.Throws<FormatException>(() => ElectronNoise.Parse("white"));
    }

    private sealed class Reports : List<TrajectoryProgress>, IProgress<TrajectoryProgress>
    {
        public void Report(TrajectoryProgress value) => Add(value);
    }

    private sealed class Unexpected : IProgress<TrajectoryProgress>
    {
        public void Report(TrajectoryProgress value) => Assert.Fail("A trajectory was begun.");
    }

    private sealed class CancelAfter(long completed, CancellationTokenSource source) : IProgress<TrajectoryProgress>
    {
        public void Report(TrajectoryProgress value)
        {
            if (value.Completed >= completed)
            {
                source.Cancel();
            }
        }
    }
}
