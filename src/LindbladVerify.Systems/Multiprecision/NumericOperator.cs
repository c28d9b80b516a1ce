using System.Numerics;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>Symbolic operators at a point in doubles, for checks whose tolerance is far above rounding.</summary>
internal static class NumericOperator
{
    private const int Bits = 64;

    public static Operator Of(OperatorSum sum, PreciseParameters parameters)
    {
        int d = sum.Terms.Values.Select(m => m.Dimension).DefaultIfEmpty(1).First();
        var entries = new List<(int, int, Complex)>();
        foreach ((FactorProduct factors, ExactMatrix matrix) in sum.Terms)
        {
            Ball scalar = Ball.Exact(BigFloat.One.To(parameters.Bits));
            foreach (Expression factor in factors.Factors)
            {
                scalar *= parameters.Value(factor);
            }

            double size = (double)scalar.Value;
            entries.AddRange(matrix.Entries.Select(e => (e.Key.Row, e.Key.Column, size * new Complex((double)e.Value.Real.Value(Bits), (double)e.Value.Imaginary.Value(Bits)))));
        }

        return new Operator(SparseMatrix<Complex>.FromEntries(d, d, entries));
    }
}
