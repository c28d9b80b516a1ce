using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace LindbladVerify.Cli;

/// <summary>Consoles for people; NO_COLOR and redirection are honoured.</summary>
internal static class Terminals
{
    private const int WideEnough = 160;

    /// <summary>Standard output; as wide as needed where it is not a terminal.</summary>
    public static IAnsiConsole Output()
    {
        bool plain = Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Out),
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WideEnough;
        }

        return console;
    }
}

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

/// <summary>Keeps the places of closed standard streams taken.</summary>
internal static class StandardStreams
{
    private const int LastStandardStream = 2;
    private static readonly List<SafeFileHandle> Taken = [];

    /// <summary>
    /// Where a standard stream is closed (as by "&gt;&amp;-" in a shell) the next file that is opened would take its place, and what is
    /// meant for the stream would be written into that file. A handle that cannot be written takes the place instead.
    /// </summary>
    public static void Guard()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            SafeFileHandle handle = File.OpenHandle("/dev/null");
            while (handle.DangerousGetHandle() <= LastStandardStream)
            {
                Taken.Add(handle);
                handle = File.OpenHandle("/dev/null");
            }

            handle.Dispose();
        }
        catch (IOException)
        {
            // Without /dev/null there is nothing to guard with.
        }
    }
}
