using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LindbladVerify.Reporting.Files;

/// <summary>Output that is no regular file: the standard streams, devices, pipes and sockets.</summary>
internal static class SpecialFile
{
    /// <summary>The name that stands for standard output.</summary>
    public const string StandardOutputName = "-";

    private static readonly string[] s_outputs = [StandardOutputName, "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];
    private static readonly string[] s_errors = ["/dev/stderr", "/dev/fd/2", "/proc/self/fd/2"];

    /// <summary>Whether a name stands for standard output.</summary>
    public static bool IsStandardOutput(string? path) => s_outputs.Contains(path, StringComparer.Ordinal);

    /// <summary>Whether a path is to be written to as it is, and not to be replaced by a file.</summary>
    public static bool IsSpecial(string path) =>
        IsStandardOutput(path) || s_errors.Contains(path, StringComparer.Ordinal) || TypeOf(path) is not (null or FileType.Regular or FileType.Folder);

    /// <summary>The file that a path leads to, through symbolic links.</summary>
    internal static string Target(string path)
    {
        string full = Path.GetFullPath(path);
        try
        {
            return File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return full;
        }
    }

    internal static Stream Open(string path) =>
        IsStandardOutput(path) ? StandardOutput.Open()
        : s_errors.Contains(path, StringComparer.Ordinal) ? Console.OpenStandardError()
        : new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1);

    /// <summary>What stands at a path, links followed; null where nothing does or it cannot be known.</summary>
    private static FileType? TypeOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return path.StartsWith("/dev/", StringComparison.Ordinal) && File.Exists(path) ? FileType.Other : null;
        }

        // struct statx is the same on every processor: the mode is the 16-bit number at byte 28, and its upper four bits are the type.
        const int CurrentFolder = -100;
        const uint TypeWanted = 1;
        byte[] buffer = new byte[256];
        try
        {
            if (Statx(CurrentFolder, path, 0, TypeWanted, buffer) != 0)
            {
                return null;
            }
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }

        ushort mode = BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(28)) : BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(28));
        return (mode >> 12) switch { 8 => FileType.Regular, 4 => FileType.Folder, _ => FileType.Other };
    }

    [DllImport("libc", EntryPoint = "statx", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] buffer);

    private enum FileType
    {
        Regular,
        Folder,
        Other,
    }
}
