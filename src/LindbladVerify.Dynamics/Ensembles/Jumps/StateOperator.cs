using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Dynamics.Ensembles.Jumps;

/// <summary>A sparse complex matrix by rows, for products with state vectors. Immutable; any number of threads may use it.</summary>
internal sealed class StateOperator
{
    private readonly int[] starts;
    private readonly int[] columns;
    private readonly Complex[] values;

    public StateOperator(SparseMatrix<Complex> matrix)
    {
        SparseMatrix<Complex> transpose = matrix.Transpose();
        starts = transpose.ColumnStarts.ToArray();
        columns = transpose.RowIndices.ToArray();
        values = transpose.Values.ToArray();
        Norm = matrix.NormOne();
        IsZero = values.Length == 0;
        StoredCount = values.Length;
    }

    /// <summary>Largest column sum of moduli.</summary>
    public double Norm { get; }

    /// <summary>Whether nothing is stored.</summary>
    public bool IsZero { get; }

    /// <summary>Stored entries.</summary>
    public int StoredCount { get; }

    /// <summary>y = factor · A x, or y += factor · A x.</summary>
    public void Apply(Complex factor, ReadOnlySpan<Complex> x, Span<Complex> y, bool add)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double re = 0, im = 0;
            for (int p = starts[i]; p < starts[i + 1]; p++)
            {
                Complex a = values[p], b = x[columns[p]];
                re += (a.Real * b.Real) - (a.Imaginary * b.Imaginary);
                im += (a.Real * b.Imaginary) + (a.Imaginary * b.Real);
            }

            Complex product = factor * new Complex(re, im);
            y[i] = add ? y[i] + product : product;
        }
    }

    /// <summary>Re ⟨x|A|x⟩.</summary>
    public double Expectation(ReadOnlySpan<Complex> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Complex row = Complex.Zero;
            for (int p = starts[i]; p < starts[i + 1]; p++)
            {
                row += values[p] * x[columns[p]];
            }

            sum += (x[i].Real * row.Real) + (x[i].Imaginary * row.Imaginary);
        }

        return sum;
    }
}
