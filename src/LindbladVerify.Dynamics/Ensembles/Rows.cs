namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>Moves chosen rows of column-major matrices.</summary>
internal static class Rows
{
    /// <summary>Row i of the target becomes row rows[i] of the source, in every column.</summary>
    public static void Gather(ReadOnlySpan<double> source, ReadOnlySpan<int> rows, int count, Span<double> target, int columns, int stride)
    {
        for (int j = 0; j < columns; j++)
        {
            ReadOnlySpan<double> from = source.Slice(j * stride, stride);
            Span<double> to = target.Slice(j * stride, count);
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = from[rows[i]];
            }
        }
    }

    /// <summary>Row rows[i] of the target becomes row i of the source, in every column.</summary>
    public static void Scatter(ReadOnlySpan<double> source, ReadOnlySpan<int> rows, int count, Span<double> target, int columns, int stride)
    {
        for (int j = 0; j < columns; j++)
        {
            ReadOnlySpan<double> from = source.Slice(j * stride, count);
            Span<double> to = target.Slice(j * stride, stride);
            for (int i = 0; i < from.Length; i++)
            {
                to[rows[i]] = from[i];
            }
        }
    }
}
