using System.Globalization;
using System.Text;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>Reads model files: YAML that describes sites, Hamiltonian, dissipators, noise, initial state, observables and times.</summary>
/// <remarks>A model file is data: it can run no code, and its size, nesting and work are bounded. All errors are one line with file, line and column.</remarks>
public static class ModelFileReader
{
    /// <summary>Reads a file, to be bound to parameter values once or many times.</summary>
    /// <exception cref="ModelFileException">The file is missing or is not a model.</exception>
    public static ModelFile Open(string path) => Open(path, 0);

    /// <summary>The same for a model where others begin, one after the other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="depth">How many.</param>
    internal static ModelFile Open(string path, int depth) => Open(path, depth, isAnySize: false);

    /// <summary>The same for sites whose joint states are too many to build operators of: such a model can only be asked for its <see cref="SymmetricModel"/>.</summary>
    internal static ModelFile OpenAnySize(string path) => Open(path, 0, isAnySize: true);

    private static ModelFile Open(string path, int depth, bool isAnySize)
    {
        string text = SourceFile.Read(path, 4L * YamlTree.LongestText, reason => new ModelFileException(path, 1, 1, $"the model file {reason}"));
        return new ModelFile(text, path, Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".", depth: depth, isAnySize: isAnySize);
    }

    /// <summary>Reads a model from a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">What to call it in messages.</param>
    /// <param name="folder">Where tables that it names are looked for.</param>
    /// <exception cref="ModelFileException">The text is not a model.</exception>
    public static ModelFile OpenText(string text, string file = "model.yaml", string folder = ".") => new(text, file, folder);

    /// <summary>Reads a file and binds its parameters.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Values in place of those of the file.</param>
    /// <exception cref="ModelFileException">The file is missing, is not a model, or holds a value that is not allowed.</exception>
    public static LoadedModel Read(string path, IReadOnlyDictionary<string, double>? overrides = null) => Open(path).Bind(overrides);

    /// <summary>Reads a model from a text and binds its parameters.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="overrides">Values in place of those of the file.</param>
    /// <param name="file">What to call it in messages.</param>
    /// <param name="folder">Where tables that it names are looked for.</param>
    /// <exception cref="ModelFileException">The text is not a model, or holds a value that is not allowed.</exception>
    public static LoadedModel ReadText(string text, IReadOnlyDictionary<string, double>? overrides = null, string file = "model.yaml", string folder = ".") =>
        OpenText(text, file, folder).Bind(overrides);
}

/// <summary>A file that cannot be read as what it claims to be. The message is one line: file, line, column, what is wrong and what is allowed.</summary>
/// <param name="file">Name of the file.</param>
/// <param name="line">Line, from 1.</param>
/// <param name="column">Column, from 1.</param>
/// <param name="reason">What is wrong and what is allowed.</param>
/// <param name="inner">The cause, where there is one.</param>
public sealed class ModelFileException(string file, int line, int column, string reason, Exception? inner = null)
    : FormatException(string.Create(CultureInfo.InvariantCulture, $"{OneLine(file)}:{line}:{column}: {OneLine(reason)}"), inner)
{
    /// <summary>Name of the file.</summary>
    public string File { get; } = file;

    /// <summary>Line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>Column, from 1.</summary>
    public int Column { get; } = column;

    /// <summary>Whether the file is right and what it asks for too large for memory or time.</summary>
    public bool IsSize { get; init; }

    /// <summary>The message without the place.</summary>
    public string Reason { get; } = OneLine(reason);

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}

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
