using System.Runtime.CompilerServices;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Managed;

/// <summary>
/// An operand op(X) of a product seen as doubles with strides: entry (i, j) starts at data + i*rowStride + j*columnStride.
/// A complex entry is two adjacent doubles; <see cref="Conjugate"/> flips the sign of the second.
/// </summary>
internal readonly unsafe struct StridedOperand(double* data, nint rowStride, nint columnStride, bool conjugate)
{
    public double* Data { get; } = data;

    public nint RowStride { get; } = rowStride;

    public nint ColumnStride { get; } = columnStride;

    public bool Conjugate { get; } = conjugate;

    /// <summary>op(X) for X stored with leading dimension <paramref name="ld"/> and <paramref name="width"/> doubles per entry.</summary>
    public static StridedOperand Of(double* data, int ld, int width, Transposition transposition)
    {
        nint along = width;
        nint across = (nint)ld * width;
        return transposition == Transposition.None
            ? new StridedOperand(data, along, across, conjugate: false)
            : new StridedOperand(data, across, along, transposition == Transposition.ConjugateTranspose);
    }

    /// <summary>Address of entry (i, j).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double* At(int i, int j) => Data + (i * RowStride) + (j * ColumnStride);
}
