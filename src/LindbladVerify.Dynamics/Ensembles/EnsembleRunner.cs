using System.Diagnostics;
using LindbladVerify.Dynamics.Trajectories;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>Runs a kernel over many blocks and merges their moments in block order.</summary>
internal static class EnsembleRunner
{
    private const int CoordinatesPerBlock = 32768;
    private const int SmallestBlock = 64;
    private const int LargestBlock = 512;
    private const int BlocksWanted = 8;

    /// <summary>
    /// Trajectories in a block, a power of two from 64 to 512: its coordinates fit the cache beside a propagator, and a run has
    /// several blocks to share out. It depends on the problem alone, never on the number of threads.
    /// </summary>
    public static int BlockSize(int order, long trajectories)
    {
        int size = LargestBlock;
        while (size > SmallestBlock && ((long)size * order > CoordinatesPerBlock || (long)size * BlocksWanted > trajectories))
        {
            size /= 2;
        }

        return size;
    }

    /// <summary>Number of workers that a request means.</summary>
    public static int Workers(int threads) => threads == 0 ? Environment.ProcessorCount : threads;

    /// <summary>Bytes of the moments that wait for their turn.</summary>
    public static double Memory(double dimension, int threads) => 2 * dimension * sizeof(double) * ((BlockRunner<MomentAccumulator>.WaitingPerThread * Workers(threads)) + 2);

    /// <summary>Trajectories 0 … count − 1, or the first blocks of them if cancelled.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before the first block of at least two trajectories was complete.</exception>
    public static MomentAccumulator Run(IEnsembleKernel kernel, long count, int threads, CancellationToken cancellation, IProgress<TrajectoryProgress>? progress = null)
    {
        int size = kernel.BlockSize;
        MomentAccumulator moments = new(kernel.Dimension, 0);
        Stopwatch clock = Stopwatch.StartNew();
        BlockRunner<MomentAccumulator> runner = new(
            (count + size - 1) / size,
            threads,
            block => kernel.Run(block * size, (int)Math.Min(size, count - (block * size)), cancellation),
            (_, part) =>
            {
                moments.Merge(part);
                progress?.Report(new TrajectoryProgress(moments.Count, count, clock.Elapsed));
            });
        runner.Run(cancellation);
        return moments.Count >= 2 ? moments : throw new OperationCanceledException(cancellation);
    }
}
