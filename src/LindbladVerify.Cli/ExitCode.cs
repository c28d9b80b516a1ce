namespace LindbladVerify.Cli;

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
