using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>
/// A sparse complex matrix by rows, for products with state vectors. Real and imaginary parts are stored apart, since most entries of
/// operators of spins have only one of them. Immutable; any number of threads may use it.
/// </summary>
internal sealed class StateOperator
{
    /// <param name="matrix">[d, d].</param>
    public StateOperator(SparseMatrix<Complex> matrix)
    {
        SparseMatrix<Complex> transpose = matrix.Transpose();
        ReadOnlySpan<int> starts = transpose.ColumnStarts, columns = transpose.RowIndices;
        ReadOnlySpan<Complex> values = transpose.Values;
        Dimension = starts.Length - 1;
        List<int> parts = [0], where = [];
        List<double> what = [];
        for (int i = 0; i < Dimension; i++)
        {
            foreach (bool imaginary in (ReadOnlySpan<bool>)[false, true])
            {
                for (int p = starts[i]; p < starts[i + 1]; p++)
                {
                    double part = imaginary ? values[p].Imaginary : values[p].Real;
                    if (part != 0)
                    {
                        where.Add(columns[p]);
                        what.Add(part);
                    }
                }

                parts.Add(where.Count);
            }
        }

        (Parts, Columns, Values) = ([.. parts], [.. where], [.. what]);
        Norm = matrix.NormOne();
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>Row i has real parts from Parts[2i] to Parts[2i + 1], and imaginary parts from there to Parts[2i + 2].</summary>
    public int[] Parts { get; }

    /// <summary>Their columns.</summary>
    public int[] Columns { get; }

    /// <summary>Their values.</summary>
    public double[] Values { get; }

    /// <summary>Largest column sum of moduli.</summary>
    public double Norm { get; }

    /// <summary>Stored parts: a product takes two real multiplications for each.</summary>
    public int StoredParts => Values.Length;

    /// <summary>y = A x.</summary>
    public void Apply(ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double re = 0, im = 0;
            for (int p = Parts[2 * i]; p < Parts[(2 * i) + 1]; p++)
            {
                re += Values[p] * x[Columns[p]].Real;
                im += Values[p] * x[Columns[p]].Imaginary;
            }

            for (int p = Parts[(2 * i) + 1]; p < Parts[(2 * i) + 2]; p++)
            {
                re -= Values[p] * x[Columns[p]].Imaginary;
                im += Values[p] * x[Columns[p]].Real;
            }

            y[i] = new Complex(re, im);
        }
    }
}
