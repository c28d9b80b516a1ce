namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>The libraries that can carry the dense kernels.</summary>
public enum Backend
{
    /// <summary>The fastest one found: MKL, then OpenBLAS, then managed.</summary>
    Auto,

    /// <summary>Intel oneAPI Math Kernel Library (libmkl_rt), sequential layer.</summary>
    Mkl,

    /// <summary>OpenBLAS, one thread.</summary>
    OpenBlas,

    /// <summary>This assembly's own code: needs nothing installed, and is the reference for correctness.</summary>
    Managed,
}
