using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Ensembles;

/// <summary>Bad input, memory, cancellation.</summary>
public class EnsembleRefusalTests
{
    private static readonly OpenSystemModel Model = new RandomModels(1).Model([2, 2], RandomModels.Gaussian);
    private static readonly OpenSystemModel Chain = new RandomModels(1).Model([2, 2], RandomModels.Cycle);
    private static readonly Operator Start = new RandomModels(2).State(4), Observable = new RandomModels(3).Hermitian(4);
    private static readonly TimeGrid Grid = TimeGrid.Uniform(0, 2, 3);

    [Fact]
    public void Bad_options_name_field_value_and_range()
    {
        (EnsembleOptions Options, string Start)[] bad =
        [
            (new() { Trajectories = 1 }, "Trajectories = 1 "), (new() { TimeStep = -0.5 }, "TimeStep = -0.5 "),
            (new() { Threads = -2 }, "Threads = -2 "), (new() { MemoryLimit = 0 }, "MemoryLimit = 0 "),
            (new() { Method = EnsembleMethod.FlipByFlip }, "Method = FlipByFlip "),
        ];
        foreach ((EnsembleOptions options, string start) in bad)
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => NoiseEnsemble.Solve(Model, Start, [Observable], Grid, options));
            Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
            Assert.Contains("allowed", error.Message, StringComparison.Ordinal);
        }

        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => NoiseEnsemble.Solve(Model, Start, [], Grid)).Message, StringComparison.Ordinal);
        Assert.Contains("Observable 0", Assert.Throws<ArgumentException>(() => NoiseEnsemble.Solve(Model, Start, [Operator.Unit(4, 0, 1)], Grid)).Message, StringComparison.Ordinal);
        Assert.Contains("dimension 4", Assert.Throws<ArgumentException>(() => NoiseEnsemble.Solve(Model, Operator.Unit(2, 0, 0), [Observable], Grid)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_start_alone_is_the_initial_state()
    {
        TimeGrid start = TimeGrid.Of([0]);
        double expected = Observable.Expectation(Start).Real;
        foreach (OpenSystemModel model in new[] { Model, Chain, new OpenSystemModel(Model.Hamiltonian, Model.Dissipators) })
        {
            Assert.Equal(expected, NoiseEnsemble.Solve(model, Start, [Observable], start).Values[0][0], 1e-13);
            EnsembleResult drawn = QuantumJumps.Solve(model, Start, [Observable], start);
            Assert.InRange((drawn.Values[0][0] - expected) / drawn.StandardErrors[0][0], -4, 4);
        }
    }

    [Theory]
    [InlineData(2_000)] // not even one propagator
    [InlineData(40_000)] // propagators, but no block of trajectories
    public void What_does_not_fit_is_refused_with_the_memory_it_would_need(long limit)
    {
        foreach (OpenSystemModel model in new[] { Model, Chain })
        {
            InsufficientMemoryForPropagationException error = Assert.Throws<InsufficientMemoryForPropagationException>(
                () => NoiseEnsemble.Solve(model, Start, [Observable], Grid, new EnsembleOptions { MemoryLimit = limit }));
            Assert.True(error.Required > limit);
            Assert.Contains(" kB", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(EnsembleMethod.Splitting)]
    [InlineData(EnsembleMethod.FlipByFlip)]
    public void Cancelling_keeps_the_blocks_that_are_complete(EnsembleMethod method)
    {
        EnsembleOptions options = new() { Trajectories = 100_000, Seed = 1, Threads = 1, Method = method, TimeStep = 0.1 };
        using CancellationTokenSource source = new();
        EnsembleResult partial = NoiseEnsemble.Solve(Chain, Start, [Observable], Grid, options, source.Token, new CancelAfter(1000, source));
        Assert.True(partial.Cancelled);
        Assert.Equal(1024, partial.Trajectories);
        EnsembleResult shorter = NoiseEnsemble.Solve(Chain, Start, [Observable], Grid, options with { Trajectories = 1024 });
        Assert.Equal(shorter.Values[0][2], partial.Values[0][2], 1e-13); // blocks of another size
        using CancellationTokenSource early = new();
        early.Cancel();
        Assert.Throws<OperationCanceledException>(() => NoiseEnsemble.Solve(Chain, Start, [Observable], Grid, options, early.Token));
    }

    // As where dense kernels refuse to go on in the middle of a block.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_block_that_ends_by_being_cancelled_leaves_those_before_it(int threads)
    {
        using CancellationTokenSource source = new();
        List<long> kept = [];
        BlockRunner<object> runner = new(
            100,
            threads,
            block =>
            {
                if (block == 7)
                {
                    source.Cancel();
                }

                source.Token.ThrowIfCancellationRequested();
                return new object();
            },
            (block, _) => kept.Add(block));
        long count = runner.Run(source.Token);
        Assert.InRange(count, threads == 1 ? 7 : 0, 7);
        Assert.Equal(Enumerable.Range(0, (int)count).Select(k => (long)k), kept);
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
