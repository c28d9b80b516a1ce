namespace LindbladVerify.Cli;

/// <summary>What is said to the user beside the data. Where standard error is closed or full nothing is said, and the exit code has to tell.</summary>
internal static class StandardError
{
    /// <summary>A line that begins with the name of the program.</summary>
    public static void Say(string message) => WriteLine($"lindblad-verify: {message}");

    /// <summary>A line.</summary>
    public static void WriteLine(string line) => Write(line + Environment.NewLine);

    /// <summary>Text as it stands.</summary>
    public static void Write(string text)
    {
        try
        {
            Console.Error.Write(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // There is nobody to tell.
        }
    }
}
