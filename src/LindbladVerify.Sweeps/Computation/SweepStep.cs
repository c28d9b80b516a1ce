namespace LindbladVerify.Sweeps.Computation;

/// <summary>Fills some slots of a point from others. One instance serves one thread.</summary>
internal abstract class SweepStep
{
    /// <summary>The slots that the step fills; they are not numbers where it fails.</summary>
    public required IReadOnlyList<int> Outputs { get; init; }

    /// <summary>What failed, for the reason that is stored.</summary>
    public required string Label { get; init; }

    /// <summary>Computes a point.</summary>
    /// <param name="slots">All numbers of the point.</param>
    /// <param name="index">Number of the point.</param>
    /// <param name="cancellation">Ends a long computation.</param>
    public abstract void Run(double[] slots, long index, CancellationToken cancellation);
}
