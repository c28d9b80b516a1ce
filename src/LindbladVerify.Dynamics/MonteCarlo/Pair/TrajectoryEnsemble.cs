using System.Buffers;
using System.Diagnostics;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>Runs a kernel over many blocks and keeps moments of chosen sample values, in block order.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="mirror">The kernel of the mirrored noise, reading the same streams; a sample is then the mean of a pair.</param>
/// <param name="threads">Workers; 0 for one per processor.</param>
internal sealed class TrajectoryEnsemble(ITrajectoryKernel kernel, ITrajectoryKernel? mirror, int threads)
{
    /// <summary>Reads sample values from a block: row i of the target is value i of every trajectory, rows
    /// <see cref="TrajectoryBlock.Size"/> apart.</summary>
    public delegate void Selector(ReadOnlySpan<double> samples, Span<double> rows);

    /// <summary>Moments of the samples (a sample is a trajectory, or the mean of a mirrored pair).</summary>
    public MomentAccumulator Moments { get; private set; } = new(1);

    /// <summary>Moments of the means of full blocks.</summary>
    public MomentAccumulator BlockMeans { get; private set; } = new(1);

    /// <summary>Trajectories that the moments rest on.</summary>
    public long Completed { get; private set; }

    /// <summary>Runs trajectories 0 … count − 1, or fewer if cancelled.</summary>
    public void Run(
        long count, int dimension, Selector select, CancellationToken cancellationToken,
        IProgress<TrajectoryProgress>? progress = null, int bandwidth = int.MaxValue)
    {
        Moments = new(dimension, bandwidth);
        BlockMeans = new(dimension, bandwidth);
        Completed = 0;
        long blocks = (count + TrajectoryBlock.Size - 1) / TrajectoryBlock.Size;
        Stopwatch clock = Stopwatch.StartNew();
        progress?.Report(new TrajectoryProgress(0, count, clock.Elapsed));
        BlockRunner<MomentAccumulator> runner = new(blocks, threads, block => Compute(block, count, dimension, bandwidth, select, cancellationToken), (block, moments) =>
        {
            long inBlock = Math.Min(TrajectoryBlock.Size, count - (block * TrajectoryBlock.Size));
            Moments.Merge(moments);
            Completed += inBlock;
            if (inBlock == TrajectoryBlock.Size)
            {
                BlockMeans.Add(moments.Mean);
            }

            progress?.Report(new TrajectoryProgress(Completed, count, clock.Elapsed));
        });
        runner.Run(cancellationToken);
    }

    private MomentAccumulator? Compute(long block, long count, int dimension, int bandwidth, Selector select, CancellationToken cancellation)
    {
        int size = kernel.OutputCount * TrajectoryBlock.Components * TrajectoryBlock.Size;
        double[] samples = ArrayPool<double>.Shared.Rent(size);
        double[] rows = ArrayPool<double>.Shared.Rent(dimension * TrajectoryBlock.Size);
        int inBlock = (int)Math.Min(TrajectoryBlock.Size, count - (block * TrajectoryBlock.Size));
        Simulate(block, inBlock, samples.AsSpan(0, size), cancellation);
        MomentAccumulator? moments = null;
        if (!cancellation.IsCancellationRequested)
        {
            select(samples.AsSpan(0, size), rows);
            if (mirror is not null)
            {
                inBlock /= 2;
                AveragePairs(rows.AsSpan(0, dimension * TrajectoryBlock.Size));
            }

            moments = MomentAccumulator.Of(rows, dimension, bandwidth, TrajectoryBlock.Size, inBlock);
        }

        ArrayPool<double>.Shared.Return(samples);
        ArrayPool<double>.Shared.Return(rows);
        return moments;
    }

    /// <summary>One block: up to 64 trajectories (whole lanes of them), or 32 and their mirror images in the second half.</summary>
    private void Simulate(long block, int inBlock, Span<double> samples, CancellationToken cancellation)
    {
        const int size = TrajectoryBlock.Size;
        if (mirror is null)
        {
            kernel.Run(block * size, (inBlock + TrajectoryBlock.Granularity - 1) / TrajectoryBlock.Granularity * TrajectoryBlock.Granularity, samples, cancellation);
            return;
        }

        kernel.Run(block * (size / 2), size / 2, samples, cancellation);
        mirror.Run(block * (size / 2), size / 2, samples[(size / 2)..], cancellation);
    }

    private static void AveragePairs(Span<double> rows)
    {
        for (int row = 0; row < rows.Length; row += TrajectoryBlock.Size)
        {
            for (int i = 0; i < TrajectoryBlock.Size / 2; i++)
            {
                rows[row + i] = (rows[row + i] + rows[row + i + (TrajectoryBlock.Size / 2)]) / 2;
            }
        }
    }
}
