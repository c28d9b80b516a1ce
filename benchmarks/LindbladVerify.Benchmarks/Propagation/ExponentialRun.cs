using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Benchmarks.Propagation;

/// <summary>
/// One measurement for benchmarks/peers/exponential: `exponential BACKEND ORDER real|complex INPUT OUTPUT SECONDS` with files of
/// doubles, column-major. Prints one JSON object: least processor time of a warm process on one thread, also of one real product.
/// </summary>
internal static class ExponentialRun
{
    public static int Run(string[] args)
    {
        if (args.Length != 6)
        {
            Console.Error.WriteLine("usage: exponential auto|mkl|openblas|managed ORDER real|complex INPUT OUTPUT SECONDS");
            return 2;
        }

        IDenseKernels kernels = DenseKernels.Select(Enum.Parse<Backend>(args[0], ignoreCase: true));
        int n = int.Parse(args[1], CultureInfo.InvariantCulture);
        bool isComplex = string.Equals(args[2], "complex", StringComparison.Ordinal);
        double seconds = double.Parse(args[5], CultureInfo.InvariantCulture);
        double[] input = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(args[3])).ToArray();
        MatrixExponentialStatistics statistics;
        double[] output = [];
        double least;
        if (isComplex)
        {
            Complex[] a = MemoryMarshal.Cast<double, Complex>(input).ToArray();
            MatrixExponentialResult<Complex> result = MatrixExponential.Compute(kernels, n, a, maximumThreads: 1);
            least = Least(() => result = MatrixExponential.Compute(kernels, n, a, maximumThreads: 1), seconds);
            (output, statistics) = (MemoryMarshal.Cast<Complex, double>(result.Matrix).ToArray(), result.Statistics);
        }
        else
        {
            MatrixExponentialResult<double> result = MatrixExponential.Compute(kernels, n, input, maximumThreads: 1);
            least = Least(() => result = MatrixExponential.Compute(kernels, n, input, maximumThreads: 1), seconds);
            (output, statistics) = (result.Matrix, result.Statistics);
        }

        File.WriteAllBytes(args[4], MemoryMarshal.AsBytes(output.AsSpan()).ToArray());
        double[] product = new double[n * n];
        double multiplication = Least(() => kernels.Multiply(Transposition.None, Transposition.None, n, n, n, 1, input, n, input, n, 0, product, n), seconds / 4);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            processorSeconds = least,
            realProductSeconds = multiplication,
            degree = statistics.Degree,
            scalings = statistics.Scalings,
            products = statistics.Products,
            backend = kernels.Info.Backend.ToString(),
        }));
        return 0;
    }

    /// <summary>Least processor time of one call in batches of at least some milliseconds, after a time to compile.</summary>
    private static double Least(Action work, double seconds)
    {
        const double Batch = 4e-3;
        Stopwatch clock = Stopwatch.StartNew();
        int calls = 0;
        do
        {
            work();
            calls++;
        }
        while (clock.Elapsed.TotalSeconds < seconds / 3);
        int batch = Math.Max(1, (int)Math.Ceiling(Batch * calls / clock.Elapsed.TotalSeconds));
        double least = double.PositiveInfinity;
        clock.Restart();
        for (int round = 0; round < 3 || clock.Elapsed.TotalSeconds < seconds; round++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            for (int i = 0; i < batch; i++)
            {
                work();
            }

            least = Math.Min(least, (Environment.CpuUsage.TotalTime - before).TotalSeconds / batch);
        }

        return least;
    }
}
