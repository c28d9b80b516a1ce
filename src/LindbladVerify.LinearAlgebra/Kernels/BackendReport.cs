namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>What was found on this machine: all backends with every path tried.</summary>
/// <param name="Statuses">One entry per backend: MKL, OpenBLAS, managed.</param>
/// <param name="Selected">The backend that <see cref="Backend.Auto"/> stands for here, but perhaps for products of large matrices.</param>
/// <param name="VectorBits">Width in bits of the SIMD registers that the managed backend uses.</param>
public sealed record BackendReport(IReadOnlyList<BackendStatus> Statuses, Backend Selected, int VectorBits);

/// <summary>One path that was tried while looking for a native library, and what came of it.</summary>
/// <param name="Path">The file or library name handed to the loader.</param>
/// <param name="Accepted">Whether the library was loaded and passed its handshake.</param>
/// <param name="Outcome">"loaded", or the reason why not.</param>
public sealed record BackendAttempt(string Path, bool Accepted, string Outcome)
{
    /// <summary>The attempt on one line.</summary>
    public override string ToString() => $"{Path}: {Outcome}";
}

/// <summary>Whether one backend can be used in this process, and how that was found out.</summary>
/// <param name="Backend">The backend; never <see cref="Kernels.Backend.Auto"/>.</param>
/// <param name="Info">What was loaded; null when the backend is missing.</param>
/// <param name="Attempts">Every path tried, in order; empty for the managed backend.</param>
public sealed record BackendStatus(Backend Backend, KernelInfo? Info, IReadOnlyList<BackendAttempt> Attempts)
{
    /// <summary>Whether the backend can be used.</summary>
    public bool IsAvailable => Info is not null;
}

/// <summary>A backend was asked for by name and is not usable here; the message lists every path tried and why it failed.</summary>
/// <param name="status">What was tried.</param>
internal sealed class BackendUnavailableException(BackendStatus status)
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
