using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>
/// The mean of an observable of a model file at a time, from trajectories. The seed comes from that of the sweep and the number of the point,
/// kernels and memory are the same everywhere: whoever computes the point gets the same bits.
/// </summary>
/// <param name="reference">The model and the observable.</param>
/// <param name="time">When, s; null for the end of the sequence.</param>
/// <param name="plan">How many trajectories.</param>
/// <param name="seed">Seed of the sweep.</param>
/// <remarks>
/// A target is reached in rounds: trajectories of their own tell the scatter, then as many as it asks for are run, and more of them where their
/// own scatter asks for that. Cost: binding the model, a few milliseconds, and the trajectories.
/// </remarks>
internal sealed class ModelMonteCarloStep(ModelReference reference, SlotProgram? time, SamplingPlan plan, ulong seed) : SweepStep
{
    private const long PilotTrajectories = 256;
    private const long MostTrajectories = 1L << 40;
    private const double Reserve = 1.05;
    private const int MostRounds = 8;
    private const long Memory = 1L << 30;

    public override void Run(double[] slots, long index, CancellationToken cancellation)
    {
        LoadedModel loaded = reference.Bind(slots, out Operator seen);
        double t = time?.At(slots) ?? loaded.Model.Sequence!.Duration;
        if (!(t >= 0 && double.IsFinite(t)))
        {
            throw new ArithmeticException(FormattableString.Invariant($"The time is {t:R} s; it must be zero or positive."));
        }

        ulong mine = SweepPoints.Mix(seed, (ulong)index);
        (slots[Outputs[0]], slots[Outputs[1]]) = plan.Trajectories is { } count
            ? Sample(loaded, seen, t, count, mine, cancellation)
            : ToTarget(plan.TargetError!.Value, (n, s) => Sample(loaded, seen, t, n, s, cancellation), mine);
    }

    private static (double Value, double StandardError) ToTarget(double target, Func<long, ulong, (double Value, double StandardError)> sample, ulong seed)
    {
        long count = More(PilotTrajectories, sample(PilotTrajectories, SweepPoints.Mix(seed, 0)).StandardError, target);
        (double Value, double StandardError) result = sample(count, seed);
        for (int round = 1; result.StandardError > target && round < MostRounds; round++)
        {
            count = More(count, result.StandardError, target);
            result = sample(count, seed);
        }

        return result.StandardError <= target
            ? result
            : throw new ArithmeticException(FormattableString.Invariant($"The standard error is still {result.StandardError:G3} after {count} trajectories; the target is {target:G3}."));
    }

    /// <summary>Trajectories for a target, by the scatter of so many.</summary>
    private static long More(long count, double error, double target)
    {
        double needed = Math.Ceiling(Reserve * count * (error / target) * (error / target));
        return needed <= MostTrajectories
            ? Math.Max((long)needed, PilotTrajectories)
            : throw new ArithmeticException(FormattableString.Invariant($"A standard error of {target:G3} needs {needed:G3} trajectories; at most 2^40 are possible."));
    }

    private static (double Value, double StandardError) Sample(LoadedModel loaded, Operator seen, double t, long count, ulong seed, CancellationToken cancellation)
    {
        SamplingMethod method = SamplingMethod.Of(loaded.Model) ?? throw new ArithmeticException($"There is nothing to sample: {SamplingMethod.QuantumJumps.Refusal(loaded.Model)}.");
        var options = new EnsembleOptions { Trajectories = count, Seed = seed, Threads = 1, Kernels = DenseKernels.Managed, MemoryLimit = Memory };
        EnsembleResult result = method.Solve(loaded.Model, loaded.Initial, [seen], TimeGrid.Of([t]), options, cancellation);
        return result.Cancelled ? throw new OperationCanceledException(cancellation) : (result.Values[0][0], result.StandardErrors[0][0]);
    }
}
