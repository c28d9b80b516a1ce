namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>A backend was asked for by name and is not usable here; the message lists every path tried and why it failed.</summary>
/// <param name="status">What was tried.</param>
public sealed class BackendUnavailableException(BackendStatus status)
    : InvalidOperationException(Describe(status))
{
    /// <summary>The backend that was asked for.</summary>
    public Backend Backend { get; } = status.Backend;

    /// <summary>Every path tried, in order.</summary>
    public IReadOnlyList<BackendAttempt> Attempts { get; } = status.Attempts;

    private static string Describe(BackendStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        string name = status.Backend switch { Backend.Mkl => "MKL", Backend.OpenBlas => "OpenBLAS", _ => status.Backend.ToString() };
        string variable = Native.LibraryCandidates.EnvironmentVariable(status.Backend);
        return $"{name} is not available. Tried:{Environment.NewLine}"
            + string.Join(Environment.NewLine, status.Attempts.Select(attempt => "  " + attempt))
            + $"{Environment.NewLine}Install it (eng/install-native.sh on Debian and Ubuntu), set {variable} to its file or folder, or choose another backend.";
    }
}
