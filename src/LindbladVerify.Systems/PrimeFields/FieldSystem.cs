using System.Runtime.CompilerServices;
using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>A model at a point of a prime field: dv/dt = A v, v(0) = b, observable c·v. A is sparse, by rows. Filled by <see cref="FieldModel.TryBind"/> and used again for other points.</summary>
public sealed class FieldSystem
{
    private readonly ulong[] values;

    internal FieldSystem(int[] rowStarts, int[] columns, int checks)
    {
        RowStarts = rowStarts;
        Columns = columns;
        int n = rowStarts.Length - 1;
        values = new ulong[columns.Length + (2 * n) + checks];
    }

    /// <summary>The field.</summary>
    public PrimeField Field { get; internal set; } = PrimeField.At(0);

    /// <summary>Number of equations.</summary>
    public int Dimension => RowStarts.Length - 1;

    /// <summary>Where rows of A begin among its entries, [n + 1].</summary>
    public int[] RowStarts { get; }

    /// <summary>Column of each entry of A.</summary>
    public int[] Columns { get; }

    /// <summary>The entries of A, 1/s.</summary>
    public ReadOnlySpan<ulong> Matrix => values.AsSpan(0, Columns.Length);

    /// <summary>b, [n].</summary>
    public ReadOnlySpan<ulong> Initial => values.AsSpan(Columns.Length, Dimension);

    /// <summary>c, [n].</summary>
    public ReadOnlySpan<ulong> Observable => values.AsSpan(Columns.Length + Dimension, Dimension);

    internal Span<ulong> All => values;

    internal ReadOnlySpan<ulong> Checks => values.AsSpan(Columns.Length + (2 * Dimension));

    /// <summary>result = A v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(ReadOnlySpan<ulong> v, Span<ulong> result)
    {
        ReadOnlySpan<ulong> a = Matrix;
        PrimeField field = Field;
        for (int row = 0; row < result.Length; row++)
        {
            ulong high = 0;
            ulong low = 0;
            int waiting = 0;
            for (int k = RowStarts[row]; k < RowStarts[row + 1]; k++)
            {
                ulong top = Math.BigMul(a[k], v[Columns[k]], out ulong bottom);
                low += bottom;
                high += top + (low < bottom ? 1UL : 0UL);
                if (++waiting == PrimeField.ProductsPerReduction - 1)
                {
                    (low, high, waiting) = (field.Reduce(high, low), 0, 0);
                }
            }

            result[row] = field.Reduce(high, low);
        }
    }
}
