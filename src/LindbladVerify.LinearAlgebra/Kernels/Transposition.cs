namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>How an operand of a product is read: as stored, transposed, or conjugate-transposed.</summary>
public enum Transposition
{
    /// <summary>The matrix as stored.</summary>
    None,

    /// <summary>The transpose, without conjugation.</summary>
    Transpose,

    /// <summary>The conjugate transpose; the same as <see cref="Transpose"/> for real matrices.</summary>
    ConjugateTranspose,
}
