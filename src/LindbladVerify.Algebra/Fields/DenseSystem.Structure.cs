namespace LindbladVerify.Algebra.Fields;

/// <summary>Echelon form and characteristic polynomial.</summary>
internal static partial class DenseSystem
{
    /// <summary>Brings a matrix to its reduced row echelon form in place.</summary>
    /// <returns>The column of the pivot of each row that is not zero, ascending.</returns>
    public static int[] Reduce(PrimeField field, Span<ulong> matrix, int columns)
    {
        if (columns <= 0 || matrix.Length % columns != 0)
        {
            throw new ArgumentException("The number of elements is no multiple of the number of columns.", nameof(matrix));
        }

        int rows = matrix.Length / columns;
        var pivots = new List<int>();
        for (int column = 0; column < columns && pivots.Count < rows; column++)
        {
            int at = pivots.Count;
            if (!BringPivot(matrix, at, column, rows, columns, out _))
            {
                continue;
            }

            Span<ulong> pivotRow = matrix.Slice(at * columns, columns);
            ulong inverse = field.Inverse(pivotRow[column]);
            for (int j = column; j < columns; j++)
            {
                pivotRow[j] = field.Multiply(pivotRow[j], inverse);
            }

            for (int r = 0; r < rows; r++)
            {
                if (r != at)
                {
                    Span<ulong> row = matrix.Slice(r * columns, columns);
                    FieldRows.Add(field, row[column..], field.Negate(row[column]), pivotRow[column..]);
                }
            }

            pivots.Add(column);
        }

        return [.. pivots];
    }

    /// <summary>det(x - A), coefficients from x^0 to x^n.</summary>
    /// <remarks>By similarity to Hessenberg form, O(n^3); Cohen, A Course in Computational Algebraic Number Theory, algorithm 2.2.9.</remarks>
    public static ulong[] CharacteristicPolynomial(PrimeField field, ReadOnlySpan<ulong> matrix, int size)
    {
        RequireSquare(matrix, size);
        ulong[] h = matrix.ToArray();
        ToHessenberg(field, h, size);

        // p_m = (x - h_mm) p_{m-1} - sum_i h_{m-i,m} h_{m,m-1} ... h_{m-i+1,m-i} p_{m-i-1}.
        var polynomials = new ulong[size + 1][];
        polynomials[0] = [1];
        for (int m = 1; m <= size; m++)
        {
            ulong[] next = new ulong[m + 1];
            polynomials[m - 1].CopyTo(next, 1);
            FieldRows.Add(field, next.AsSpan(0, m), field.Negate(h[((m - 1) * size) + m - 1]), polynomials[m - 1]);
            ulong chain = 1;
            for (int i = 1; i < m; i++)
            {
                chain = field.Multiply(chain, h[((m - i) * size) + m - i - 1]);
                ulong factor = field.Negate(field.Multiply(chain, h[((m - i - 1) * size) + m - 1]));
                FieldRows.Add(field, next.AsSpan(0, m - i), factor, polynomials[m - i - 1]);
            }

            polynomials[m] = next;
        }

        return polynomials[size];
    }

    private static void ToHessenberg(PrimeField field, Span<ulong> h, int size)
    {
        for (int k = 0; k + 2 < size; k++)
        {
            int pivot = k + 1;
            while (pivot < size && h[(pivot * size) + k] == 0)
            {
                pivot++;
            }

            if (pivot == size)
            {
                continue;
            }

            if (pivot != k + 1)
            {
                for (int j = 0; j < size; j++)
                {
                    (h[(pivot * size) + j], h[((k + 1) * size) + j]) = (h[((k + 1) * size) + j], h[(pivot * size) + j]);
                }

                for (int i = 0; i < size; i++)
                {
                    (h[(i * size) + pivot], h[(i * size) + k + 1]) = (h[(i * size) + k + 1], h[(i * size) + pivot]);
                }
            }

            ulong inverse = field.Inverse(h[((k + 1) * size) + k]);
            for (int r = k + 2; r < size; r++)
            {
                ulong factor = field.Multiply(h[(r * size) + k], inverse);
                if (factor == 0)
                {
                    continue;
                }

                FieldRows.Add(field, h.Slice(r * size, size), field.Negate(factor), h.Slice((k + 1) * size, size));
                for (int i = 0; i < size; i++)
                {
                    h[(i * size) + k + 1] = field.MultiplyAdd(factor, h[(i * size) + r], h[(i * size) + k + 1]);
                }
            }
        }
    }
}
