using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using LindbladVerify.Cli.Commands;
using LindbladVerify.Cli.Options;

namespace LindbladVerify.Cli;

/// <summary>Parses the command line, runs the command, and turns every failure into one message and an exit code.</summary>
public static class Application
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
