using BenchmarkDotNet.Attributes;
using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Benchmarks.Trajectories;

/// <summary>Random words and normal variates of 64 trajectories at once.</summary>
public unsafe class RandomBenchmarks
{
    private const int Count = 64;
    private readonly double[] memory = GC.AllocateArray<double>(5 * Count, pinned: true);
    private readonly LaneKey<Lanes512> key = new(new StreamKey(1));
    private uint draw;

    [Benchmark(OperationsPerInvoke = 2 * Count)]
    public void Words()
    {
        fixed (double* first = memory)
        {
            BatchDraws.Words<Lanes512>(key, 0, draw++, Count, first, first + Count);
        }
    }

    [Benchmark(OperationsPerInvoke = 2 * Count)]
    public void Normals()
    {
        fixed (double* first = memory)
        {
            BatchDraws.NormalPairs<Lanes512>(first, Count, first + (2 * Count), first + (3 * Count), first + (4 * Count));
        }
    }
}
