namespace LindbladVerify.LinearAlgebra.Krylov;

/// <summary>A row vector that knows where its nonzero entries are.</summary>
internal sealed class SparseRow
{
    private readonly double[] dense;
    private readonly int[]? indices;

    public SparseRow(double[] row)
    {
        dense = row;
        int count = row.Count(v => v != 0);
        if (count * 8 < row.Length)
        {
            indices = [.. Enumerable.Range(0, row.Length).Where(i => row[i] != 0)];
        }
    }

    /// <summary>The product with a vector.</summary>
    public double Dot(ReadOnlySpan<double> x)
    {
        if (indices is null)
        {
            return VectorKernels.Dot(dense, x);
        }

        double sum = 0;
        foreach (int i in indices)
        {
            sum += dense[i] * x[i];
        }

        return sum;
    }
}
