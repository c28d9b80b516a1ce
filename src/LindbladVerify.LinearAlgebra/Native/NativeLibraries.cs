using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Native;

/// <summary>Sets Intel MKL's single dynamic library up: sequential, 32-bit integers, run-to-run reproducible.</summary>
/// <remarks>
/// The layers and the reproducibility mode must be set before any other MKL call of the process.
/// Constants: oneMKL developer reference for C, "mkl_set_threading_layer", "mkl_set_interface_layer", "mkl_cbwr_set".
/// </remarks>
internal static unsafe class MklLibrary
{
    private const int ThreadingSequential = 1;
    private const int InterfaceLp64 = 0;
    private const int InterfaceIlp64Bit = 1;
    private const int CbwrBranch = 1;
    private const int CbwrOff = 1;
    private const int CbwrAuto = 2;

    // Read as text by the loader of MKL itself; a user who sets it has chosen the mode.
    private const string CbwrVariable = "MKL_CBWR";

    private static readonly string[] RequiredParts = ["mkl_core", "mkl_intel_lp64", "mkl_sequential"];

    /// <summary>Sets the layers and asks for the version.</summary>
    /// <exception cref="UnfitLibraryException">Parts are missing, or the layers cannot be set.</exception>
    public static KernelInfo Prepare(nint library, string candidate)
    {
        nint setThreading = Symbol(library, "MKL_Set_Threading_Layer");
        string path = LoadedModule.PathOf(setThreading, candidate);
        RequireParts(path);
        var setInterface = (delegate* unmanaged[Cdecl]<int, int>)Symbol(library, "MKL_Set_Interface_Layer");
        int threading = ((delegate* unmanaged[Cdecl]<int, int>)setThreading)(ThreadingSequential);
        int layer = setInterface(InterfaceLp64);
        if (threading != ThreadingSequential)
        {
            throw new UnfitLibraryException($"MKL kept threading layer {threading}; another part of this process used it first with its own threads");
        }

        if (layer < 0 || (layer & InterfaceIlp64Bit) != 0)
        {
            throw new UnfitLibraryException($"MKL kept interface layer {layer}, which takes 64-bit integers (ILP64); LP64 is needed");
        }

        string reproducibility = SetReproducibility(library);
        return new KernelInfo(Backend.Mkl, Version(library), path, "sequential", reproducibility);
    }

    // MKL ends the process when one of its parts is missing at the first call, so they are looked for beforehand.
    private static void RequireParts(string path)
    {
        if (!OperatingSystem.IsLinux() || !Path.IsPathRooted(path))
        {
            return;
        }

        string? target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
        string?[] folders =
        [
            Path.GetDirectoryName(path),
            Path.GetDirectoryName(target),
            .. (Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries),
        ];
        string[] present = [.. folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder!, "libmkl_*")).Select(file => Path.GetFileName(file))];
        foreach (string part in RequiredParts)
        {
            if (!present.Any(file => file.StartsWith($"lib{part}.so", StringComparison.Ordinal)))
            {
                throw new UnfitLibraryException($"incomplete installation: lib{part}.so is not beside {path} nor on LD_LIBRARY_PATH");
            }
        }
    }

    // Mode AUTO: the fastest branch of this processor, with the same bits from run to run for any memory alignment.
    private static string SetReproducibility(nint library)
    {
        var set = (delegate* unmanaged[Cdecl]<int, int>)Symbol(library, "MKL_CBWR_Set");
        var get = (delegate* unmanaged[Cdecl]<int, int>)Symbol(library, "MKL_CBWR_Get");
        string? chosen = Environment.GetEnvironmentVariable(CbwrVariable);
        if (string.IsNullOrEmpty(chosen))
        {
            int status = set(CbwrAuto);
            if (status != 0)
            {
                return $"MKL_CBWR off (AUTO refused with status {status})";
            }
        }

        string branch = BranchName(get(CbwrBranch));
        return string.IsNullOrEmpty(chosen) ? $"MKL_CBWR={branch}" : $"MKL_CBWR={branch} (set by the environment)";
    }

    /// <summary>The instructions of the branch in force, or of the one that AUTO stands for on this processor.</summary>
    /// <remarks>On processors of other makers AUTO stands for itself: MKL has no branch for them and does not say what it uses.</remarks>
    public static string Instructions(nint library)
    {
        int branch = ((delegate* unmanaged[Cdecl]<int, int>)Symbol(library, "MKL_CBWR_Get"))(CbwrBranch);
        if (branch is CbwrOff or CbwrAuto && NativeLibrary.TryGetExport(library, "MKL_CBWR_Get_Auto_Branch", out nint automatic))
        {
            branch = ((delegate* unmanaged[Cdecl]<int>)automatic)();
        }

        return branch switch
        {
            CbwrAuto => BackendTimes.OtherMakers,
            10 => BackendTimes.Avx2,
            12 or 14 => BackendTimes.Avx512,
            _ => BackendTimes.Other,
        };
    }

    private static string BranchName(int branch) => branch switch
    {
        1 => "OFF",
        2 => "AUTO",
        3 => "COMPATIBLE",
        4 => "SSE2",
        6 => "SSSE3",
        7 => "SSE4_1",
        8 => "SSE4_2",
        9 => "AVX",
        10 => "AVX2",
        12 => "AVX512",
        14 => "AVX512_E1",
        _ => branch.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static string Version(nint library)
    {
        const int Length = 198;
        var read = (delegate* unmanaged[Cdecl]<byte*, int, void>)Symbol(library, "MKL_Get_Version_String");
        byte* text = stackalloc byte[Length + 1];
        NativeMemory.Clear(text, Length + 1);
        read(text, Length);
        return (Marshal.PtrToStringUTF8((nint)text) ?? "").Trim();
    }

    private static nint Symbol(nint library, string name) =>
        NativeLibrary.TryGetExport(library, name, out nint address)
            ? address
            : throw new UnfitLibraryException($"not MKL's single dynamic library: it exports no {name}");
}

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

    /// <summary>The instructions of the kernels that OpenBLAS took for this processor, by the name of their core.</summary>
    public static string Instructions(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "openblas_get_corename", out nint read))
        {
            return BackendTimes.Other;
        }

        string core = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged[Cdecl]<byte*>)read)()) ?? "";
        return core.ToUpperInvariant() switch
        {
            "SKYLAKEX" or "COOPERLAKE" or "SAPPHIRERAPIDS" => BackendTimes.Avx512,
            "HASWELL" or "ZEN" => BackendTimes.Avx2,
            "PRESCOTT" => BackendTimes.Sse3,
            _ => BackendTimes.Other,
        };
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
