using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LindbladVerify.Cli;

/// <summary>
/// Settings of the runtime that pay in long runs. The runtime reads them from the environment before a program starts, so that a long command starts itself
/// once more, in the same process, with those that nobody has set.
/// </summary>
/// <remarks>
/// Garbage: by default one thread collects while all others wait, each time that young objects fill the room that the processor's cache holds, and virtual
/// machines hide their cache: with some 2 MB long runs are interrupted thousands of times. A few threads collect sooner than one. Loops: methods with loops are
/// compiled without optimization first and replaced when no new method was compiled for a while, which in runs of seconds is late; a short command starts sooner
/// that way, and keeps it.
/// </remarks>
internal static partial class SecondStart
{
    /// <summary>Numbers of settings are hexadecimal: 64 MiB for each thread that collects.</summary>
    private const string RoomForYoungObjects = "4000000";

    private const int MostCollectors = 4;
    private const long LeastMemory = 2L << 30;
    private static readonly string[] LongCommands = ["verify", "explore", "map", "sweep"];
    private static readonly string[] Help = ["--help", "-h", "-?"];

    /// <summary>Does not return where a long command runs on Linux without these settings; otherwise nothing happens.</summary>
    /// <param name="args">The command line, without the name of the program.</param>
    public static void IfLong(IReadOnlyList<string> args)
    {
        if (!OperatingSystem.IsLinux() || !args.Intersect(LongCommands, StringComparer.Ordinal).Any() || args.Intersect(Help, StringComparer.Ordinal).Any())
        {
            return;
        }

        string[] wanted = [.. Settings().Where(s => Environment.GetEnvironmentVariable(s.Name) is null).Select(s => $"{s.Name}={s.Value}")];
        if (wanted.Length > 0 && CommandLine() is { } commandLine)
        {
            IEnumerable<string> environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => $"{e.Key}={e.Value}").Concat(wanted);

            RemoveDiagnosticFiles();

            // Returns only where it fails, and then this program goes on as it is.
            _ = Execute("/proc/self/exe", [.. commandLine, null], [.. environment, null]);
        }
    }

    private static IEnumerable<(string Name, string Value)> Settings()
    {
        yield return ("DOTNET_TC_QuickJitForLoops", "0");
        if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < LeastMemory)
        {
            yield break;
        }

        yield return ("DOTNET_GCgen0size", RoomForYoungObjects);
        if (Environment.ProcessorCount > 1)
        {
            yield return ("DOTNET_gcServer", "1");
            yield return ("DOTNET_GCHeapCount", Math.Min(Environment.ProcessorCount, MostCollectors).ToString("X", CultureInfo.InvariantCulture));

            // As many from the start, and none of them bound to a core that another process may be bound to as well.
            yield return ("DOTNET_GCDynamicAdaptationMode", "0");
            yield return ("DOTNET_GCNoAffinitize", "1");
        }
    }

    /// <summary>Sockets and pipes by which debuggers find this start of the program; they would stay for ever.</summary>
    private static void RemoveDiagnosticFiles()
    {
        string temporary = Path.GetTempPath();
        foreach (string pattern in new[] { "dotnet-diagnostic", "clr-debug-pipe" })
        {
            try
            {
                foreach (string file in Directory.EnumerateFiles(temporary, string.Create(CultureInfo.InvariantCulture, $"{pattern}-{Environment.ProcessId}-*")))
                {
                    File.Delete(file);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // They are small.
            }
        }
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
