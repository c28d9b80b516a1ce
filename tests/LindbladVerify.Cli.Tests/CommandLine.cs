using System.Diagnostics;

namespace LindbladVerify.Cli.Tests;

/// <summary>Runs the program as its users do: a process with its own streams and exit code.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    public static CommandLine Run(params IReadOnlyList<string> arguments) => Run(arguments, new Dictionary<string, string>(StringComparer.Ordinal));

    public static CommandLine Run(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        using Process process = Start(arguments, environment);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new CommandLine(process.ExitCode, output.Result, error.Result);
    }

    public static Process Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(Application).Assembly.Location);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
