using System.Text;

namespace LindbladVerify.Reporting.Files;

/// <summary>
/// Writes files that appear whole or not at all: the bytes go to a temporary file beside the target, which takes the
/// target's name only when all of them are on disk. On a full disk an older file of that name stays as it was.
/// </summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file through a stream; its folder must exist.</summary>
    /// <exception cref="OutputFileException">The folder or file cannot be written, or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        string folder = RequireFolder(path);
        string target = Path.GetFullPath(path);
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
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
            File.Move(temporary, target, overwrite: true);
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
            throw Refused(path, e.Message.Replace($" : '{temporary}'", string.Empty, StringComparison.Ordinal).Replace(temporary, target, StringComparison.Ordinal), e, isOpen || IsFull(e));
        }
        finally
        {
            Discard(temporary);
        }
    }

    /// <summary>The folder of a file that is to be written, which must exist.</summary>
    /// <exception cref="OutputFileException">The path names no file, or the folder does not exist.</exception>
    public static string RequireFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? throw new OutputFileException($"Cannot write '{path}': it names no file.");
        return Directory.Exists(folder) && !Directory.Exists(path)
            ? folder
            : throw new OutputFileException(Directory.Exists(path) ? $"Cannot write '{path}': it is a folder." : $"Cannot write '{path}': there is no folder '{folder}'.");
    }

    /// <summary>Makes a folder for results, and those around it, unless they are there.</summary>
    /// <exception cref="OutputFileException">The folder cannot be made.</exception>
    public static void MakeFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
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

    /// <summary>Writes a text file in UTF-8 without byte-order mark, with "\n" as <see cref="TextWriter.NewLine"/>.</summary>
    /// <exception cref="OutputFileException">The folder or file cannot be written, or the disk is full.</exception>
    public static void WriteText(string path, Action<TextWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, s_utf8, bufferSize: -1, leaveOpen: true) { NewLine = "\n" };
            write(writer);
        });
    }

    private static OutputFileException Refused(string path, string reason, Exception cause, bool isDiskFailure = false) =>
        new($"Cannot write '{path}': {reason.TrimEnd('.')}.", cause) { IsDiskFailure = isDiskFailure };

    /// <summary>No space or no quota left: ENOSPC, EDQUOT, ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL.</summary>
    private static bool IsFull(IOException e) => e.HResult is 28 or 122 or unchecked((int)0x80070027) or unchecked((int)0x80070070);

    // A temporary file that cannot be removed must not hide the reason why writing failed.
    private static void Discard(string temporary)
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
}
