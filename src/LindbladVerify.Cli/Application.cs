using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using LindbladVerify.Cli.Commands;
using LindbladVerify.Cli.Options;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.Verification.Proofs;

namespace LindbladVerify.Cli;

/// <summary>Parses the command line, runs the command, and turns every failure into one message and an exit code.</summary>
internal static class Application
{
    /// <summary>Runs one command line and returns its exit code.</summary>
    /// <param name="args">The command line, without the name of the program.</param>
    /// <param name="cancellation">Stops the run as the interrupt key does.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellation = default)
    {
        // Numbers read and print alike everywhere; threads that start later take this culture over.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var signals = new StopSignals(stopping);
        Option<bool> debug = CommonOptions.Debug();
        bool showsTrace = args.Contains(debug.Name, StringComparer.Ordinal);
        try
        {
            ParseResult parsed = Root(args, debug).Parse(args);
            if (parsed.Errors.Count > 0)
            {
                foreach (string message in parsed.Errors.Select(e => OneLine.Of(e.Message)).Distinct(StringComparer.Ordinal))
                {
                    StandardError.Say(message);
                }

                StandardError.Say("try 'lindblad-verify --help', or '--help' after a command.");
                return ExitCode.BadInput;
            }

            int code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stopping.Token);
            await Console.Out.FlushAsync(CancellationToken.None);
            return code;
        }
#pragma warning disable CA1031 // the one place where every failure ends
        catch (Exception e)
        {
            Failure failure = Failure.Of(e, stopping.IsCancellationRequested);
            StandardError.Say(failure.Message);
            if (showsTrace)
            {
                StandardError.WriteLine(e.ToString());
            }

            return failure.Code;
        }
#pragma warning restore CA1031
    }

    private static RootCommand Root(IReadOnlyList<string> args, Option<bool> debug) =>
        new("Tells whether an analytic rate formula is true: exact, true in a limit with its order, or false with a counterexample.")
        {
            VerifyCommand.Create(args),
            DeriveCommand.Create(),
            RateCommand.Create(),
            EvaluateCommand.Create(),
            MapCommand.Create(),
            ExploreCommand.Create(),
            FigureCommand.Create(),
            ConventionsCommand.Create(),
            HypresCommand.Create(),
            SimulateCommand.Create(),
            SweepCommand.Create(),
            DoctorCommand.Create(),
            debug,
        };

    /// <summary>Interrupt, termination and a terminal that closes ask the run to stop; the second time they end it at once.</summary>
    private sealed class StopSignals : IDisposable
    {
        private readonly CancellationTokenSource stopping;
        private readonly PosixSignalRegistration[] registrations;

        public StopSignals(CancellationTokenSource stopping)
        {
            this.stopping = stopping;
            registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, Stop))];
        }

        public void Dispose()
        {
            foreach (PosixSignalRegistration registration in registrations)
            {
                registration.Dispose();
            }
        }

        private void Stop(PosixSignalContext context)
        {
            context.Cancel = !stopping.IsCancellationRequested;
            stopping.Cancel();
        }
    }
}

/// <summary>The exit codes of every command.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int VerdictDiffers = 1;
    public const int BadInput = 2;
    public const int Inconclusive = 3;
    public const int Failure = 4;

    /// <summary>Stopped early with everything stored: the same command goes on.</summary>
    public const int Stopped = 75;
    public const int Cancelled = 130;
}

/// <summary>What an exception that ended a command means to the user: one line and an exit code.</summary>
/// <param name="Message">The line.</param>
/// <param name="Code">The exit code.</param>
internal sealed record Failure(string Message, int Code)
{
    private const string OwnAssemblies = "LindbladVerify.";

    /// <summary>The meaning of an exception; what nobody foresaw is a fault of the program and says so.</summary>
    public static Failure Of(Exception exception, bool isCancelled)
    {
        Exception e = Cause(exception, isCancelled);
        return e switch
        {
            OperationCanceledException when isCancelled => new Failure("cancelled.", ExitCode.Cancelled),
            InputException or OutputFileException { IsDiskFailure: false } => new Failure(OneLine.Of(e.Message), ExitCode.BadInput),
            SweepException { CanGoOn: true } => new Failure(OneLine.Of(e.Message), ExitCode.Stopped),
            SweepException => new Failure(OneLine.Of(e.Message), ExitCode.BadInput),
            ModelFileException { IsSize: false } => new Failure(e.Message, ExitCode.BadInput),
            DerivationException => new Failure(OneLine.Of(e.Message), ExitCode.Inconclusive),
            SizeException or ModelFileException or InsufficientMemoryForPropagationException or BlockTooLargeException => new Failure(OneLine.Of(e.Message), ExitCode.Inconclusive),
            OutputFileException or BackendUnavailableException => new Failure(OneLine.Of(e.Message), ExitCode.Failure),
            OutOfMemoryException => new Failure("the memory does not suffice; fewer points, threads or levels need less.", ExitCode.Failure),
            ArithmeticException => new Failure(OneLine.Of(e.Message), ExitCode.Failure),
            InvalidOperationException when IsOurs(e) => new Failure(OneLine.Of(e.Message), ExitCode.Failure),

            // Files are read and written under names of their own; what is left is standard output, full or closed. A closed pipe ends quietly by itself.
            IOException or UnauthorizedAccessException { InnerException: IOException } => new Failure(
                $"standard output cannot be written: {OneLine.Of((e.InnerException ?? e).Message)}", ExitCode.Failure),
            _ => new Failure(
                $"an error of the program itself: {e.GetType().Name}, {OneLine.Of(e.Message)} Please report it as an issue, with the command line and the file that it read; --debug shows where it happened.",
                ExitCode.Failure),
        };
    }

    /// <summary>Of several failures at once a cancellation where the run was cancelled, else the first.</summary>
    private static Exception Cause(Exception exception, bool isCancelled) => exception is AggregateException all && all.Flatten().InnerExceptions is { Count: > 0 } inner
        ? (isCancelled ? inner.FirstOrDefault(i => i is OperationCanceledException) : null) ?? inner[0]
        : exception;

    /// <summary>Whether our own code refused, in words of its own, and not a collection that was empty.</summary>
    internal static bool IsOurs(Exception e) => e.Source?.StartsWith(OwnAssemblies, StringComparison.Ordinal) == true;
}

/// <summary>What the user gave cannot be used; the message names the field, the value and what is allowed.</summary>
internal sealed class InputException(string message) : Exception(message)
{
    /// <summary>What an exception says, without the name of a parameter that only code knows.</summary>
    public static string Reason(Exception e) => e.Message.Split(" (Parameter", 2)[0];
}

/// <summary>What the user asked for is too large for the memory or the time there is.</summary>
internal sealed class SizeException(string message) : Exception(message);

/// <summary>Foreign text fit for one line of a message.</summary>
internal static class OneLine
{
    private const int Longest = 2000;

    /// <summary>The text with line breaks as blanks and other control characters shown as '�', cut where it is very long.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string cut = text.Length > Longest ? text[..Longest] + "…" : text;
        return string.Concat(cut.ReplaceLineEndings(" ").EnumerateRunes().Select(r => System.Text.Rune.IsControl(r) ? "\uFFFD" : r.ToString()));
    }
}
