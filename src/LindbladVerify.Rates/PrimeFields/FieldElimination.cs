using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Rates.PrimeFields;

/// <summary>
/// The area ∫ o(t) dt = -c A⁻¹ b of an observable that decays, over a prime field, by eliminations whose order and places are found once and kept for all
/// points. What <see cref="FieldResponse"/> says of it costs several times as much.
/// </summary>
/// <remarks>
/// The Schur complement of A in (A b; c 0), without divisions. Where A is singular, b must lie in its range and c in that of its transpose: then every
/// solution of A x = b gives the same, which is the area if the eigenvalue 0 of A is semisimple. Of a generator it is; <see cref="Agrees"/> asks.
/// Source: Markowitz 1957, doi:10.1287/mnsc.3.3.255. Not safe to use from several threads.
/// </remarks>
internal sealed class FieldElimination
{
    private readonly int dimension;
    private readonly int entries;
    private readonly Step[] steps;
    private readonly Update[] updates;
    private readonly int[] zeros;
    private readonly int corner;
    private readonly ulong[] values;

    private FieldElimination(int dimension, int entries, Plan plan)
    {
        this.dimension = dimension;
        this.entries = entries;
        steps = [.. plan.Steps];
        updates = [.. plan.Updates];
        zeros = [.. plan.Rest()];
        corner = plan.Corner;
        values = new ulong[plan.Places];
    }

    /// <summary>Finds an order at a point; null where there is none that is cheaper than the recurrence of the moments.</summary>
    public static FieldElimination? TryPlan(FieldSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        var plan = new Plan(system);
        return plan.TryEliminate(system.Dimension * (system.Columns.Length + system.Dimension)) ? new FieldElimination(system.Dimension, system.Columns.Length, plan) : null;
    }

    /// <summary>The area as a fraction; false where the order does not fit the point, which says nothing about the area.</summary>
    /// <param name="system">The equations at the point, of the same shape.</param>
    /// <param name="numerator">The numerator.</param>
    /// <param name="denominator">The denominator, not 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryArea(FieldSystem system, out ulong numerator, out ulong denominator)
    {
        ArgumentNullException.ThrowIfNull(system);
        PrimeField field = system.Field;
        ulong[] v = values;
        system.Matrix.CopyTo(v);
        system.Initial.CopyTo(v.AsSpan(entries));
        system.Observable.CopyTo(v.AsSpan(entries + dimension));
        v.AsSpan(entries + (2 * dimension)).Clear();
        denominator = 1;
        ulong pivots = 1;
        int at = 0;
        ref ulong place = ref MemoryMarshal.GetArrayDataReference(v);
        foreach (Step step in steps)
        {
            ulong pivot = v[step.Pivot];
            ulong factor = field.Negate(v[step.Factor]);
            ReadOnlySpan<Update> pairs = updates.AsSpan(at, step.Sourceless - at);
            for (int k = 0; k < pairs.Length; k++)
            {
                // The places were found together with the array: no check of each.
                ref ulong target = ref Unsafe.Add(ref place, pairs[k].Target);
                ulong high = PrimeField.Product(pivot, target, out ulong low);
                FieldRows.AddProduct(ref high, ref low, factor, Unsafe.Add(ref place, pairs[k].Source));
                target = field.Reduce(high, low);
            }

            for (at = step.Sourceless; at < step.End; at++)
            {
                int target = updates[at].Target;
                v[target] = field.Multiply(pivot, v[target]);
            }

            pivots = field.Multiply(pivots, pivot);
            denominator = step.IsLast ? field.Multiply(denominator, pivot) : denominator;
        }

        numerator = v[corner];
        if (pivots == 0)
        {
            return false;
        }

        foreach (int zero in zeros)
        {
            if (v[zero] != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the area is that of a response which decays to zero.</summary>
    public bool Agrees(FieldSystem system, FieldResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Compute(system);
        return TryArea(system, out ulong numerator, out ulong denominator)
            && response.Degree > 0 && response.Denominator[0] != 0
            && response.TryArea(out ulong area) && system.Field.Multiply(area, denominator) == numerator;
    }

    /// <summary>A row is replaced by pivot times itself minus its factor times the row of the pivot.</summary>
    /// <param name="Pivot">Place of the pivot.</param>
    /// <param name="Factor">Place of the entry that vanishes.</param>
    /// <param name="Sourceless">Where the updates of the step begin at which the row of the pivot is 0.</param>
    /// <param name="End">Where the updates of the step end.</param>
    /// <param name="IsLast">Whether it is the row of the observable.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Step(int Pivot, int Factor, int Sourceless, int End, bool IsLast);

    /// <param name="Target">What is replaced.</param>
    /// <param name="Source">The entry of the row of the pivot; -1 where that is 0.</param>
    private readonly record struct Update(int Target, int Source);

    /// <summary>The search for an order, with values at one point.</summary>
    private sealed class Plan
    {
        private readonly PrimeField field;
        private readonly int dimension;
        private readonly SortedDictionary<int, int>[] rows;
        private readonly List<ulong> values = [];
        private readonly bool[] isRowDone;
        private readonly bool[] isColumnDone;

        public Plan(FieldSystem system)
        {
            field = system.Field;
            dimension = system.Dimension;
            isRowDone = new bool[dimension];
            isColumnDone = new bool[dimension];
            rows = [.. Enumerable.Range(0, dimension + 1).Select(_ => new SortedDictionary<int, int>())];
            for (int row = 0; row < dimension; row++)
            {
                for (int k = system.RowStarts[row]; k < system.RowStarts[row + 1]; k++)
                {
                    rows[row][system.Columns[k]] = k;
                }
            }

            values.AddRange(system.Matrix);
            AddLine(system.Initial, (k, place) => rows[k][dimension] = place);
            AddLine(system.Observable, (k, place) => rows[dimension][k] = place);
            Corner = NewPlace();
            rows[dimension][dimension] = Corner;
        }

        public List<Step> Steps { get; } = [];

        public List<Update> Updates { get; } = [];

        /// <summary>Place of -c A⁻¹ b.</summary>
        public int Corner { get; }

        public int Places => values.Count;

        /// <summary>False where it takes too many updates, or b or c is not in range.</summary>
        public bool TryEliminate(int mostUpdates)
        {
            while (Cheapest() is { } pivot)
            {
                Eliminate(pivot.Row, pivot.Column);
                if (Updates.Count > mostUpdates)
                {
                    return false;
                }
            }

            return Rest().All(place => values[place] == 0);
        }

        /// <summary>What must vanish in the end: all but the corner of the rows and columns that had no pivot.</summary>
        public IEnumerable<int> Rest() =>
            from row in Enumerable.Range(0, dimension + 1)
            where row == dimension || !isRowDone[row]
            from entry in rows[row]
            where (entry.Key == dimension || !isColumnDone[entry.Key]) && entry.Value != Corner
            select entry.Value;

        private void AddLine(ReadOnlySpan<ulong> line, Action<int, int> place)
        {
            for (int k = 0; k < line.Length; k++)
            {
                // What is zero at a point at random has its place all the same: it need not be at another.
                place(k, values.Count);
                values.Add(line[k]);
            }
        }

        private int NewPlace()
        {
            values.Add(0);
            return values.Count - 1;
        }

        /// <summary>The pivot that fills least; null where none is left.</summary>
        private (int Row, int Column)? Cheapest()
        {
            var inColumn = new int[dimension + 1];
            foreach (int column in Enumerable.Range(0, dimension + 1).Where(r => r == dimension || !isRowDone[r]).SelectMany(r => rows[r].Keys))
            {
                inColumn[column]++;
            }

            (int, int)? best = null;
            long least = long.MaxValue;
            for (int row = 0; row < dimension; row++)
            {
                if (isRowDone[row])
                {
                    continue;
                }

                foreach ((int column, int place) in rows[row])
                {
                    long cost = (rows[row].Count - 1L) * (inColumn[column] - 1L);
                    if (column < dimension && values[place] != 0 && cost < least)
                    {
                        (best, least) = ((row, column), cost);
                    }
                }
            }

            return best;
        }

        private void Eliminate(int pivotRow, int column)
        {
            int pivotPlace = rows[pivotRow][column];
            isRowDone[pivotRow] = true;
            isColumnDone[column] = true;
            for (int row = 0; row <= dimension; row++)
            {
                if ((row < dimension && isRowDone[row]) || !rows[row].Remove(column, out int factorPlace))
                {
                    continue;
                }

                foreach (int c in rows[pivotRow].Keys.Where(c => c != column && !rows[row].ContainsKey(c)))
                {
                    rows[row][c] = NewPlace();
                }

                ulong pivot = values[pivotPlace];
                ulong factor = field.Negate(values[factorPlace]);
                int sourceless = 0;
                foreach ((int target, int source) in rows[row].Select(e => (Target: e.Value, Source: rows[pivotRow].GetValueOrDefault(e.Key, -1))).OrderBy(e => e.Source < 0))
                {
                    Updates.Add(new Update(target, source));
                    sourceless = source < 0 ? sourceless : Updates.Count;
                    values[target] = field.MultiplyAdd(pivot, values[target], source < 0 ? 0 : field.Multiply(factor, values[source]));
                }

                Steps.Add(new Step(pivotPlace, factorPlace, sourceless, Updates.Count, row == dimension));
            }
        }
    }
}
