namespace LindbladVerify.LinearAlgebra.Native;

/// <summary>A library was loaded but is not one that these kernels can be built on.</summary>
internal sealed class UnfitLibraryException(string reason) : Exception(reason);
