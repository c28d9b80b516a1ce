using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
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
                (NativeDenseKernels kernels, string instructions) = Open(backend, candidate);
                attempts.Add(new BackendAttempt(candidate, Accepted: true, "loaded"));
                return new BackendLoad(kernels, new BackendStatus(backend, kernels.Info, attempts), instructions);
            }
            catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or UnfitLibraryException)
            {
                attempts.Add(new BackendAttempt(candidate, Accepted: false, OneLine(failure.Message)));
            }
        }

        return new BackendLoad(null, new BackendStatus(backend, null, attempts), BackendTimes.Other);
    }

    private static (NativeDenseKernels Kernels, string Instructions) Open(Backend backend, string candidate)
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
        return (new NativeDenseKernels(blas, info), backend == Backend.Mkl ? MklLibrary.Instructions(library) : OpenBlasLibrary.Instructions(library));
    }

    // The runtime's message on Unix opens with advice and then has one line of the system loader per name it tried.
    private static string OneLine(string message)
    {
        string[] lines = message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join("; ", lines.Length > 1 ? lines[1..].Distinct(StringComparer.Ordinal) : lines);
    }
}

/// <summary>The outcome of looking for a backend: the kernels if it was found, the account of the search, and the instructions that the kernels use.</summary>
internal sealed record BackendLoad(IDenseKernels? Kernels, BackendStatus Status, string Instructions);

/// <summary>Finds the file that an address of loaded code comes from.</summary>
internal static class LoadedModule
{
    /// <summary>The file that holds <paramref name="address"/>, or <paramref name="otherwise"/> where the system does not tell.</summary>
    public static string PathOf(nint address, string otherwise)
    {
        try
        {
            using Process process = Process.GetCurrentProcess();
            foreach (ProcessModule module in process.Modules)
            {
                if (address >= module.BaseAddress && address < module.BaseAddress + module.ModuleMemorySize)
                {
                    return module.FileName ?? otherwise;
                }
            }
        }
        catch (Exception failure) when (failure is Win32Exception or NotSupportedException or InvalidOperationException)
        {
            return otherwise;
        }

        return otherwise;
    }
}

/// <summary>Small computations with known answers that a library must pass before it is trusted.</summary>
internal static unsafe class NativeHandshake
{
    /// <summary>Checks the integer width, a complex product and a real solve.</summary>
    /// <exception cref="UnfitLibraryException">An answer is wrong.</exception>
    public static void Check(NativeBlas blas)
    {
        CheckIntegerWidth(blas);
        CheckComplexProduct(blas);
        CheckRealSolve(blas);
    }

    // The upper half of a 64-bit reader's n is -1, so that it sees a negative length, for which ddot is 0 without complaint.
    private static void CheckIntegerWidth(NativeBlas blas)
    {
        int* n = stackalloc int[2] { 3, -1 };
        int* one = stackalloc int[2] { 1, 0 };
        double* x = stackalloc double[3] { 1, 2, 3 };
        double* y = stackalloc double[3] { 5, 7, 11 };
        double dot = blas.Ddot(n, x, one, y, one);
        if (dot == 0)
        {
            throw new UnfitLibraryException("it takes 64-bit integers (ILP64); a build with 32-bit integers (LP64) is needed");
        }

        if (dot != 52)
        {
            throw new UnfitLibraryException($"handshake failed: (1,2,3).(5,7,11) gave {dot} instead of 52");
        }
    }

    // A^H B with small integers, exact in floating point.
    private static void CheckComplexProduct(NativeBlas blas)
    {
        Complex* a = stackalloc Complex[4] { new(1, 2), new(3, -1), new(0, 1), new(2, 2) };
        Complex* b = stackalloc Complex[4] { new(2, 0), new(1, 1), new(-1, 3), new(0, -2) };
        Complex* c = stackalloc Complex[4];
        Complex* expected = stackalloc Complex[4] { new(4, 0), new(4, -2), new(7, -1), new(-1, -3) };
        Complex one = Complex.One;
        Complex zero = Complex.Zero;
        blas.Zgemm(NativeBlas.ColumnMajor, 113, 111, 2, 2, 2, &one, a, 2, b, 2, &zero, c, 2);
        for (int i = 0; i < 4; i++)
        {
            if (c[i] != expected[i])
            {
                throw new UnfitLibraryException($"handshake failed: entry {i} of a 2 by 2 complex product is {c[i]} instead of {expected[i]}");
            }
        }
    }

    // [[0, 2], [4, 1]] x = (6, 7) needs a row exchange and has the solution (1, 3), exact in floating point.
    private static void CheckRealSolve(NativeBlas blas)
    {
        double* a = stackalloc double[4] { 0, 4, 2, 1 };
        double* b = stackalloc double[2] { 6, 7 };
        int* pivots = stackalloc int[4];
        int n = 2;
        int columns = 1;
        int info = 0;
        blas.Dgesv(&n, &columns, a, &n, pivots, b, &n, &info);
        if (info != 0 || b[0] != 1 || b[1] != 3)
        {
            throw new UnfitLibraryException($"handshake failed: a 2 by 2 solve gave ({b[0]}, {b[1]}) with info {info} instead of (1, 3)");
        }
    }
}

/// <summary>A library was loaded but is not one that these kernels can be built on.</summary>
internal sealed class UnfitLibraryException(string reason) : Exception(reason);
