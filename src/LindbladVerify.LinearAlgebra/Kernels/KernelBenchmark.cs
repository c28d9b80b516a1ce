using System.Diagnostics;
using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>Measures how fast a backend multiplies square matrices on one thread of this machine.</summary>
internal static class KernelBenchmark
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(200);

    /// <summary>Floating-point rates in 10^9 operations per second; the best of several runs after one to warm up.</summary>
    /// <param name="kernels">The backend to measure.</param>
    /// <param name="n">Order of the matrices, from 1.</param>
    /// <remarks>A real product counts 2 n^3 operations, a complex one 8 n^3. Takes about 0.2 s per number type, longer for large n.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">n is less than 1.</exception>
    public static KernelRates Measure(IDenseKernels kernels, int n)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return new KernelRates(n, MeasureReal(kernels, n), MeasureComplex(kernels, n));
    }

    private static double MeasureReal(IDenseKernels kernels, int n)
    {
        double[] a = Fill(n * n, 0.7);
        double[] b = Fill(n * n, 0.3);
        double[] c = new double[n * n];
        double seconds = BestTime(() => kernels.Multiply(Transposition.None, Transposition.None, n, n, n, 1, a, n, b, n, 0, c, n));
        return 2e-9 * n * n * n / seconds;
    }

    private static double MeasureComplex(IDenseKernels kernels, int n)
    {
        Complex[] a = [.. Fill(n * n, 0.7).Select(x => new Complex(x, 1 - x))];
        Complex[] b = [.. Fill(n * n, 0.3).Select(x => new Complex(1 - x, x))];
        Complex[] c = new Complex[n * n];
        double seconds = BestTime(() => kernels.Multiply(Transposition.None, Transposition.None, n, n, n, Complex.One, a, n, b, n, Complex.Zero, c, n));
        return 8e-9 * n * n * n / seconds;
    }

    private static double BestTime(Action product)
    {
        product();
        double best = double.PositiveInfinity;
        long start = Stopwatch.GetTimestamp();
        do
        {
            // Short products are timed in batches that are long against the clock's resolution.
            int batch = double.IsInfinity(best) ? 1 : Math.Clamp((int)(1e-4 / best), 1, 1000);
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < batch; i++)
            {
                product();
            }

            best = Math.Min(best, Math.Max(1e-9, Stopwatch.GetElapsedTime(begin).TotalSeconds / batch));
        }
        while (Stopwatch.GetElapsedTime(start) < Budget);
        return best;
    }

    private static double[] Fill(int length, double seed)
    {
        double[] values = new double[length];
        for (int i = 0; i < length; i++)
        {
            seed = Math.BitDecrement((seed + 0.6180339887498949) % 1);
            values[i] = seed;
        }

        return values;
    }
}

/// <summary>Measured speed of square matrix products.</summary>
/// <param name="Order">Order of the matrices.</param>
/// <param name="RealGigaflops">10^9 real floating-point operations per second, real matrices.</param>
/// <param name="ComplexGigaflops">10^9 real floating-point operations per second, complex matrices.</param>
internal sealed record KernelRates(int Order, double RealGigaflops, double ComplexGigaflops);
