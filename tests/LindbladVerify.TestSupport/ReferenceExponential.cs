using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Superoperators;

namespace LindbladVerify.TestSupport;

/// <summary>
/// Matrix exponentials by halving, a plain Taylor sum to convergence and squaring: slow, independent of the library's own,
/// and accurate to a small multiple of ε·‖A‖₁ for the moderate norms that tests use.
/// </summary>
public static class ReferenceExponential
{
    /// <summary>exp(A t) [n, n], column-major.</summary>
    public static Complex[] Of(SparseMatrix<Complex> a, double time)
    {
        int n = a.Rows;
        int squarings = Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Max(a.NormOne() * Math.Abs(time), 1e-300))) + 2);
        Complex step = time * Math.ScaleB(1, -squarings);
        SparseMatrix<Complex> term = SparseMatrix<Complex>.Identity(n);
        SparseMatrix<Complex> sum = term;
        for (int k = 1; term.LargestModulus() > 1e-18 && k < 60; k++)
        {
            term = (step / k) * (a * term);
            sum += term;
        }

        for (int k = 0; k < squarings; k++)
        {
            sum *= sum;
        }

        return sum.ToDense();
    }

    /// <summary>exp(A t) of a real matrix, [n, n], column-major.</summary>
    public static double[] Of(SparseMatrix<double> a, double time) =>
        Array.ConvertAll(Of(a.Map(v => new Complex(v, 0)), time), v => v.Real);

    /// <summary>The propagator exp(Lt) of a generator.</summary>
    public static SuperOperator Propagator(SuperOperator generator, double time) =>
        new(SparseMatrix<Complex>.FromDense(generator.LiouvilleDimension, generator.LiouvilleDimension, Of(generator.Matrix, time)));

    /// <summary>exp(A t) x.</summary>
    public static Complex[] Apply(SparseMatrix<Complex> a, double time, ReadOnlySpan<Complex> x) =>
        SparseMatrix<Complex>.FromDense(a.Rows, a.Rows, Of(a, time)).Multiply(x);

    /// <summary>exp(A t) x of a real matrix.</summary>
    public static double[] Apply(SparseMatrix<double> a, double time, ReadOnlySpan<double> x) =>
        SparseMatrix<double>.FromDense(a.Rows, a.Rows, Of(a, time)).Multiply(x);
}
