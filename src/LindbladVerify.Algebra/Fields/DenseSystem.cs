using System.Buffers;

namespace LindbladVerify.Algebra.Fields;

/// <summary>Linear systems with dense matrices over a prime field. Matrices are row-major.</summary>
/// <remarks>
/// Exact; any pivot that is not zero serves. Cost: n^3/3 products for a solve. Up to <see cref="SmallSize"/> rows are crossed without
/// inversions; above, seven pivots are applied at a time with one reduction for seven products.
/// </remarks>
internal static partial class DenseSystem
{
    /// <summary>Largest number of rows for which rows are crossed instead of divided.</summary>
    public const int SmallSize = 12;

    private const int PanelWidth = 7;

    /// <summary>Solves A X = B.</summary>
    /// <param name="field">Where to compute.</param>
    /// <param name="matrix">A, n by n.</param>
    /// <param name="rightSides">B, n by m; replaced by X where there is a solution.</param>
    /// <param name="size">n.</param>
    /// <returns>False where A is singular.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit n.</exception>
    public static bool TrySolve(PrimeField field, ReadOnlySpan<ulong> matrix, Span<ulong> rightSides, int size)
    {
        RequireSquare(matrix, size);
        if (size == 0 || rightSides.Length % size != 0)
        {
            return size == 0 && rightSides.IsEmpty ? true : throw new ArgumentException("The right sides need one row for each row of the matrix.", nameof(rightSides));
        }

        int sides = rightSides.Length / size;
        int width = size + sides;
        const int OnStack = SmallSize * (SmallSize + 1);
        ulong[]? rented = size * width > OnStack ? ArrayPool<ulong>.Shared.Rent(size * width) : null;
        Span<ulong> work = rented is null ? stackalloc ulong[OnStack] : rented;
        work = work[..(size * width)];
        for (int i = 0; i < size; i++)
        {
            matrix.Slice(i * size, size).CopyTo(work[(i * width)..]);
            rightSides.Slice(i * sides, sides).CopyTo(work[((i * width) + size)..]);
        }

        bool solved = size <= SmallSize ? Cross(field, work, size, width) : Eliminate(field, work, size, width, out _);
        solved = solved && Substitute(field, work, rightSides, size, width);
        if (rented is not null)
        {
            ArrayPool<ulong>.Shared.Return(rented);
        }

        return solved;
    }

    /// <summary>Replaces a matrix by its inverse.</summary>
    /// <returns>False where it is singular: it is unchanged then.</returns>
    public static bool TryInvert(PrimeField field, Span<ulong> matrix, int size)
    {
        ulong[] inverse = new ulong[size * size];
        for (int i = 0; i < size; i++)
        {
            inverse[i * (size + 1)] = 1;
        }

        if (!TrySolve(field, matrix, inverse, size))
        {
            return false;
        }

        inverse.CopyTo(matrix);
        return true;
    }

    /// <summary>The determinant.</summary>
    public static ulong Determinant(PrimeField field, ReadOnlySpan<ulong> matrix, int size)
    {
        RequireSquare(matrix, size);
        ulong[] work = matrix.ToArray();
        if (!Eliminate(field, work, size, size, out bool odd))
        {
            return 0;
        }

        ulong product = odd ? field.Modulus - 1 : 1;
        for (int i = 0; i < size; i++)
        {
            product = field.Multiply(product, work[i * (size + 1)]);
        }

        return product;
    }

    /// <summary>Upper triangle without inversions: row_r := pivot row_r - factor row_k.</summary>
    private static bool Cross(PrimeField field, Span<ulong> work, int size, int width)
    {
        for (int k = 0; k < size; k++)
        {
            if (!BringPivot(work, k, k, size, width, out _))
            {
                return false;
            }

            Span<ulong> pivotRow = work.Slice((k * width) + k, width - k);
            ulong pivot = pivotRow[0];
            for (int r = k + 1; r < size; r++)
            {
                Span<ulong> row = work.Slice((r * width) + k, width - k);
                ulong factor = row[0];
                if (factor == 0)
                {
                    continue;
                }

                factor = field.Modulus - factor;
                for (int j = 1; j < row.Length; j++)
                {
                    ulong high = PrimeField.Product(pivot, row[j], out ulong low);
                    FieldRows.AddProduct(ref high, ref low, factor, pivotRow[j]);
                    row[j] = field.Reduce(high, low);
                }
            }
        }

        return true;
    }

    /// <summary>Upper triangle; below the diagonal stay the factors by which pivot rows were added.</summary>
    private static bool Eliminate(PrimeField field, Span<ulong> work, int size, int width, out bool odd)
    {
        odd = false;
        for (int start = 0; start < size; start += PanelWidth)
        {
            int end = Math.Min(size, start + PanelWidth);
            for (int k = start; k < end; k++)
            {
                if (!BringPivot(work, k, k, size, width, out bool swapped))
                {
                    return false;
                }

                odd ^= swapped;
                ulong minusInverse = field.Negate(field.Inverse(work[(k * width) + k]));
                ReadOnlySpan<ulong> pivotRow = work.Slice((k * width) + k + 1, end - k - 1);
                for (int r = k + 1; r < size; r++)
                {
                    ref ulong first = ref work[(r * width) + k];
                    if (first != 0)
                    {
                        first = field.Multiply(first, minusInverse);
                        FieldRows.Add(field, work.Slice((r * width) + k + 1, end - k - 1), first, pivotRow);
                    }
                }
            }

            for (int r = start + 1; r < size && end < width; r++)
            {
                int pivots = Math.Min(r, end) - start;
                FieldRows.Add(field, work.Slice((r * width) + end, width - end), work.Slice((r * width) + start, pivots), work[((start * width) + end)..], width);
            }
        }

        return true;
    }

    private static bool BringPivot(Span<ulong> work, int row, int column, int rows, int width, out bool swapped)
    {
        int pivot = row;
        while (pivot < rows && work[(pivot * width) + column] == 0)
        {
            pivot++;
        }

        swapped = pivot != row;
        if (pivot == rows)
        {
            return false;
        }

        if (swapped)
        {
            Span<ulong> a = work.Slice(row * width, width), b = work.Slice(pivot * width, width);
            for (int j = 0; j < width; j++)
            {
                (a[j], b[j]) = (b[j], a[j]);
            }
        }

        return true;
    }

    private static bool Substitute(PrimeField field, ReadOnlySpan<ulong> work, Span<ulong> x, int size, int width)
    {
        int sides = width - size;
        const int OnStack = 128;
        Span<ulong> inverses = size <= OnStack ? stackalloc ulong[OnStack] : new ulong[size];
        Span<ulong> factors = size <= OnStack ? stackalloc ulong[OnStack] : new ulong[size];
        inverses = inverses[..size];
        for (int i = 0; i < size; i++)
        {
            inverses[i] = work[i * (width + 1)];
        }

        if (!field.TryInvertAll(inverses))
        {
            return false;
        }

        for (int i = size - 1; i >= 0; i--)
        {
            ReadOnlySpan<ulong> row = work.Slice(i * width, width);
            Span<ulong> target = x.Slice(i * sides, sides);
            row[size..].CopyTo(target);
            int count = size - i - 1;
            if (sides == 1)
            {
                ulong sum = FieldRows.Dot(field, row.Slice(i + 1, count), x.Slice(i + 1, count));
                target[0] = field.Multiply(field.Subtract(target[0], sum), inverses[i]);
                continue;
            }

            for (int k = 0; k < count; k++)
            {
                factors[k] = field.Negate(row[i + 1 + k]);
            }

            FieldRows.Add(field, target, factors[..count], x[((i + 1) * sides)..], sides);
            foreach (ref ulong element in target)
            {
                element = field.Multiply(element, inverses[i]);
            }
        }

        return true;
    }

    private static void RequireSquare(ReadOnlySpan<ulong> matrix, int size)
    {
        if (size < 0 || matrix.Length != size * size)
        {
            throw new ArgumentException($"A square matrix with {size} rows has {size * size} elements, not {matrix.Length}.", nameof(matrix));
        }
    }
}
