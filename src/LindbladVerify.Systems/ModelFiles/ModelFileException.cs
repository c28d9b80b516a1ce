using System.Globalization;

namespace LindbladVerify.Systems.ModelFiles;

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
