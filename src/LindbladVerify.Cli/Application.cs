using System.CommandLine;
using System.Runtime.InteropServices;
using LindbladVerify.Cli.Commands;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Reporting.Files;

namespace LindbladVerify.Cli;

/// <summary>Parses the command line, runs the command, and turns every failure into one message and an exit code.</summary>
public static class Application
{
    /// <summary>Runs one command line and returns its exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var root = new RootCommand("Tells whether an analytic rate formula is true: exact, true in a limit with its order, or false with a counterexample.")
        {
            VerifyCommand.Create(args),
            RateCommand.Create(),
            EvaluateCommand.Create(),
            MapCommand.Create(),
            FigureCommand.Create(),
            ConventionsCommand.Create(),
            HypresCommand.Create(),
            SimulateCommand.Create(),
            DoctorCommand.Create(),
        };

        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (string message in parsed.Errors.Select(e => e.Message).Distinct(StringComparer.Ordinal))
            {
                Console.Error.WriteLine($"lindblad-verify: {message}");
            }

            Console.Error.WriteLine("Try 'lindblad-verify --help', or '--help' after a command.");
            return ExitCode.BadInput;
        }

        using var cancellation = new CancellationTokenSource();
        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            cancellation.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellation.Token);
        }
        catch (Exception e) when (e is InputException or BackendUnavailableException or OutputFileException)
        {
            Console.Error.WriteLine($"lindblad-verify: {e.Message}");
            return e is BackendUnavailableException ? ExitCode.Failure : ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("lindblad-verify: cancelled.");
            return ExitCode.Cancelled;
        }
        catch (Exception e) when (e is ArithmeticException or InvalidOperationException or OutOfMemoryException)
        {
            Console.Error.WriteLine($"lindblad-verify: {e.Message}");
            return ExitCode.Failure;
        }
    }
}
