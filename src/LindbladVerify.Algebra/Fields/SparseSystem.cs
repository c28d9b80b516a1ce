namespace LindbladVerify.Algebra.Fields;

/// <summary>
/// Linear systems with one sparse pattern: the order of elimination and the fill are found once, then replayed for the numbers of each
/// point and prime.
/// </summary>
/// <remarks>
/// Order: the pivot with the least product of row and column counts among the shortest rows (Markowitz 1957,
///   doi:10.1287/mnsc.3.3.255). A pivot that happens to be zero at a point is answered by a dense solve.
/// Cost: for a band of width b about n b^2 products and n inversions.
/// Immutable; <see cref="TrySolve"/> may run on several threads.
/// </remarks>
internal sealed class SparseSystem
{
    private readonly int[] inputSlots;
    private readonly int[] entryRows;
    private readonly int[] entryColumns;
    private readonly int slotCount;
    private readonly List<Step> steps = [];

    /// <summary>Finds an order of elimination.</summary>
    /// <param name="size">Number of rows and columns.</param>
    /// <param name="entries">Row and column of each entry, in the order in which numbers will be given; a place may occur twice, numbers add.</param>
    /// <exception cref="ArgumentOutOfRangeException">An entry lies outside the matrix.</exception>
    public SparseSystem(int size, IReadOnlyList<(int Row, int Column)> entries)
    {
        Size = size;
        inputSlots = new int[entries.Count];
        entryRows = [.. entries.Select(e => e.Row)];
        entryColumns = [.. entries.Select(e => e.Column)];
        var rows = new SortedDictionary<int, int>[size];
        var columns = new HashSet<int>[size];
        for (int i = 0; i < size; i++)
        {
            rows[i] = [];
            columns[i] = [];
        }

        for (int k = 0; k < entries.Count; k++)
        {
            (int row, int column) = entries[k];
            ArgumentOutOfRangeException.ThrowIfNegative(row, nameof(entries));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, size, nameof(entries));
            ArgumentOutOfRangeException.ThrowIfNegative(column, nameof(entries));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, size, nameof(entries));
            if (!rows[row].TryGetValue(column, out int slot))
            {
                slot = slotCount++;
                rows[row].Add(column, slot);
                columns[column].Add(row);
            }

            inputSlots[k] = slot;
        }

        IsStructurallySingular = !Plan(rows, columns, ref slotCount);
    }

    /// <summary>Number of rows.</summary>
    public int Size { get; }

    /// <summary>Number of entries after fill.</summary>
    public int FilledEntries => slotCount;

    /// <summary>Whether the matrix is singular whatever the numbers.</summary>
    public bool IsStructurallySingular { get; }

    /// <summary>Solves A x = b.</summary>
    /// <param name="field">Where to compute.</param>
    /// <param name="values">The numbers of the entries, in their order.</param>
    /// <param name="rightSide">b; replaced by x where there is a solution.</param>
    /// <returns>False where A is singular.</returns>
    public bool TrySolve(PrimeField field, ReadOnlySpan<ulong> values, Span<ulong> rightSide)
    {
        if (values.Length != inputSlots.Length || rightSide.Length != Size)
        {
            throw new ArgumentException($"{inputSlots.Length} entries and {Size} right sides are needed.", nameof(values));
        }

        if (IsStructurallySingular)
        {
            return false;
        }

        ulong[] work = System.Buffers.ArrayPool<ulong>.Shared.Rent(slotCount + (3 * Size));
        Span<ulong> slots = work.AsSpan(0, slotCount);
        Span<ulong> inverses = work.AsSpan(slotCount, Size);
        Span<ulong> b = work.AsSpan(slotCount + Size, Size);
        Span<ulong> x = work.AsSpan(slotCount + (2 * Size), Size);
        slots.Clear();
        rightSide.CopyTo(b);
        for (int k = 0; k < values.Length; k++)
        {
            slots[inputSlots[k]] = field.Add(slots[inputSlots[k]], values[k]);
        }

        bool solved = Replay(field, slots, inverses, b, x);
        if (solved)
        {
            x.CopyTo(rightSide);
        }

        System.Buffers.ArrayPool<ulong>.Shared.Return(work);
        return solved || SolveDense(field, values, rightSide);
    }

    private bool Replay(PrimeField field, Span<ulong> slots, Span<ulong> inverses, Span<ulong> b, Span<ulong> x)
    {
        for (int s = 0; s < steps.Count; s++)
        {
            Step step = steps[s];
            if (!field.TryInverse(slots[step.Pivot], out inverses[s]))
            {
                return false;
            }

            ulong minus = field.Negate(inverses[s]);
            int at = 0;
            foreach ((int row, int slot) in step.Below)
            {
                ulong factor = field.Multiply(slots[slot], minus);
                foreach ((int _, int source) in step.Right)
                {
                    ref ulong target = ref slots[step.Targets[at++]];
                    target = field.MultiplyAdd(factor, slots[source], target);
                }

                b[row] = field.MultiplyAdd(factor, b[step.Row], b[row]);
            }
        }

        for (int s = steps.Count - 1; s >= 0; s--)
        {
            Step step = steps[s];
            ulong sum = 0;
            foreach ((int column, int slot) in step.Right)
            {
                sum = field.MultiplyAdd(slots[slot], x[column], sum);
            }

            x[step.Column] = field.Multiply(field.Subtract(b[step.Row], sum), inverses[s]);
        }

        return true;
    }

    private bool SolveDense(PrimeField field, ReadOnlySpan<ulong> values, Span<ulong> rightSide)
    {
        ulong[] matrix = new ulong[Size * Size];
        for (int k = 0; k < values.Length; k++)
        {
            ref ulong element = ref matrix[(entryRows[k] * Size) + entryColumns[k]];
            element = field.Add(element, values[k]);
        }

        return DenseSystem.TrySolve(field, matrix, rightSide, Size);
    }

    private bool Plan(SortedDictionary<int, int>[] rows, HashSet<int>[] columns, ref int slots)
    {
        var open = new HashSet<int>(Enumerable.Range(0, Size));
        while (open.Count > 0)
        {
            if (Cheapest(open, rows, columns) is not (int Row, int Column) pivot)
            {
                return false;
            }

            SortedDictionary<int, int> pivotRow = rows[pivot.Row];
            (int, int)[] right = [.. pivotRow.Where(e => e.Key != pivot.Column).Select(e => (e.Key, e.Value))];
            int[] below = [.. columns[pivot.Column].Where(r => r != pivot.Row).Order()];
            var targets = new List<int>(below.Length * right.Length);
            var eliminated = new List<(int, int)>(below.Length);
            foreach (int r in below)
            {
                eliminated.Add((r, rows[r][pivot.Column]));
                rows[r].Remove(pivot.Column);
                foreach ((int column, int _) in right)
                {
                    if (!rows[r].TryGetValue(column, out int slot))
                    {
                        slot = slots++;
                        rows[r].Add(column, slot);
                        columns[column].Add(r);
                    }

                    targets.Add(slot);
                }
            }

            steps.Add(new Step(pivot.Row, pivot.Column, pivotRow[pivot.Column], [.. eliminated], right, [.. targets]));
            open.Remove(pivot.Row);
            foreach (int column in pivotRow.Keys)
            {
                columns[column].Remove(pivot.Row);
            }

            columns[pivot.Column].Clear();
        }

        return true;
    }

    private static (int Row, int Column)? Cheapest(HashSet<int> open, SortedDictionary<int, int>[] rows, HashSet<int>[] columns)
    {
        const int RowsToCompare = 4;
        (int, int)? best = null;
        long least = long.MaxValue;
        foreach (int row in open.OrderBy(r => rows[r].Count).ThenBy(r => r).Take(RowsToCompare))
        {
            foreach (int column in rows[row].Keys)
            {
                long cost = (rows[row].Count - 1L) * (columns[column].Count - 1L);
                if (cost < least)
                {
                    least = cost;
                    best = (row, column);
                }
            }
        }

        return best;
    }

    /// <summary>One pivot: the rows below it with their slots, the rest of its row, and for each pair the slot that changes.</summary>
    private sealed record Step(int Row, int Column, int Pivot, (int Row, int Slot)[] Below, (int Column, int Slot)[] Right, int[] Targets);
}
