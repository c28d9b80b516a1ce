namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>The matrix norms that the dense kernels compute.</summary>
public enum MatrixNorm
{
    /// <summary>Largest column sum of moduli.</summary>
    One,

    /// <summary>Largest row sum of moduli.</summary>
    Infinity,

    /// <summary>Square root of the sum of squared moduli.</summary>
    Frobenius,
}
