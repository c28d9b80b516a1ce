namespace LindbladVerify.Reporting.Files;

/// <summary>An output file cannot be written. The message names the file and the reason.</summary>
public sealed class OutputFileException : IOException
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
