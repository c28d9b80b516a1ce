using LindbladVerify.LinearAlgebra.Managed;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>How long a backend takes for each task, where that was measured.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Instructions">The instructions that its kernels use on this processor, in words.</param>
/// <param name="Microseconds">One time for each of <see cref="BackendTask.All"/>; null where none was measured for these instructions.</param>
internal sealed record BackendTimes(Backend Backend, string Instructions, double[]? Microseconds)
{
    /// <summary>Registers of 512 bits.</summary>
    public const string Avx512 = "AVX-512";

    /// <summary>Registers of 256 bits with fused multiply-add.</summary>
    public const string Avx2 = "AVX2";

    /// <summary>Registers of 128 bits: what an OpenBLAS older than the processor falls back to.</summary>
    public const string Sse3 = "SSE3";

    /// <summary>What MKL uses on processors for which it has no branch of its own.</summary>
    public const string OtherMakers = "kernels for processors of other makers";

    /// <summary>Anything else; no times were measured.</summary>
    public const string Other = "other instructions";

    // Measured by `doctor --benchmark` with one library after the other told to use these instructions, on one core of an AMD EPYC
    // (Zen 5): .NET 10, OpenBLAS 0.3.21, MKL 2020.0.4. Only ratios count, and a backend must be far ahead to be taken for them. MKL with
    // AVX-512 and OpenBLAS with SSE3 were measured on an Intel Xeon (Emerald Rapids), each task times the geometric mean of what the rows
    // of OpenBLAS and the managed kernels take on the one over what they take on the other: 0.62 to 0.85. Complex eigensystems of the managed
    // kernels have become faster since (2.7 times on the Xeon); they decide nothing.
    private static readonly (Backend Backend, string Instructions, double[] Microseconds)[] Measured =
    [
        (Backend.Managed, Avx512, [0.57, 8.05, 491, 1.97, 28.2, 1460, 3.67, 453, 6.17, 785, 298, 495]),
        (Backend.Managed, Avx2, [0.584, 14, 720, 1.98, 51, 3110, 3.71, 444, 6.17, 1010, 300, 560]),
        (Backend.OpenBlas, Avx512, [0.106, 4.58, 413, 0.692, 28.1, 1820, 3.15, 267, 4.7, 623, 175, 564]),
        (Backend.OpenBlas, Avx2, [0.317, 10.8, 636, 0.836, 39.8, 2530, 2.12, 194, 4.4, 619, 144, 509]),
        (Backend.OpenBlas, Sse3, [0.533, 23.5, 1750, 1.86, 96.2, 6970, 1.83, 299, 4.17, 1040, 147, 356]),
        (Backend.Mkl, Avx512, [0.158, 4.53, 359, 0.558, 20.7, 1350, 1.51, 114, 2.27, 281, 170, 424]),
        (Backend.Mkl, Avx2, [0.55, 13.7, 699, 0.837, 44.6, 3210, 1.63, 276, 4.62, 848, 138, 455]),
        (Backend.Mkl, OtherMakers, [0.54, 13.7, 697, 0.828, 43.1, 2950, 1.63, 269, 4.52, 827, 133, 432]),
    ];

    /// <summary>The times that were measured for kernels with these instructions.</summary>
    public static BackendTimes Of(Backend backend, string instructions) => new(
        backend,
        instructions,
        Measured.Where(row => row.Backend == backend && string.Equals(row.Instructions, instructions, StringComparison.Ordinal)).Select(row => row.Microseconds).FirstOrDefault());

    /// <summary>What the managed kernels use here.</summary>
    public static string ManagedInstructions => ManagedDenseKernels.VectorBits switch
    {
        512 => Avx512,
        256 => Avx2,
        _ => Other,
    };
}
