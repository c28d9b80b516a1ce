using System.Text;

namespace LindbladVerify.Reporting.Files;

/// <summary>
/// Writes files that appear whole or not at all: the bytes go to a temporary file beside the target, which takes the
/// target's name only when all of them are on disk. On a full disk an older file of that name stays as it was.
/// </summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file through a stream; folders on the way are made if need be.</summary>
    /// <exception cref="OutputFileException">The folder or file cannot be written, or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(target) ?? throw new OutputFileException($"Cannot write '{path}': it names no file.");
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Refused(path, $"the folder '{folder}' or the file in it may not be written to", e);
        }
        catch (IOException e)
        {
            throw Refused(path, e.Message, e);
        }
        finally
        {
            Discard(temporary);
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

    private static OutputFileException Refused(string path, string reason, Exception cause) =>
        new($"Cannot write '{path}': {reason.TrimEnd('.')}.", cause);

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
