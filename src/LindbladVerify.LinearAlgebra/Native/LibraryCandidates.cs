using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Native;

/// <summary>Where a native library may lie: the user's own path first, then the loader's search path, then well-known folders.</summary>
internal static class LibraryCandidates
{
    /// <summary>The environment variable that names the file or folder of a backend's library.</summary>
    public static string EnvironmentVariable(Backend backend) => backend switch
    {
        Backend.Mkl => "LINDBLAD_VERIFY_MKL_PATH",
        Backend.OpenBlas => "LINDBLAD_VERIFY_OPENBLAS_PATH",
        _ => throw new ArgumentOutOfRangeException(nameof(backend), backend, "Only MKL and OpenBLAS are native libraries."),
    };

    /// <summary>All candidates of a backend on this system.</summary>
    public static IReadOnlyList<string> For(Backend backend) =>
        For(backend, Environment.GetEnvironmentVariable(EnvironmentVariable(backend)));

    /// <summary>The candidates when the user's variable holds <paramref name="userPath"/>.</summary>
    /// <remarks>A path given by the user is the only place looked at: falling back in silence would hide a typing error.</remarks>
    public static IReadOnlyList<string> For(Backend backend, string? userPath)
    {
        string[] names = FileNames(backend);
        if (!string.IsNullOrWhiteSpace(userPath))
        {
            return Directory.Exists(userPath) ? [.. names.Select(name => Path.Combine(userPath, name))] : [userPath];
        }

        IEnumerable<string> inFolders = Folders(backend)
            .Where(Directory.Exists)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .Where(File.Exists);
        return [.. names, .. inFolders];
    }

    private static string[] FileNames(Backend backend) => (backend, OperatingSystem.IsWindows(), OperatingSystem.IsMacOS()) switch
    {
        (Backend.Mkl, true, _) => ["mkl_rt.3.dll", "mkl_rt.2.dll", "mkl_rt.1.dll", "mkl_rt.dll"],
        (Backend.Mkl, _, true) => ["libmkl_rt.2.dylib", "libmkl_rt.1.dylib", "libmkl_rt.dylib"],
        (Backend.Mkl, _, _) => ["libmkl_rt.so.3", "libmkl_rt.so.2", "libmkl_rt.so.1", "libmkl_rt.so"],
        (_, true, _) => ["libopenblas.dll", "openblas.dll"],
        (_, _, true) => ["libopenblas.0.dylib", "libopenblas.dylib"],
        _ => ["libopenblas.so.0", "libopenblas.so"],
    };

    private static IEnumerable<string> Folders(Backend backend)
    {
        string multiarch = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "x86_64-linux-gnu",
            Architecture.Arm64 => "aarch64-linux-gnu",
            _ => "",
        };
        yield return AppContext.BaseDirectory;
        if (backend == Backend.Mkl)
        {
            foreach (string folder in MklFolders(multiarch))
            {
                yield return folder;
            }
        }
        else
        {
            // Several flavours can be installed side by side; the threaded one is safe to call from many threads.
            yield return $"/usr/lib/{multiarch}/openblas-pthread";
            yield return $"/usr/lib/{multiarch}/openblas-openmp";
            yield return $"/usr/lib/{multiarch}";
            yield return "/usr/lib64";
            yield return "/usr/local/lib";
            yield return "/opt/OpenBLAS/lib";
            yield return "/opt/homebrew/opt/openblas/lib";
            yield return "/usr/local/opt/openblas/lib";
        }
    }

    private static IEnumerable<string> MklFolders(string multiarch)
    {
        string? root = Environment.GetEnvironmentVariable("MKLROOT");
        if (!string.IsNullOrWhiteSpace(root))
        {
            yield return Path.Combine(root, "lib");
            yield return Path.Combine(root, "lib", "intel64");
            yield return Path.Combine(root, "redist", "intel64");
            yield return Path.Combine(root, "bin");
        }

        if (OperatingSystem.IsWindows())
        {
            string oneApi = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Intel", "oneAPI", "mkl", "latest");
            yield return Path.Combine(oneApi, "bin");
            yield return Path.Combine(oneApi, "redist", "intel64");
            yield break;
        }

        yield return "/opt/intel/oneapi/mkl/latest/lib";
        yield return "/opt/intel/oneapi/mkl/latest/lib/intel64";
        yield return "/opt/intel/mkl/lib/intel64";
        yield return "/opt/intel/mkl/lib";
        yield return $"/usr/lib/{multiarch}";
        yield return $"/usr/lib/{multiarch}/mkl";
        yield return "/usr/lib64";
    }
}
