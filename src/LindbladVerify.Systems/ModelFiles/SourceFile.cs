using System.Text;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>Reads whole text files of bounded size.</summary>
internal static class SourceFile
{
    /// <summary>The text of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">Most bytes that are read.</param>
    /// <param name="error">Makes the exception from a reason such as "does not exist".</param>
    public static string Read(string path, long limit, Func<string, Exception> error)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw error("is a folder");
            }

            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var content = new MemoryStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                content.Write(buffer, 0, read);
                if (content.Length > limit)
                {
                    throw error(FormattableString.Invariant($"is larger than {limit} bytes"));
                }
            }

            content.Position = 0;
            using var reader = new StreamReader(content, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw error("does not exist");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or ArgumentException or NotSupportedException)
        {
            throw error("cannot be read");
        }
    }
}
