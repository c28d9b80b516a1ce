using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>The narrow contract of the dense kernels: what every backend provides and the conformance tests check.</summary>
/// <remarks>
/// Convention: all matrices are column-major; entry (i, j) lies at i + j*ld with ld at least the number of stored rows.
/// Kernels are stateless and may be called from any number of threads; each call runs on the calling thread alone.
/// Outputs must not overlap inputs. Spans that are too short throw <see cref="ArgumentException"/> that names the argument.
/// With beta = 0 the output is overwritten without being read (NaN there does not spread).
/// </remarks>
public interface IDenseKernels
{
    /// <summary>What carries these kernels.</summary>
    KernelInfo Info { get; }

    /// <summary>C = alpha op(A) op(B) + beta C, with op(A) [m, k], op(B) [k, n], C [m, n].</summary>
    void Multiply(Transposition transA, Transposition transB, int m, int n, int k, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> b, int ldb, double beta, Span<double> c, int ldc);

    /// <inheritdoc cref="Multiply(Transposition, Transposition, int, int, int, double, ReadOnlySpan{double}, int, ReadOnlySpan{double}, int, double, Span{double}, int)"/>
    void Multiply(Transposition transA, Transposition transB, int m, int n, int k, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> b, int ldb, Complex beta, Span<Complex> c, int ldc);

    /// <summary>y = alpha op(A) x + beta y, with A [m, n] as stored.</summary>
    void MultiplyVector(Transposition transA, int m, int n, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> x, double beta, Span<double> y);

    /// <inheritdoc cref="MultiplyVector(Transposition, int, int, double, ReadOnlySpan{double}, int, ReadOnlySpan{double}, double, Span{double})"/>
    void MultiplyVector(Transposition transA, int m, int n, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> x, Complex beta, Span<Complex> y);

    /// <summary>Solves A X = B by LU factorisation with partial pivoting; A [n, n] is overwritten by its factors and B [n, columns] by X.</summary>
    /// <exception cref="SingularMatrixException">A pivot is exactly zero.</exception>
    void Solve(int n, Span<double> a, int columns, Span<double> b);

    /// <inheritdoc cref="Solve(int, Span{double}, int, Span{double})"/>
    void Solve(int n, Span<Complex> a, int columns, Span<Complex> b);

    /// <summary>LU factorisation with partial pivoting of A [n, n], in place: P A = L U, L with unit diagonal below U.</summary>
    /// <param name="n">Order of A.</param>
    /// <param name="a">A, overwritten by L and U.</param>
    /// <param name="pivots">[n] from 0: in step i rows i and pivots[i] were exchanged.</param>
    /// <returns>Index of the first pivot that is exactly zero, or -1; the factorisation is completed either way.</returns>
    int Factor(int n, Span<double> a, Span<int> pivots);

    /// <inheritdoc cref="Factor(int, Span{double}, Span{int})"/>
    int Factor(int n, Span<Complex> a, Span<int> pivots);

    /// <summary>Solves A X = B, B [n, columns] overwritten by X, with the factors that <see cref="Factor(int, Span{double}, Span{int})"/> left.</summary>
    void SolveFactored(int n, ReadOnlySpan<double> factors, ReadOnlySpan<int> pivots, int columns, Span<double> b);

    /// <inheritdoc cref="SolveFactored(int, ReadOnlySpan{double}, ReadOnlySpan{int}, int, Span{double})"/>
    void SolveFactored(int n, ReadOnlySpan<Complex> factors, ReadOnlySpan<int> pivots, int columns, Span<Complex> b);

    /// <summary>Eigenvalues and, if asked, right eigenvectors of a general A [n, n]. A is left as it is.</summary>
    /// <exception cref="ArgumentException">An entry is not finite.</exception>
    /// <exception cref="EigenvalueIterationException">The iteration did not converge.</exception>
    Eigensystem Eigen(int n, ReadOnlySpan<double> a, bool vectors);

    /// <inheritdoc cref="Eigen(int, ReadOnlySpan{double}, bool)"/>
    Eigensystem Eigen(int n, ReadOnlySpan<Complex> a, bool vectors);

    /// <summary>A norm of A [m, n]; NaN if an entry is NaN.</summary>
    double Norm(MatrixNorm norm, int m, int n, ReadOnlySpan<double> a, int lda);

    /// <inheritdoc cref="Norm(MatrixNorm, int, int, ReadOnlySpan{double}, int)"/>
    double Norm(MatrixNorm norm, int m, int n, ReadOnlySpan<Complex> a, int lda);
}

/// <summary>Eigenvalues and, where asked for, right eigenvectors of a general square matrix.</summary>
/// <param name="Values">[n] eigenvalues, in the order the backend returns them.</param>
/// <param name="RightVectors">[n, n] column-major, column k belongs to value k and has Euclidean norm 1; empty if not asked for.</param>
public sealed record Eigensystem(Complex[] Values, Complex[] RightVectors);

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

/// <summary>The iteration for the eigenvalues of a matrix did not converge.</summary>
/// <param name="routine">The routine that gave up.</param>
/// <param name="order">Order of the matrix.</param>
internal sealed class EigenvalueIterationException(string routine, int order)
    : ArithmeticException($"{routine}: the QR iteration for the eigenvalues of a matrix of order {order} did not converge.");

/// <summary>A linear system has no unique solution: a pivot of its LU factorisation is exactly zero.</summary>
/// <param name="routine">The routine that found it.</param>
/// <param name="pivot">Index of the zero pivot, from 0.</param>
internal sealed class SingularMatrixException(string routine, int pivot)
    : ArithmeticException($"{routine}: the matrix is singular (pivot {pivot} is exactly zero).")
{
    /// <summary>Index of the zero pivot, from 0.</summary>
    public int Pivot { get; } = pivot;
}
