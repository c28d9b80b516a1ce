using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace LindbladVerify.Cli;

/// <summary>
/// Settings of the runtime that pay in long runs. The runtime reads them from the environment before a program starts, so that a long command starts itself
/// once more, in the same process, with those that nobody has set.
/// </summary>
/// <remarks>
/// Young objects: the garbage collector gives them as much room as the processor's cache holds; virtual machines hide their cache, and with some 2 MB long runs
/// are interrupted thousands of times. Loops: methods with loops are compiled without optimization first and replaced when no new method was compiled for a
/// while, which in runs of seconds is late; a short command starts sooner that way, and keeps it.
/// </remarks>
internal static partial class SecondStart
{
    private const string RoomForYoungObjects = "DOTNET_GCgen0size";
    private const string UnoptimizedLoops = "DOTNET_TC_QuickJitForLoops";

    /// <summary>64 MiB, as the setting is written.</summary>
    private const string Roomy = "4000000";

    private const int Small = 8 << 20;
    private const long LeastMemory = 1L << 30;
    private static readonly string[] LongCommands = ["verify", "explore", "map", "sweep"];

    /// <summary>Does not return where a long command runs on Linux without these settings; otherwise nothing happens.</summary>
    /// <param name="args">The command line, without the name of the program.</param>
    public static void IfLong(IReadOnlyList<string> args)
    {
        if (!OperatingSystem.IsLinux() || !args.Intersect(LongCommands, StringComparer.Ordinal).Any())
        {
            return;
        }

        List<string> wanted = [];
        if (IsUnset(UnoptimizedLoops))
        {
            wanted.Add($"{UnoptimizedLoops}=0");
        }

        if (IsUnset(RoomForYoungObjects) && GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >= LeastMemory && HasLittleRoom())
        {
            wanted.Add($"{RoomForYoungObjects}={Roomy}");
        }

        if (wanted.Count > 0 && CommandLine() is { } commandLine)
        {
            IEnumerable<string> environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => $"{e.Key}={e.Value}").Concat(wanted);

            // Returns only where it fails, and then this program goes on as it is.
            _ = Execute("/proc/self/exe", [.. commandLine, null], [.. environment, null]);
        }
    }

    private static bool IsUnset(string setting) => Environment.GetEnvironmentVariable(setting) is null;

    /// <summary>Whether a few megabytes of garbage are collected.</summary>
    private static bool HasLittleRoom()
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
