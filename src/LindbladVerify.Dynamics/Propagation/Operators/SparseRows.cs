using System.Numerics;
using System.Runtime.Intrinsics;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Dynamics.Propagation.Operators;

/// <summary>A sparse complex matrix by rows, its entries split into real and imaginary parts, times a dense matrix in planes.</summary>
/// <remarks>Most couplings are purely real or purely imaginary, so the split halves the arithmetic. Planes: row i at i·stride, stride a multiple of 8.</remarks>
internal sealed class SparseRows
{
    private readonly int[] realStarts;
    private readonly int[] realColumns;
    private readonly double[] realValues;
    private readonly int[] imaginaryStarts;
    private readonly int[] imaginaryColumns;
    private readonly double[] imaginaryValues;

    public SparseRows(SparseMatrix<Complex> matrix)
    {
        SparseMatrix<Complex> rows = matrix.Transpose();
        Order = matrix.Rows;
        (realStarts, realColumns, realValues) = Compress(rows, v => v.Real);
        (imaginaryStarts, imaginaryColumns, imaginaryValues) = Compress(rows, v => v.Imaginary);
    }

    public int Order { get; }

    public long StoredCount => realValues.Length + imaginaryValues.Length;

    /// <summary>(outRe, outIm) = this · (re, im).</summary>
    public unsafe void Multiply(double* re, double* im, double* outRe, double* outIm, int stride)
    {
        for (int i = 0; i < Order; i++)
        {
            int j = 0;
            for (; j + 32 <= stride; j += 32)
            {
                Block32(i, re + j, im + j, outRe + ((nint)i * stride) + j, outIm + ((nint)i * stride) + j, stride);
            }

            for (; j < stride; j += 8)
            {
                Block8(i, re + j, im + j, outRe + ((nint)i * stride) + j, outIm + ((nint)i * stride) + j, stride);
            }
        }
    }

    private unsafe void Block32(int i, double* re, double* im, double* outRe, double* outIm, int stride)
    {
        Vector512<double> r0 = default, r1 = default, r2 = default, r3 = default, i0 = default, i1 = default, i2 = default, i3 = default;
        for (int p = realStarts[i]; p < realStarts[i + 1]; p++)
        {
            Vector512<double> w = Vector512.Create(realValues[p]);
            double* a = re + ((nint)realColumns[p] * stride);
            double* b = im + ((nint)realColumns[p] * stride);
            r0 = Vector512.FusedMultiplyAdd(w, Vector512.Load(a), r0);
            r1 = Vector512.FusedMultiplyAdd(w, Vector512.Load(a + 8), r1);
            r2 = Vector512.FusedMultiplyAdd(w, Vector512.Load(a + 16), r2);
            r3 = Vector512.FusedMultiplyAdd(w, Vector512.Load(a + 24), r3);
            i0 = Vector512.FusedMultiplyAdd(w, Vector512.Load(b), i0);
            i1 = Vector512.FusedMultiplyAdd(w, Vector512.Load(b + 8), i1);
            i2 = Vector512.FusedMultiplyAdd(w, Vector512.Load(b + 16), i2);
            i3 = Vector512.FusedMultiplyAdd(w, Vector512.Load(b + 24), i3);
        }

        for (int p = imaginaryStarts[i]; p < imaginaryStarts[i + 1]; p++)
        {
            Vector512<double> w = Vector512.Create(imaginaryValues[p]);
            Vector512<double> m = -w;
            double* a = re + ((nint)imaginaryColumns[p] * stride);
            double* b = im + ((nint)imaginaryColumns[p] * stride);
            r0 = Vector512.FusedMultiplyAdd(m, Vector512.Load(b), r0);
            r1 = Vector512.FusedMultiplyAdd(m, Vector512.Load(b + 8), r1);
            r2 = Vector512.FusedMultiplyAdd(m, Vector512.Load(b + 16), r2);
            r3 = Vector512.FusedMultiplyAdd(m, Vector512.Load(b + 24), r3);
            i0 = Vector512.FusedMultiplyAdd(w, Vector512.Load(a), i0);
            i1 = Vector512.FusedMultiplyAdd(w, Vector512.Load(a + 8), i1);
            i2 = Vector512.FusedMultiplyAdd(w, Vector512.Load(a + 16), i2);
            i3 = Vector512.FusedMultiplyAdd(w, Vector512.Load(a + 24), i3);
        }

        r0.Store(outRe);
        r1.Store(outRe + 8);
        r2.Store(outRe + 16);
        r3.Store(outRe + 24);
        i0.Store(outIm);
        i1.Store(outIm + 8);
        i2.Store(outIm + 16);
        i3.Store(outIm + 24);
    }

    private unsafe void Block8(int i, double* re, double* im, double* outRe, double* outIm, int stride)
    {
        Vector512<double> r = default, q = default;
        for (int p = realStarts[i]; p < realStarts[i + 1]; p++)
        {
            Vector512<double> w = Vector512.Create(realValues[p]);
            r = Vector512.FusedMultiplyAdd(w, Vector512.Load(re + ((nint)realColumns[p] * stride)), r);
            q = Vector512.FusedMultiplyAdd(w, Vector512.Load(im + ((nint)realColumns[p] * stride)), q);
        }

        for (int p = imaginaryStarts[i]; p < imaginaryStarts[i + 1]; p++)
        {
            Vector512<double> w = Vector512.Create(imaginaryValues[p]);
            r = Vector512.FusedMultiplyAdd(-w, Vector512.Load(im + ((nint)imaginaryColumns[p] * stride)), r);
            q = Vector512.FusedMultiplyAdd(w, Vector512.Load(re + ((nint)imaginaryColumns[p] * stride)), q);
        }

        r.Store(outRe);
        q.Store(outIm);
    }

    private static (int[] Starts, int[] Columns, double[] Values) Compress(SparseMatrix<Complex> rows, Func<Complex, double> part)
    {
        int[] starts = new int[rows.Columns + 1];
        var columns = new List<int>();
        var values = new List<double>();
        for (int i = 0; i < rows.Columns; i++)
        {
            for (int p = rows.ColumnStarts[i]; p < rows.ColumnStarts[i + 1]; p++)
            {
                double value = part(rows.Values[p]);
                if (value != 0)
                {
                    columns.Add(rows.RowIndices[p]);
                    values.Add(value);
                }
            }

            starts[i + 1] = columns.Count;
        }

        return (starts, [.. columns], [.. values]);
    }
}
