using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Native;

/// <summary>Sets OpenBLAS up: one thread of its own per call, and safe to call from several of ours.</summary>
internal static unsafe class OpenBlasLibrary
{
    private const int ParallelNone = 0;
    private const int ParallelOpenMp = 2;

    [ThreadStatic]
    private static bool threadIsLimited;

    private static delegate* unmanaged[Cdecl]<int, void> limitEachThread;

    /// <summary>Sets one thread and asks for the version.</summary>
    /// <exception cref="UnfitLibraryException">Not OpenBLAS, or a build without thread support.</exception>
    public static KernelInfo Prepare(nint library, string candidate)
    {
        nint setThreads = Symbol(library, "openblas_set_num_threads");
        var config = (delegate* unmanaged[Cdecl]<byte*>)Symbol(library, "openblas_get_config");
        var parallel = (delegate* unmanaged[Cdecl]<int>)Symbol(library, "openblas_get_parallel");
        string version = (Marshal.PtrToStringUTF8((nint)config()) ?? "").Trim();
        int kind = parallel();
        if (kind == ParallelNone)
        {
            throw new UnfitLibraryException($"a serial build ({version}), which need not be safe to call from several threads; use the pthread or OpenMP build");
        }

        ((delegate* unmanaged[Cdecl]<int, void>)setThreads)(1);
        if (kind == ParallelOpenMp)
        {
            limitEachThread = (delegate* unmanaged[Cdecl]<int, void>)setThreads;
        }

        string threading = kind == ParallelOpenMp ? "1 thread (OpenMP build)" : "1 thread (pthread build)";
        string path = LoadedModule.PathOf(setThreads, candidate);
        return new KernelInfo(Backend.OpenBlas, version, path, threading, "same bits from run to run on one processor model (one thread); no mode to set");
    }

    /// <summary>To be called before each call: an OpenMP build keeps its number of threads per calling thread.</summary>
    public static void EnterThread()
    {
        if (limitEachThread is not null && !threadIsLimited)
        {
            limitEachThread(1);
            threadIsLimited = true;
        }
    }

    private static nint Symbol(nint library, string name) =>
        NativeLibrary.TryGetExport(library, name, out nint address)
            ? address
            : throw new UnfitLibraryException($"not OpenBLAS: it exports no {name}");
}
