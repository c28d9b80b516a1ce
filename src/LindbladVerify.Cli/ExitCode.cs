namespace LindbladVerify.Cli;

/// <summary>The exit codes of every command.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int VerdictDiffers = 1;
    public const int BadInput = 2;
    public const int Inconclusive = 3;
    public const int Failure = 4;
    public const int Cancelled = 130;
}
