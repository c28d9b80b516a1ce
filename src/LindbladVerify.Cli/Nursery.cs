using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace LindbladVerify.Cli;

/// <summary>
/// Room for young objects. The runtime gives its garbage collector as much as the processor's cache holds; virtual machines hide their cache, and with some
/// 2 MB long runs are interrupted thousands of times. The size is read from the environment before a program starts, so that the program starts itself once
/// more, in the same process, with a larger one.
/// </summary>
internal static partial class Nursery
{
    private const string Setting = "DOTNET_GCgen0size";

    /// <summary>64 MiB, as the setting is written.</summary>
    private const string Wanted = "4000000";

    private const int Small = 8 << 20;
    private const long LeastMemory = 1L << 30;
    private static readonly string[] LongCommands = ["verify", "explore", "map", "sweep"];

    /// <summary>Does not return where a long command runs on Linux with a small nursery and nobody has set its size; otherwise nothing happens.</summary>
    /// <param name="args">The command line, without the name of the program.</param>
    public static void Enlarge(IReadOnlyList<string> args)
    {
        if (!OperatingSystem.IsLinux() || !args.Intersect(LongCommands, StringComparer.Ordinal).Any() || Environment.GetEnvironmentVariable(Setting) is not null)
        {
            return;
        }

        if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >= LeastMemory && IsSmall() && CommandLine() is { } commandLine)
        {
            IEnumerable<string> environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => $"{e.Key}={e.Value}").Append($"{Setting}={Wanted}");

            // Returns only where it fails, and then this program goes on as it is.
            _ = Execute("/proc/self/exe", [.. commandLine, null], [.. environment, null]);
        }
    }

    /// <summary>Whether a few megabytes of garbage are collected.</summary>
    private static bool IsSmall()
    {
        const int Piece = 1 << 15;
        int before = GC.CollectionCount(0);
        for (int k = 0; k < Small / Piece && GC.CollectionCount(0) == before; k++)
        {
            GC.KeepAlive(new byte[Piece]);
        }

        return GC.CollectionCount(0) > before;
    }

    /// <summary>The command line as the system knows it, with the name of the program; null where it does not say.</summary>
    private static string[]? CommandLine()
    {
        try
        {
            byte[] text = File.ReadAllBytes("/proc/self/cmdline");
            return text is [.., 0] ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(text, 0, text.Length - 1).Split('\0') : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Execute(string path, string?[] arguments, string?[] environment);
}
