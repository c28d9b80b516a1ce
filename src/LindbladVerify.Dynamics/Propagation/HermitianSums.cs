using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Bounds of the numerical range of a sum of dissipators, from P = Σ γ L†L and Q = Σ γ LL†.</summary>
/// <param name="RealLow">-λmax(P + Q)/2 - λmax(P), or below.</param>
/// <param name="RealHigh">λmax(Q - P)/2, or above.</param>
/// <param name="ImaginaryBound">(λmax(P) + λmax(Q))/2 over the jumps that are not Hermitian, or above.</param>
internal readonly record struct HermitianSums(double RealLow, double RealHigh, double ImaginaryBound)
{
    /// <summary>The bounds of some dissipators in dimension d.</summary>
    public static HermitianSums Of(IReadOnlyList<Dissipator> dissipators, int d)
    {
        SparseMatrix<Complex> zero = SparseMatrix<Complex>.Zero(d, d);
        (SparseMatrix<Complex> p, SparseMatrix<Complex> q, SparseMatrix<Complex> skewP, SparseMatrix<Complex> skewQ) = (zero, zero, zero, zero);
        foreach (Dissipator term in dissipators.Where(t => t.Rate > 0))
        {
            SparseMatrix<Complex> jump = term.JumpOperator.Matrix;
            SparseMatrix<Complex> adjoint = jump.ConjugateTranspose();
            SparseMatrix<Complex> left = (Complex)term.Rate * (adjoint * jump), right = (Complex)term.Rate * (jump * adjoint);
            p += left;
            q += right;
            if (!term.JumpOperator.IsHermitian())
            {
                skewP += left;
                skewQ += right;
            }
        }

        double largest = High(p);
        return new HermitianSums((-0.5 * High(p + q)) - largest, 0.5 * Math.Max(0, High(q - p)), 0.5 * (High(skewP) + High(skewQ)));
    }

    private static double High(SparseMatrix<Complex> hermitian) => HermitianRange.Of(new Operator(hermitian)).High;
}
