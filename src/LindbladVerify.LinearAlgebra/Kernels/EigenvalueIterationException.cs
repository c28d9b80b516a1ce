namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>The iteration for the eigenvalues of a matrix did not converge.</summary>
/// <param name="routine">The routine that gave up.</param>
/// <param name="order">Order of the matrix.</param>
public sealed class EigenvalueIterationException(string routine, int order)
    : ArithmeticException($"{routine}: the QR iteration for the eigenvalues of a matrix of order {order} did not converge.");
