using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LindbladVerify.Reporting.Files;

/// <summary>
/// Writes files that appear whole or not at all: the bytes go to a temporary file beside the target, which takes the
/// target's name only when all of them are on disk. On a full disk an older file of that name stays as it was.
/// </summary>
/// <remarks>
/// What is not a regular file is never replaced: devices, pipes and sockets are written to, "-" is standard output, and a
/// symbolic link stays one and its target is written.
/// </remarks>
internal static class AtomicFile
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file through a stream; its folder must exist.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content, once, from its beginning to its end.</param>
    /// <param name="overwrite">False refuses a file that exists already.</param>
    /// <exception cref="OutputFileException">The folder or file cannot be written, or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write, bool overwrite = true)
    {
        ArgumentNullException.ThrowIfNull(write);
        string folder = RequireFolder(path);
        if (SpecialFile.IsSpecial(path))
        {
            WriteThrough(path, write);
            return;
        }

        string target = SpecialFile.Target(path);
        folder = Path.GetDirectoryName(target) ?? folder;
        string temporary = TemporaryFiles.NewIn(folder);
        bool isOpen = false;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                isOpen = true;
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            isOpen = false;
            KeepMode(target, temporary);
            File.Move(temporary, target, overwrite);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Refused(path, $"the folder '{folder}' or the file in it may not be written to", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused(path, $"no file can be made in the folder '{folder}'", e);
        }
        catch (IOException e)
        {
            string reason = !overwrite && File.Exists(target) ? "it exists already" : e.Message.Replace($" : '{temporary}'", string.Empty, StringComparison.Ordinal).Replace(temporary, target, StringComparison.Ordinal);
            throw Refused(path, reason, e, isOpen || IsFull(e));
        }
        finally
        {
            TemporaryFiles.Discard(temporary);
        }
    }

    /// <summary>The folder of a file that is to be written, which must exist.</summary>
    /// <exception cref="OutputFileException">The path names no file, or the folder does not exist.</exception>
    public static string RequireFolder(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string full = FullPath(path, "file");
        string folder = Path.GetDirectoryName(full) ?? throw new OutputFileException($"Cannot write '{path}': it names no file.");
        if (SpecialFile.IsSpecial(path))
        {
            return folder;
        }

        return Directory.Exists(folder) && !Directory.Exists(path)
            ? folder
            : throw new OutputFileException(Directory.Exists(path) ? $"Cannot write '{path}': it is a folder." : $"Cannot write '{path}': there is no folder '{folder}'.");
    }

    /// <summary>Makes a folder for results, and those around it, unless they are there.</summary>
    /// <exception cref="OutputFileException">The folder cannot be made.</exception>
    public static void MakeFolder(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string full = Path.TrimEndingDirectorySeparator(FullPath(folder, "folder"));
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new OutputFileException($"Cannot make the folder '{folder}': the folder around it may not be written to.", e);
        }
        catch (IOException e)
        {
            throw new OutputFileException($"Cannot make the folder '{folder}': {(File.Exists(full) ? "it is a file" : e.Message.TrimEnd('.'))}.", e) { IsDiskFailure = IsFull(e) };
        }
    }

    /// <summary>Makes a folder for results and makes sure that files can be made in it, before anything is computed that they are to hold.</summary>
    /// <exception cref="OutputFileException">The folder cannot be made, or takes no files.</exception>
    public static void RequireWritableFolder(string folder)
    {
        MakeFolder(folder);
        string temporary = TemporaryFiles.NewIn(Path.GetFullPath(folder));
        try
        {
            using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new OutputFileException($"Cannot write into the folder '{folder}': it may not be written to.", e);
        }
        catch (IOException e)
        {
            throw new OutputFileException($"Cannot write into the folder '{folder}': {e.Message.Replace($" : '{temporary}'", string.Empty, StringComparison.Ordinal).TrimEnd('.')}.", e) { IsDiskFailure = IsFull(e) };
        }
        finally
        {
            TemporaryFiles.Discard(temporary);
        }
    }

    /// <summary>Writes a text file in UTF-8 without byte-order mark, with "\n" as <see cref="TextWriter.NewLine"/>.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream}, bool)"/>
    public static void WriteText(string path, Action<TextWriter> write, bool overwrite = true)
    {
        ArgumentNullException.ThrowIfNull(write);
        Write(
            path,
            stream =>
            {
                using var writer = new StreamWriter(stream, s_utf8, bufferSize: -1, leaveOpen: true) { NewLine = "\n" };
                write(writer);
            },
            overwrite);
    }

    private static string FullPath(string path, string what)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new OutputFileException($"Cannot write '{path.Replace('\0', '\uFFFD')}': it names no {what}.");
        }

        try
        {
            return Path.GetFullPath(path);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw new OutputFileException($"Cannot write '{path}': it names no {what}.", e);
        }
    }

    private static void WriteThrough(string path, Action<Stream> write)
    {
        using var memory = new MemoryStream();
        write(memory);
        memory.Position = 0;
        try
        {
            using Stream stream = SpecialFile.Open(path);
            memory.CopyTo(stream);
            stream.Flush();
        }
        catch (UnauthorizedAccessException e)
        {
            throw Refused(path, "it may not be written to", e);
        }
        catch (IOException e)
        {
            throw Refused(path, e.Message.Replace($" : '{Path.GetFullPath(path)}'", string.Empty, StringComparison.Ordinal), e, isDiskFailure: true);
        }
    }

    /// <summary>A file that is written anew keeps its permissions.</summary>
    private static void KeepMode(string target, string temporary)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
        }
    }

    private static OutputFileException Refused(string path, string reason, Exception cause, bool isDiskFailure = false) =>
        new($"Cannot write '{path}': {reason.TrimEnd('.')}.", cause) { IsDiskFailure = isDiskFailure };

    /// <summary>No space or no quota left: ENOSPC, EDQUOT, ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL.</summary>
    private static bool IsFull(IOException e) => e.HResult is 28 or 122 or unchecked((int)0x80070027) or unchecked((int)0x80070070);
}

/// <summary>An output file cannot be written. The message names the file and the reason.</summary>
internal sealed class OutputFileException : IOException
{
    /// <summary>An exception without details.</summary>
    public OutputFileException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public OutputFileException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public OutputFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>True where the path was right and the disk failed, as a full one does; false where the path is to blame.</summary>
    public bool IsDiskFailure { get; init; }
}

/// <summary>
/// Names for the files that hold results until they are whole. They carry the process that writes them, so that the next
/// run that writes into the folder can tell what a killed one has left and remove it.
/// </summary>
internal static class TemporaryFiles
{
    private const string Prefix = ".lindblad-verify.";
    private const string Suffix = ".tmp";
    private static readonly ConcurrentDictionary<string, bool> s_swept = new(StringComparer.Ordinal);

    /// <summary>A new name in a folder.</summary>
    public static string NewIn(string folder)
    {
        if (s_swept.TryAdd(folder, true))
        {
            Sweep(folder);
        }

        return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}.{Path.GetRandomFileName()}{Suffix}"));
    }

    /// <summary>Removes a temporary file. One that cannot be removed must not hide the reason why writing failed.</summary>
    public static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Removes what processes have left that are no more.</summary>
    private static void Sweep(string folder)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, Prefix + "*" + Suffix))
            {
                string process = Path.GetFileName(file)[Prefix.Length..].Split('.')[0];
                if (int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && !IsAlive(id) && !IsInUse(file))
                {
                    Discard(file);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read says so when the file is made.
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return true;
        }
    }

    /// <summary>A process in another container may write to a folder that is shared, under a number that is unknown here; its file is locked.</summary>
    private static bool IsInUse(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
