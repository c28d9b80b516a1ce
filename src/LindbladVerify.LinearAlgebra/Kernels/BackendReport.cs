namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>What was found on this machine: all backends, fastest first, with every path tried.</summary>
/// <param name="Statuses">One entry per backend in the order in which <see cref="Backend.Auto"/> prefers them.</param>
/// <param name="Selected">The backend that <see cref="Backend.Auto"/> stands for here.</param>
/// <param name="VectorBits">Width in bits of the SIMD registers that the managed backend uses.</param>
public sealed record BackendReport(IReadOnlyList<BackendStatus> Statuses, Backend Selected, int VectorBits);
