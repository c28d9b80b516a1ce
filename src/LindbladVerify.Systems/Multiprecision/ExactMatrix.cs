namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A sparse matrix of exact numbers.</summary>
internal sealed class ExactMatrix(int dimension)
{
    private readonly Dictionary<(int Row, int Column), ExactNumber> entries = [];

    public int Dimension { get; } = dimension;

    public IReadOnlyDictionary<(int Row, int Column), ExactNumber> Entries => entries;

    public bool IsZero => entries.Count == 0;

    public ExactMatrix Adjoint
    {
        get
        {
            var adjoint = new ExactMatrix(Dimension);
            foreach (((int row, int column), ExactNumber value) in entries)
            {
                adjoint.entries[(column, row)] = value.Conjugate;
            }

            return adjoint;
        }
    }

    public static ExactMatrix Identity(int dimension)
    {
        var one = new ExactMatrix(dimension);
        for (int k = 0; k < dimension; k++)
        {
            one.entries[(k, k)] = ExactNumber.One;
        }

        return one;
    }

    public static ExactMatrix operator +(ExactMatrix a, ExactMatrix b)
    {
        var sum = new ExactMatrix(a.Dimension);
        sum.Accumulate(a, ExactNumber.One);
        sum.Accumulate(b, ExactNumber.One);
        return sum;
    }

    public static ExactMatrix operator *(ExactNumber factor, ExactMatrix a)
    {
        var product = new ExactMatrix(a.Dimension);
        product.Accumulate(a, factor);
        return product;
    }

    public static ExactMatrix operator *(ExactMatrix a, ExactMatrix b)
    {
        var product = new ExactMatrix(a.Dimension);
        ILookup<int, KeyValuePair<(int Row, int Column), ExactNumber>> rows = b.entries.ToLookup(e => e.Key.Row);
        foreach (((int row, int middle), ExactNumber x) in a.entries)
        {
            foreach (((_, int column), ExactNumber y) in rows[middle])
            {
                product.Add(row, column, x * y);
            }
        }

        return product;
    }

    /// <summary>Adds to an entry.</summary>
    public void Add(int row, int column, ExactNumber value)
    {
        ExactNumber sum = entries.TryGetValue((row, column), out ExactNumber? before) ? before + value : value;
        if (sum.IsZero)
        {
            entries.Remove((row, column));
        }
        else
        {
            entries[(row, column)] = sum;
        }
    }

    private void Accumulate(ExactMatrix a, ExactNumber factor)
    {
        foreach (((int row, int column), ExactNumber value) in a.entries)
        {
            Add(row, column, factor * value);
        }
    }
}
