using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.Verification.Derivations;

namespace LindbladVerify.Cli;

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
