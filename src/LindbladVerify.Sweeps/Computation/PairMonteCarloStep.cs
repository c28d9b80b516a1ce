using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Verification.Evidence;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>The rate of the pair from trajectories. The seed comes from that of the sweep and the number of the point: whoever computes the point gets the same bits.</summary>
internal sealed class PairMonteCarloStep(PairBinding binding, long? trajectories, double? targetError, ulong seed) : SweepStep
{
    public override void Run(double[] slots, long index, CancellationToken cancellation)
    {
        var options = new MonteCarloOptions(trajectories, targetError, SweepPoints.Mix(seed, (ulong)index), Threads: 1);
        (RateRow row, MonteCarloOutcome outcome) = RateSurvey.MonteCarlo(binding.At(slots), binding.Noise, options, null, cancellation);
        if (outcome == MonteCarloOutcome.Cancelled)
        {
            throw new OperationCanceledException(cancellation);
        }

        (slots[Outputs[0]], slots[Outputs[1]]) = row.Value is { } value
            ? (value, row.StandardError ?? double.NaN)
            : throw new ArithmeticException(row.Reason);
    }
}
