using System.Runtime.Intrinsics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Cli;

/// <summary>The processor in words.</summary>
internal static class Processor
{
    /// <summary>Model and widest accelerated vector.</summary>
    public static string Describe() => $"{Model()}, {Environment.ProcessorCount} logical cores, {VectorBits()}-bit vectors";

    private static int VectorBits() =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 64;

    private static string Model()
    {
        const string Description = "/proc/cpuinfo";
        string? line = File.Exists(Description) ? File.ReadLines(Description).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor";
    }
}

/// <summary>The dense kernels that were asked for.</summary>
internal static class KernelChoice
{
    private static readonly (Backend Backend, string Variable)[] Variables = [(Backend.Mkl, "LINDBLAD_VERIFY_MKL_PATH"), (Backend.OpenBlas, "LINDBLAD_VERIFY_OPENBLAS_PATH")];

    /// <summary>The kernels. Where the choice is free and a library that the environment names cannot be used, that is said.</summary>
    /// <exception cref="BackendUnavailableException">A backend was asked for that is not there.</exception>
    public static IDenseKernels Of(Backend backend)
    {
        if (backend == Backend.Auto)
        {
            foreach ((Backend named, string variable) in Variables)
            {
                string? path = Environment.GetEnvironmentVariable(variable);
                if (!string.IsNullOrWhiteSpace(path))
                {
                    Warn(named, variable, path);
                }
            }
        }

        return DenseKernels.Select(backend);
    }

    private static void Warn(Backend backend, string variable, string path)
    {
        BackendStatus status = DenseKernels.Probe().Statuses.First(s => s.Backend == backend);
        if (!status.IsAvailable)
        {
            string reason = status.Attempts.Count > 0 ? status.Attempts[^1].Outcome : "no file was found";
            StandardError.Say(OneLine.Of($"{variable} names '{path}', which cannot be used: {reason}. 'doctor' shows all that was tried."));
        }
    }
}
