using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>The equations of a model at a point with two precisions.</summary>
internal sealed class TwinSystem
{
    private readonly IReadOnlyList<int> rowStarts;
    private readonly IReadOnlyList<int> columns;
    private readonly Twin[] values;

    private TwinSystem(PreciseSystem pattern, Twin[] values, Twin[] initial, Twin[] observable)
    {
        rowStarts = pattern.RowStarts;
        columns = pattern.Columns;
        this.values = values;
        Initial = initial;
        Observable = observable;
    }

    public Twin[] Initial { get; }

    public Twin[] Observable { get; }

    /// <summary>Both as one; null where a number is 0 with one precision only.</summary>
    public static TwinSystem? Of(PreciseSystem coarse, PreciseSystem fine) =>
        Joined(coarse.Values, fine.Values) is { } values && Joined(coarse.Initial, fine.Initial) is { } initial && Joined(coarse.Observable, fine.Observable) is { } observable
            ? new TwinSystem(coarse, values, initial, observable)
            : null;

    /// <summary>A v, and log2 of the largest term in each sum.</summary>
    public void Multiply(Twin[] v, Twin[] product, double[] largest)
    {
        for (int i = 0; i < product.Length; i++)
        {
            Twin sum = Twin.Zero;
            double size = double.NegativeInfinity;
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++)
            {
                Twin term = values[k] * v[columns[k]];
                if (!term.IsZero)
                {
                    size = Math.Max(size, term.LogModulus);
                    sum += term;
                }
            }

            product[i] = sum;
            largest[i] = size;
        }
    }

    private static Twin[]? Joined(IReadOnlyList<Tracked> coarse, IReadOnlyList<Tracked> fine)
    {
        var joined = new Twin[coarse.Count];
        for (int k = 0; k < joined.Length; k++)
        {
            if (coarse[k].Value.IsZero != fine[k].Value.IsZero)
            {
                return null;
            }

            joined[k] = new Twin(coarse[k].Value, fine[k].Value);
        }

        return joined;
    }
}
