using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>A jump operator with at most one entry per row, all of one phase: L ρ L† only moves and scales entries of ρ, run by run.</summary>
internal sealed class MonomialJump
{
    private readonly int[] rows;
    private readonly int[] sources;
    private readonly double[] values;
    private readonly (int Row, int Source, int Length, double Value)[] runs;

    private MonomialJump(int[] rows, int[] sources, double[] values)
    {
        this.rows = rows;
        this.sources = sources;
        this.values = values;
        var list = new List<(int, int, int, double)>();
        for (int start = 0, k = 1; k <= rows.Length; k++)
        {
            if (k == rows.Length || rows[k] != rows[k - 1] + 1 || sources[k] != sources[k - 1] + 1 || values[k] != values[start])
            {
                list.Add((rows[start], sources[start], k - start, values[start]));
                start = k;
            }
        }

        runs = [.. list];
    }

    /// <summary>The jump, with √rate multiplied in; null if the operator is not of this form.</summary>
    public static MonomialJump? TryCreate(SparseMatrix<Complex> jump, double rate)
    {
        SparseMatrix<Complex> transpose = jump.Transpose();
        var rows = new List<int>();
        var sources = new List<int>();
        var values = new List<double>();
        Complex phase = Complex.Zero;
        for (int i = 0; i < transpose.Columns; i++)
        {
            int start = transpose.ColumnStarts[i];
            int count = transpose.ColumnStarts[i + 1] - start;
            if (count == 0)
            {
                continue;
            }

            Complex value = transpose.Values[start];
            phase = phase == Complex.Zero ? value / Complex.Abs(value) : phase;
            Complex real = value * Complex.Conjugate(phase);
            if (count > 1 || Math.Abs(real.Imaginary) > 1e-16 * Math.Abs(real.Real))
            {
                return null;
            }

            rows.Add(i);
            sources.Add(transpose.RowIndices[start]);
            values.Add(Math.Sqrt(rate) * real.Real);
        }

        return rows.Count == 0 ? null : new MonomialJump([.. rows], [.. sources], [.. values]);
    }

    /// <summary>out += L ρ L† on one plane.</summary>
    public unsafe void AddTo(double* plane, double* output, int stride)
    {
        for (int k = 0; k < rows.Length; k++)
        {
            double* source = plane + ((nint)sources[k] * stride);
            double* target = output + ((nint)rows[k] * stride);
            foreach ((int row, int column, int length, double value) in runs)
            {
                double weight = values[k] * value;
                for (int j = 0; j < length; j++)
                {
                    target[row + j] += weight * source[column + j];
                }
            }
        }
    }
}
