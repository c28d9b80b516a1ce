namespace LindbladVerify.Systems.Reduction;

/// <summary>
/// An orthonormal operator basis of one n-level site, Tr(B_a† B_b) = δ_ab, closed under the adjoint: element 0 is 1/√n,
/// elements 1 … n-1 are the other diagonal matrices (for a spin 1/2: σz/√2), the rest are the units |i&gt;&lt;j|, i ≠ j (for a spin 1/2: σ+, σ-).
/// </summary>
/// <remarks>Products follow from the rules for units and diagonals, on demand: a site of hundreds of levels costs O(n²) to set up.</remarks>
internal sealed class LocalBasis
{
    private const int LargestTable = 1 << 20;
    private static readonly LocalBasis?[] Known = new LocalBasis?[17];
    private readonly double[,] diagonals;
    private readonly (int Index, double Factor)[][] unitExpansions;
    private readonly (int Index, double Factor)[]?[] products;

    private LocalBasis(int levels)
    {
        Levels = levels;
        Count = checked(levels * levels);
        diagonals = new double[levels, levels];
        for (int i = 0; i < levels; i++)
        {
            diagonals[0, i] = 1 / Math.Sqrt(levels);
            for (int k = Math.Max(i, 1); k < levels; k++)
            {
                double norm = Math.Sqrt((double)k * (k + 1));
                diagonals[k, i] = i < k ? 1 / norm : -k / norm;
            }
        }

        Adjoints = [.. Enumerable.Range(0, Count).Select(a => IsDiagonal(a) ? a : UnitIndex(Column(a), Row(a)))];
        unitExpansions = [.. Enumerable.Range(0, levels).Select(i => Terms(e => diagonals[e, i]))];
        products = (long)Count * Count <= LargestTable ? new (int, double)[Count * Count][] : [];
    }

    /// <summary>The basis of n levels; small ones are made once per process.</summary>
    public static LocalBasis Of(int levels)
    {
        if (levels >= Known.Length)
        {
            return new LocalBasis(levels);
        }

        return Volatile.Read(ref Known[levels]) ?? (Known[levels] = new LocalBasis(levels));
    }

    /// <summary>Number of levels n.</summary>
    public int Levels { get; }

    /// <summary>Number of elements, n².</summary>
    public int Count { get; }

    /// <summary>Index of the adjoint of each element.</summary>
    public int[] Adjoints { get; }

    /// <summary>Whether an element is a diagonal matrix; the others are units |i&gt;&lt;j|.</summary>
    public bool IsDiagonal(int element) => element < Levels;

    /// <summary>Entry (i, i) of a diagonal element.</summary>
    public double DiagonalEntry(int element, int level) => diagonals[element, level];

    /// <summary>B_a B_b as a short list of elements; all structure constants are real.</summary>
    public (int Index, double Factor)[] Product(int a, int b)
    {
        if (products.Length == 0)
        {
            return Multiply(a, b);
        }

        return products[(a * Count) + b] ??= Multiply(a, b);
    }

    /// <summary>|row&gt;&lt;column| as a short list of elements.</summary>
    public (int Index, double Factor)[] Unit(int row, int column) => row == column ? unitExpansions[row] : [(UnitIndex(row, column), 1)];

    private (int Index, double Factor)[] Multiply(int a, int b)
    {
        if (IsDiagonal(a))
        {
            return IsDiagonal(b) ? MultiplyDiagonals(a, b) : Single(b, diagonals[a, Row(b)]);
        }

        if (IsDiagonal(b))
        {
            return Single(a, diagonals[b, Column(a)]);
        }

        return Column(a) == Row(b) ? Unit(Row(a), Column(b)) : [];
    }

    private (int Index, double Factor)[] MultiplyDiagonals(int a, int b)
    {
        int first = Math.Min(a, b);
        int last = Math.Max(a, b);
        if (first == 0)
        {
            return Single(last, diagonals[0, 0]);
        }

        // Element `last` is constant on the levels where an earlier one lives.
        return first < last ? Single(first, diagonals[last, 0]) : Square(first);
    }

    /// <summary>
    /// B_a² of a diagonal element: on the levels that B_a reaches, later elements are constant and see Tr B_a² = 1; B_a² is constant below level a, where
    /// earlier ones sum to 0.
    /// </summary>
    private (int Index, double Factor)[] Square(int a)
    {
        double norm = Math.Sqrt((double)a * (a + 1));
        double own = a * (1 - ((double)a * a)) / (norm * norm * norm);
        return [(0, diagonals[0, 0]), .. Single(a, own), .. Enumerable.Range(a + 1, Levels - a - 1).Select(e => (e, diagonals[e, 0]))];
    }

    private (int Index, double Factor)[] Terms(Func<int, double> diagonalCoefficient) =>
        [.. Enumerable.Range(0, Levels).Select(e => (e, diagonalCoefficient(e))).Where(t => t.Item2 != 0)];

    private static (int Index, double Factor)[] Single(int index, double factor) => factor == 0 ? [] : [(index, factor)];

    /// <summary>The element |row&gt;&lt;column|, row ≠ column.</summary>
    public int UnitIndex(int row, int column) => Levels + (row * (Levels - 1)) + (column < row ? column : column - 1);

    /// <summary>i of a unit |i&gt;&lt;j|.</summary>
    public int Row(int unit) => (unit - Levels) / (Levels - 1);

    /// <summary>j of a unit |i&gt;&lt;j|.</summary>
    public int Column(int unit)
    {
        int rest = (unit - Levels) % (Levels - 1);
        return rest < Row(unit) ? rest : rest + 1;
    }
}
