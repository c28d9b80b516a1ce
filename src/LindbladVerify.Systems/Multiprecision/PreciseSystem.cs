using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A model at a point: dv/dt = A v, v(0) = b, observable c·v, each number with a bound on its error. A is sparse, by rows.</summary>
public sealed class PreciseSystem
{
    private readonly int[] rowStarts;
    private readonly int[] columns;
    private readonly Tracked[] values;

    /// <param name="bits">Working precision.</param>
    /// <param name="rowStarts">[n + 1] where rows begin.</param>
    /// <param name="columns">Column of each entry.</param>
    /// <param name="values">Entries, 1/s.</param>
    /// <param name="initial">b, [n].</param>
    /// <param name="observable">c, [n].</param>
    public PreciseSystem(int bits, int[] rowStarts, int[] columns, Tracked[] values, Tracked[] initial, Tracked[] observable)
    {
        Bits = bits;
        this.rowStarts = rowStarts;
        this.columns = columns;
        this.values = values;
        Initial = initial;
        Observable = observable;
    }

    /// <summary>Working precision.</summary>
    public int Bits { get; }

    /// <summary>Number of equations.</summary>
    public int Dimension => rowStarts.Length - 1;

    /// <summary>b, [n].</summary>
    public IReadOnlyList<Tracked> Initial { get; }

    /// <summary>c, [n].</summary>
    public IReadOnlyList<Tracked> Observable { get; }

    /// <summary>Where rows of A begin among its entries, [n + 1].</summary>
    public IReadOnlyList<int> RowStarts => rowStarts;

    /// <summary>Column of each entry of A.</summary>
    public IReadOnlyList<int> Columns => columns;

    /// <summary>The entries of A, 1/s.</summary>
    public IReadOnlyList<Tracked> Values => values;

    /// <summary>How many powers of two the entries of A that are not 0 span.</summary>
    public int Span
    {
        get
        {
            long[] sizes = [.. values.Where(v => !v.MayBeZero).Select(v => v.Value.Magnitude)];
            return sizes.Length == 0 ? 0 : (int)Math.Min(sizes.Max() - sizes.Min(), int.MaxValue / 16);
        }
    }
}
