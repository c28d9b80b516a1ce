using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using MathNet.Numerics.Providers.LinearAlgebra;

namespace LindbladVerify.LinearAlgebra.Providers;

/// <summary>MathNet's linear algebra provider over the dense kernels: products, LU and general eigensystems, double and Complex.</summary>
/// <remarks>
/// Everything else (and single precision) is MathNet's managed code. With MKL or OpenBLAS this gives MathNet users the native
/// library on Linux, Windows and macOS without a package of their own; calls run on the calling thread.
/// </remarks>
/// <param name="kernels">What does the work.</param>
public sealed partial class KernelLinearAlgebraProvider(IDenseKernels kernels) : ILinearAlgebraProvider
{
    private readonly ManagedLinearAlgebraProvider managed = ManagedLinearAlgebraProvider.Instance;

    /// <summary>The kernels that do the work.</summary>
    public IDenseKernels Kernels { get; } = kernels;

    /// <summary>Names the backend.</summary>
    public override string ToString() => $"LindbladVerify kernels: {Kernels.Info.Backend}, {Kernels.Info.Version}";

    /// <inheritdoc/>
    public bool IsAvailable() => true;

    /// <inheritdoc/>
    public void InitializeVerify()
    {
        // The kernels passed their handshake when they were loaded.
    }

    /// <inheritdoc/>
    public void FreeResources()
    {
        // The library stays loaded for whoever else holds the kernels.
    }

    /// <inheritdoc/>
    public void MatrixMultiply(double[] x, int rowsX, int columnsX, double[] y, int rowsY, int columnsY, double[] result) =>
        Kernels.Multiply(Transposition.None, Transposition.None, rowsX, columnsY, Inner(columnsX, rowsY), 1, x, Ld(rowsX), y, Ld(rowsY), 0, result, Ld(rowsX));

    /// <inheritdoc/>
    public void MatrixMultiply(Complex[] x, int rowsX, int columnsX, Complex[] y, int rowsY, int columnsY, Complex[] result) =>
        Kernels.Multiply(Transposition.None, Transposition.None, rowsX, columnsY, Inner(columnsX, rowsY), Complex.One, x, Ld(rowsX), y, Ld(rowsY), Complex.Zero, result, Ld(rowsX));

    /// <inheritdoc/>
    public void MatrixMultiplyWithUpdate(Transpose transposeA, Transpose transposeB, double alpha, double[] a, int rowsA, int columnsA, double[] b, int rowsB, int columnsB, double beta, double[] c)
    {
        (int m, int n, int k) = Shape(transposeA, transposeB, rowsA, columnsA, rowsB, columnsB);
        Kernels.Multiply(Of(transposeA), Of(transposeB), m, n, k, alpha, a, Ld(rowsA), b, Ld(rowsB), beta, c, Ld(m));
    }

    /// <inheritdoc/>
    public void MatrixMultiplyWithUpdate(Transpose transposeA, Transpose transposeB, Complex alpha, Complex[] a, int rowsA, int columnsA, Complex[] b, int rowsB, int columnsB, Complex beta, Complex[] c)
    {
        (int m, int n, int k) = Shape(transposeA, transposeB, rowsA, columnsA, rowsB, columnsB);
        Kernels.Multiply(Of(transposeA), Of(transposeB), m, n, k, alpha, a, Ld(rowsA), b, Ld(rowsB), beta, c, Ld(m));
    }

    /// <inheritdoc/>
    public void LUFactor(double[] data, int order, int[] ipiv) => Kernels.Factor(order, data, ipiv);

    /// <inheritdoc/>
    public void LUFactor(Complex[] data, int order, int[] ipiv) => Kernels.Factor(order, data, ipiv);

    /// <inheritdoc/>
    public void LUInverse(double[] a, int order)
    {
        int[] pivots = new int[order];
        Kernels.Factor(order, a, pivots);
        LUInverseFactored(a, order, pivots);
    }

    /// <inheritdoc/>
    public void LUInverse(Complex[] a, int order)
    {
        int[] pivots = new int[order];
        Kernels.Factor(order, a, pivots);
        LUInverseFactored(a, order, pivots);
    }

    /// <inheritdoc/>
    public void LUInverseFactored(double[] a, int order, int[] ipiv)
    {
        double[] inverse = new double[order * order];
        for (int i = 0; i < order; i++)
        {
            inverse[i + (i * order)] = 1;
        }

        Kernels.SolveFactored(order, a, ipiv, order, inverse);
        inverse.CopyTo(a, 0);
    }

    /// <inheritdoc/>
    public void LUInverseFactored(Complex[] a, int order, int[] ipiv)
    {
        Complex[] inverse = new Complex[order * order];
        for (int i = 0; i < order; i++)
        {
            inverse[i + (i * order)] = 1;
        }

        Kernels.SolveFactored(order, a, ipiv, order, inverse);
        inverse.CopyTo(a, 0);
    }

    /// <inheritdoc/>
    public void LUSolve(int columnsOfB, double[] a, int order, double[] b)
    {
        double[] factors = [.. a];
        int[] pivots = new int[order];
        Kernels.Factor(order, factors, pivots);
        Kernels.SolveFactored(order, factors, pivots, columnsOfB, b);
    }

    /// <inheritdoc/>
    public void LUSolve(int columnsOfB, Complex[] a, int order, Complex[] b)
    {
        Complex[] factors = [.. a];
        int[] pivots = new int[order];
        Kernels.Factor(order, factors, pivots);
        Kernels.SolveFactored(order, factors, pivots, columnsOfB, b);
    }

    /// <inheritdoc/>
    public void LUSolveFactored(int columnsOfB, double[] a, int order, int[] ipiv, double[] b) =>
        Kernels.SolveFactored(order, a, ipiv, columnsOfB, b);

    /// <inheritdoc/>
    public void LUSolveFactored(int columnsOfB, Complex[] a, int order, int[] ipiv, Complex[] b) =>
        Kernels.SolveFactored(order, a, ipiv, columnsOfB, b);

    /// <inheritdoc/>
    public void EigenDecomp(bool isSymmetric, int order, double[] matrix, double[] matrixEv, Complex[] vectorEv, double[] matrixD)
    {
        if (isSymmetric)
        {
            managed.EigenDecomp(isSymmetric, order, matrix, matrixEv, vectorEv, matrixD);
            return;
        }

        Eigensystem system = Kernels.Eigen(order, matrix, vectors: true);
        system.Values.CopyTo(vectorEv, 0);
        Array.Clear(matrixD);
        for (int j = 0; j < order; j++)
        {
            // MathNet keeps a complex pair as a real 2 by 2 block, with real and imaginary part of its vector as two columns.
            double imaginary = system.Values[j].Imaginary;
            matrixD[j + (j * order)] = system.Values[j].Real;
            if (imaginary != 0)
            {
                int partner = imaginary > 0 ? j + 1 : j - 1;
                matrixD[j + (partner * order)] = imaginary;
            }

            int column = imaginary < 0 ? j - 1 : j;
            for (int i = 0; i < order; i++)
            {
                Complex entry = system.RightVectors[i + (column * order)];
                matrixEv[i + (j * order)] = imaginary < 0 ? entry.Imaginary : entry.Real;
            }
        }
    }

    /// <inheritdoc/>
    public void EigenDecomp(bool isSymmetric, int order, Complex[] matrix, Complex[] matrixEv, Complex[] vectorEv, Complex[] matrixD)
    {
        if (isSymmetric)
        {
            managed.EigenDecomp(isSymmetric, order, matrix, matrixEv, vectorEv, matrixD);
            return;
        }

        Eigensystem system = Kernels.Eigen(order, matrix, vectors: true);
        system.Values.CopyTo(vectorEv, 0);
        system.RightVectors.CopyTo(matrixEv, 0);
        Array.Clear(matrixD);
        for (int j = 0; j < order; j++)
        {
            matrixD[j + (j * order)] = system.Values[j];
        }
    }

    private static int Ld(int rows) => Math.Max(1, rows);

    private static int Inner(int columnsX, int rowsY) =>
        columnsX == rowsY ? columnsX : throw new ArgumentException($"The first matrix has {columnsX} columns and the second {rowsY} rows; the product needs as many.", nameof(rowsY));

    private static (int M, int N, int K) Shape(Transpose transposeA, Transpose transposeB, int rowsA, int columnsA, int rowsB, int columnsB)
    {
        (int m, int k) = transposeA == Transpose.DontTranspose ? (rowsA, columnsA) : (columnsA, rowsA);
        (int inner, int n) = transposeB == Transpose.DontTranspose ? (rowsB, columnsB) : (columnsB, rowsB);
        return (m, n, Inner(k, inner));
    }

    private static Transposition Of(Transpose transpose) => transpose switch
    {
        Transpose.Transpose => Transposition.Transpose,
        Transpose.ConjugateTranspose => Transposition.ConjugateTranspose,
        _ => Transposition.None,
    };
}
