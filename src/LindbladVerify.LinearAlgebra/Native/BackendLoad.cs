using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Native;

/// <summary>The outcome of looking for a backend: the kernels if it was found, and the account of the search.</summary>
internal sealed record BackendLoad(IDenseKernels? Kernels, BackendStatus Status);
