using BenchmarkDotNet.Attributes;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Benchmarks.Ensembles;

/// <summary>
/// Splitting steps of 4096 trajectories against the backend's bare matrix products of the same shape, [n, n] times [n, 4096];
/// everything else, random numbers and rotations included, is what the ratio shows.
/// </summary>
public class EnsembleBenchmarks
{
    private const int Trajectories = 4096;
    private const int Steps = 16;
    private SpinChainEnsemble ensemble = null!;
    private IDenseKernels kernels = null!;
    private double[] propagator = [], states = [], moved = [];

    [Params(2, 3, 4)]
    public int Spins { get; set; }

    [Params(Backend.Mkl, Backend.OpenBlas, Backend.Managed)]
    public Backend Backend { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        kernels = DenseKernels.Select(Backend);
        ensemble = new SpinChainEnsemble(Spins, Trajectories, Steps, kernels);
        int n = ensemble.Order;
        propagator = [.. Enumerable.Range(0, n * n).Select(i => Math.Cos(i) / n)];
        states = [.. Enumerable.Range(0, n * Trajectories).Select(i => Math.Sin(i))];
        moved = new double[n * Trajectories];

        // Never time steps that do not agree with those on the managed kernels.
        double expected = new SpinChainEnsemble(Spins, Trajectories, Steps, DenseKernels.Managed).Run();
        if (Math.Abs(ensemble.Run() - expected) > 1e-12)
        {
            throw new InvalidOperationException($"{Backend} and managed kernels disagree for {Spins} spins.");
        }
    }

    [Benchmark(Baseline = true)]
    public void MatrixProducts()
    {
        int n = ensemble.Order;
        for (int step = 0; step < Steps; step++)
        {
            kernels.Multiply(Transposition.None, Transposition.None, n, Trajectories, n, 1, propagator, n, states, n, 0, moved, n);
        }
    }

    [Benchmark]
    public double SplittingSteps() => ensemble.Run();
}
