using System.Runtime.Intrinsics;

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
