using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Backends as results name them.</summary>
internal static class BackendText
{
    /// <summary>What carries the sparse and matrix-free methods.</summary>
    public const string Managed = "managed";

    /// <summary>The backend's name as on the command line.</summary>
    public static string Of(IDenseKernels kernels) => kernels.Info.Backend switch
    {
        Backend.Mkl => "mkl",
        Backend.OpenBlas => "openblas",
        _ => Managed,
    };
}
