using System.CommandLine;

namespace LindbladVerify.Cli.Commands;

/// <summary>Many points: run, look, export, plot, merge, submit.</summary>
internal static class SweepCommand
{
    public static Command Create() => new("sweep", "Compute many points of the pair, a model file or a formula file, stop and go on, on one machine or a Slurm cluster.")
    {
        SweepRunCommand.Create(),
        SweepStoreCommands.Status(),
        SweepStoreCommands.Export(),
        SweepStoreCommands.Plot(),
        SweepStoreCommands.Merge(),
        SweepSubmitCommand.Create(),
    };
}
