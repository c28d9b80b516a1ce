namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>What carries the dense kernels in this run; printed in every manifest.</summary>
/// <param name="Backend">The backend; never <see cref="Kernels.Backend.Auto"/>.</param>
/// <param name="Version">The library's own version text.</param>
/// <param name="Path">The file it was loaded from; null for the managed backend.</param>
/// <param name="Threading">How the library was told to thread, for example "sequential".</param>
/// <param name="Reproducibility">The bit-reproducibility setting in force.</param>
public sealed record KernelInfo(Backend Backend, string Version, string? Path, string Threading, string Reproducibility);
