using System.Diagnostics;
using System.Globalization;
using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Benchmarks.Ensembles;

/// <summary>
/// `ensembles [REPEATS]`: for n = 16, 64, 256 and every backend found, the rate of whole splitting steps of 4096 trajectories beside
/// that of bare matrix products: in one piece, [n, n] times [n, 4096], and in the blocks of trajectories that the steps use, which stay
/// in the cache. All are timed in turn on one thread; rates are the best of the repeats, fractions medians over neighbours in time.
/// </summary>
internal static class EnsembleRates
{
    private const int Trajectories = 4096;

    public static int Run(string[] args)
    {
        int repeats = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 7;
        Console.WriteLine("backend     n   products   in blocks   whole steps   of products   of blocks   (1e9 operations/s)");
        foreach (BackendStatus status in DenseKernels.Probe().Statuses.Where(s => s.IsAvailable))
        {
            foreach ((int spins, int steps) in new[] { (2, 256), (3, 64), (4, 8) })
            {
                Measure(DenseKernels.Select(status.Backend), status.Backend, spins, steps, repeats);
            }
        }

        return 0;
    }

    private static void Measure(IDenseKernels kernels, Backend backend, int spins, int steps, int repeats)
    {
        SpinChainEnsemble ensemble = new(spins, Trajectories, steps, kernels);
        int n = ensemble.Order;
        double[] propagator = [.. Enumerable.Range(0, n * n).Select(i => Math.Cos(i) / n)];
        double[] states = [.. Enumerable.Range(0, n * Trajectories).Select(i => Math.Sin(i))];
        double[] moved = new double[states.Length];
        double Products() => Seconds(() =>
        {
            for (int step = 0; step < steps; step++)
            {
                kernels.Multiply(Transposition.None, Transposition.None, n, Trajectories, n, 1, propagator, n, states, n, 0, moved, n);
            }
        });
        int block = EnsembleRunner.BlockSize(n, Trajectories);
        double Blocks() => Seconds(() =>
        {
            for (int first = 0; first < Trajectories; first += block)
            {
                for (int step = 0; step < steps; step++)
                {
                    kernels.Multiply(Transposition.None, Transposition.None, block, n, n, 1, states, block, propagator, n, 0, moved, block);
                }
            }
        });
        double Whole() => Seconds(() => ensemble.Run());
        Func<double>[] works = [Products, Blocks, Whole];
        double[][] times = [.. works.Select(_ => new double[repeats])];
        for (int i = -3; i < repeats; i++)
        {
            for (int k = 0; k < works.Length; k++)
            {
                times[k][Math.Max(i, 0)] = works[k]();
            }
        }

        double rate = 1e-9 * ensemble.Operations;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{backend,-9} {n,3} {rate / times[0].Min(),10:F1} {rate / times[1].Min(),11:F1} {rate / times[2].Min(),13:F1} {Fraction(times[0], times[2]),13:P0} {Fraction(times[1], times[2]),11:P0}"));
    }

    private static double Fraction(double[] bare, double[] whole)
    {
        double[] ratios = [.. bare.Zip(whole, (b, w) => b / w).Order()];
        return ratios[ratios.Length / 2];
    }

    private static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
