using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Native;

/// <summary>Walks through candidates until one library loads, is set up for our use and passes the handshake.</summary>
internal static class NativeBackendLoader
{
    /// <summary>Tries the candidates in order. Never throws for a library that is missing or unfit: the status says why.</summary>
    public static BackendLoad Load(Backend backend, IReadOnlyList<string> candidates)
    {
        List<BackendAttempt> attempts = [];
        foreach (string candidate in candidates)
        {
            try
            {
                NativeDenseKernels kernels = Open(backend, candidate);
                attempts.Add(new BackendAttempt(candidate, Accepted: true, "loaded"));
                return new BackendLoad(kernels, new BackendStatus(backend, kernels.Info, attempts));
            }
            catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or UnfitLibraryException)
            {
                attempts.Add(new BackendAttempt(candidate, Accepted: false, OneLine(failure.Message)));
            }
        }

        return new BackendLoad(null, new BackendStatus(backend, null, attempts));
    }

    private static NativeDenseKernels Open(Backend backend, string candidate)
    {
        if (Path.IsPathRooted(candidate) && !File.Exists(candidate))
        {
            throw new DllNotFoundException("no such file");
        }

        nint library = NativeLibrary.Load(candidate);
        // A refused library stays loaded: unloading numerical libraries that own threads is not safe everywhere.
        KernelInfo info = backend == Backend.Mkl ? MklLibrary.Prepare(library, candidate) : OpenBlasLibrary.Prepare(library, candidate);
        NativeBlas blas = new(library);
        NativeHandshake.Check(blas);
        return new NativeDenseKernels(blas, info);
    }

    // The runtime's message on Unix opens with advice and then has one line of the system loader per name it tried.
    private static string OneLine(string message)
    {
        string[] lines = message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join("; ", lines.Length > 1 ? lines[1..].Distinct(StringComparer.Ordinal) : lines);
    }
}
