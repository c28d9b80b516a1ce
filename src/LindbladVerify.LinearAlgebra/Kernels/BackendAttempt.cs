namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>One path that was tried while looking for a native library, and what came of it.</summary>
/// <param name="Path">The file or library name handed to the loader.</param>
/// <param name="Accepted">Whether the library was loaded and passed its handshake.</param>
/// <param name="Outcome">"loaded", or the reason why not.</param>
public sealed record BackendAttempt(string Path, bool Accepted, string Outcome)
{
    /// <summary>The attempt on one line.</summary>
    public override string ToString() => $"{Path}: {Outcome}";
}
