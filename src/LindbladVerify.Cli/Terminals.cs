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
