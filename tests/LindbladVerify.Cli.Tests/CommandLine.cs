using System.Diagnostics;
using System.Text;
using LindbladVerify.Reporting.Files;

namespace LindbladVerify.Cli.Tests;

/// <summary>What a command line of the program printed, and its exit code.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>Runs inside this process, one command at a time: nothing starts, and nothing is compiled twice.</summary>
    public static CommandLine Run(params IReadOnlyList<string> arguments)
    {
        OneAtATime.Wait();
        TextWriter console = Console.Error;
        try
        {
            using var output = new MemoryStream();
            using var error = new StringWriter();
            int code;
            Console.SetError(error);
            using (StandardOutput.Redirect(output))
            {
                code = Task.Run(() => Application.RunAsync(arguments)).GetAwaiter().GetResult();
            }

            return new CommandLine(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
        }
        finally
        {
            Console.SetError(console);
            OneAtATime.Release();
        }
    }

    /// <summary>Runs as its users do: a process with its own streams and environment.</summary>
    public static CommandLine RunApart(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using Process process = Start(arguments, environment ?? new Dictionary<string, string>(StringComparer.Ordinal));
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

        // As a user starts it: without what the tests themselves run with (eng/tests.runsettings).
        start.Environment.Remove("DOTNET_GCgen0size");
        start.Environment.Remove("DOTNET_TC_QuickJitForLoops");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
