namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>Whether one backend can be used in this process, and how that was found out.</summary>
/// <param name="Backend">The backend; never <see cref="Kernels.Backend.Auto"/>.</param>
/// <param name="Info">What was loaded; null when the backend is missing.</param>
/// <param name="Attempts">Every path tried, in order; empty for the managed backend.</param>
public sealed record BackendStatus(Backend Backend, KernelInfo? Info, IReadOnlyList<BackendAttempt> Attempts)
{
    /// <summary>Whether the backend can be used.</summary>
    public bool IsAvailable => Info is not null;
}
