namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>A linear system has no unique solution: a pivot of its LU factorisation is exactly zero.</summary>
/// <param name="routine">The routine that found it.</param>
/// <param name="pivot">Index of the zero pivot, from 0.</param>
public sealed class SingularMatrixException(string routine, int pivot)
    : ArithmeticException($"{routine}: the matrix is singular (pivot {pivot} is exactly zero).")
{
    /// <summary>Index of the zero pivot, from 0.</summary>
    public int Pivot { get; } = pivot;
}
