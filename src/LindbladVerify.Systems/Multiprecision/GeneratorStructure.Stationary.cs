namespace LindbladVerify.Systems.Multiprecision;

/// <content>Two-time correlations start from o ρ of the steady state: its Hermitian parts (oρ + ρo)/2 and -i(oρ - ρo)/2 as sums of unknowns, and what makes the state unique.</content>
internal sealed partial class GeneratorStructure
{
    /// <summary>How a correlation starts; null where the equations start from the state of the file.</summary>
    public StationaryStart? Stationary { get; }

    /// <summary>Both parts of o ρ at unknowns, as sums of unknowns.</summary>
    private Dictionary<long, StartRow> StartRows(IEnumerable<long> among)
    {
        OperatorSum whole = symbols.Seen + symbols.Seen.Adjoint;
        SymbolicRows even = Scaled(whole, ExactNumber.Of(new Rational(1, 4)));
        SymbolicRows odd = Scaled(whole, new ExactNumber(RootSum.Zero, RootSum.Of(new Rational(-1, 4))));
        return among.ToDictionary(u => u, u => new StartRow(rows.Product(u, even), rows.Product(u, odd)));
    }

    private static SymbolicRows Scaled(OperatorSum sum, ExactNumber factor)
    {
        var scaled = new OperatorSum();
        foreach ((FactorProduct factors, ExactMatrix matrix) in sum.Terms)
        {
            scaled.Add(factors, factor * matrix);
        }

        return new SymbolicRows(scaled);
    }

    private StationaryStart StationaryOf(Dictionary<long, StartRow> products, Dictionary<long, int> place)
    {
        var even = new SymbolicEntries();
        var odd = new SymbolicEntries();
        var starts = new List<int> { 0 };
        var sources = new List<int>();
        foreach (long unknown in unknowns)
        {
            StartRow row = products.TryGetValue(unknown, out StartRow? known) ? known : StartRow.None;
            foreach (long source in row.Unknowns.Distinct().OrderBy(u => place[u]))
            {
                sources.Add(place[source]);
                even.Add(table, row.Even.Where(e => e.Key.Unknown == source).Select(e => (e.Key.Factors, e.Value)));
                odd.Add(table, row.Odd.Where(e => e.Key.Unknown == source).Select(e => (e.Key.Factors, e.Value)));
            }

            starts.Add(sources.Count);
        }

        long[] populations = [.. Enumerable.Range(0, rows.States).SelectMany(s => Enumerable.Range(0, symbols.Space.Dimension).Select(a => rows.Index(s, a, a, false)))];
        return new StationaryStart([.. starts], [.. sources], even, odd, Array.TrueForAll(populations, place.ContainsKey) ? Array.ConvertAll(populations, p => place[p]) : []);
    }

    /// <summary>Both parts of o ρ at one unknown.</summary>
    private sealed record StartRow(Dictionary<(long Unknown, FactorProduct Factors), RootSum> Even, Dictionary<(long Unknown, FactorProduct Factors), RootSum> Odd)
    {
        public static StartRow None { get; } = new([], []);

        public IEnumerable<long> Unknowns => Even.Keys.Concat(Odd.Keys).Select(k => k.Unknown);
    }
}

/// <summary>How a two-time correlation starts from the steady state v: b = (E ± i O - ⟨o⟩) v.</summary>
/// <param name="RowStarts">[n + 1] where rows of E and O begin among their entries.</param>
/// <param name="Columns">Column of each entry.</param>
/// <param name="Even">The entries of E.</param>
/// <param name="Odd">The entries of O.</param>
/// <param name="Populations">The unknowns whose sum is 1; none where not all of them are among the unknowns: the steady state is 0 there, or depends on the start.</param>
internal sealed record StationaryStart(int[] RowStarts, int[] Columns, SymbolicEntries Even, SymbolicEntries Odd, int[] Populations);
