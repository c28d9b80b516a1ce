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
                Say(message);
            }

            return Fail("try 'lindblad-verify --help', or '--help' after a command.", ExitCode.BadInput);
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
        catch (Exception e) when (e is InputException or OutputFileException { IsDiskFailure: false })
        {
            return Fail(e.Message, ExitCode.BadInput);
        }
        catch (TooLargeException e)
        {
            return Fail(e.Message, ExitCode.Inconclusive);
        }
        catch (OperationCanceledException)
        {
            return Fail("cancelled.", ExitCode.Cancelled);
        }
        catch (Exception e) when (e is OutputFileException or BackendUnavailableException or ArithmeticException or InvalidOperationException or OutOfMemoryException)
        {
            return Fail(e.Message, ExitCode.Failure);
        }
        catch (IOException e)
        {
            // Files are read and written under names of their own; what is left is standard output. A closed pipe ends quietly by itself.
            return Fail($"standard output cannot be written: {e.Message}", ExitCode.Failure);
        }
    }

    private static int Fail(string message, int code)
    {
        Say(message);
        return code;
    }

    private static void Say(string message)
    {
        try
        {
            Console.Error.WriteLine($"lindblad-verify: {message}");
        }
        catch (IOException)
        {
            // Where standard error cannot be written either, the exit code has to tell.
        }
    }
}
