using System.Diagnostics;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>Measures how fast a backend works on one thread of this machine.</summary>
internal static class KernelBenchmark
{
    private static readonly TimeSpan ProductBudget = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan TaskBudget = TimeSpan.FromMilliseconds(20);
    private const int Rounds = 4;

    /// <summary>Floating-point rates in 10^9 operations per second; the best of several runs after some to warm up.</summary>
    /// <param name="kernels">The backend to measure.</param>
    /// <param name="n">Order of the matrices, from 1.</param>
    /// <remarks>A real product counts 2 n^3 operations, a complex one 8 n^3. Takes about 0.2 s per number type, longer for large n.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">n is less than 1.</exception>
    public static KernelRates Measure(IDenseKernels kernels, int n)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        double real = LeastSeconds(new BackendTask(DenseWork.Product, IsComplex: false, n).On(kernels), ProductBudget);
        double complex = LeastSeconds(new BackendTask(DenseWork.Product, IsComplex: true, n).On(kernels), ProductBudget);
        return new KernelRates(n, 2e-9 * n * n * n / real, 8e-9 * n * n * n / complex);
    }

    /// <summary>Microseconds of each of <see cref="BackendTask.All"/>: what a backend is chosen by. Takes about a second.</summary>
    /// <param name="kernels">The backend to measure.</param>
    /// <remarks>Several rounds, as code is compiled anew after the first.</remarks>
    public static double[] MeasureTasks(IDenseKernels kernels)
    {
        Action[] tasks = [.. BackendTask.All.Select(task => task.On(kernels))];
        double[] least = new double[tasks.Length];
        Array.Fill(least, double.PositiveInfinity);
        for (int round = 0; round < Rounds; round++)
        {
            least = [.. least.Zip(tasks, (known, task) => Math.Min(known, 1e6 * LeastSeconds(task, TaskBudget)))];
        }

        return least;
    }

    // Other work on the machine can only add: the least time of many short batches is what the backend needs.
    private static double LeastSeconds(Action work, TimeSpan budget)
    {
        double best = double.PositiveInfinity;
        long start = Stopwatch.GetTimestamp();
        int batch = 1;
        do
        {
            // Short work is timed in batches that are long against the clock's resolution.
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < batch; i++)
            {
                work();
            }

            best = Math.Min(best, Math.Max(1e-9, Stopwatch.GetElapsedTime(begin).TotalSeconds / batch));
            batch = Math.Clamp((int)(1e-4 / best), 1, 1000);
        }
        while (Stopwatch.GetElapsedTime(start) < budget);
        return best;
    }
}

/// <summary>Measured speed of square matrix products.</summary>
/// <param name="Order">Order of the matrices.</param>
/// <param name="RealGigaflops">10^9 real floating-point operations per second, real matrices.</param>
/// <param name="ComplexGigaflops">10^9 real floating-point operations per second, complex matrices.</param>
internal sealed record KernelRates(int Order, double RealGigaflops, double ComplexGigaflops);
