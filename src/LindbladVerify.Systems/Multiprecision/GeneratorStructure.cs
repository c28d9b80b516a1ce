using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>The equations that the initial state reaches and the observable sees, with entries in symbols: found once, evaluated at many points.</summary>
internal sealed partial class GeneratorStructure
{
    /// <summary>Most equations of a block.</summary>
    public const int MostEquations = 150;

    private const int MostExplored = 6000;

    private readonly ModelSymbols symbols;
    private readonly GeneratorRows rows;
    private readonly long[] unknowns;
    private readonly SymbolTable table = new();
    private readonly SymbolicEntries matrix = new();
    private readonly SymbolicEntries start = new();
    private readonly SymbolicEntries row = new();
    private readonly int[] rowStarts;
    private readonly int[] columns;

    /// <summary>Explores the equations.</summary>
    /// <param name="model">The file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="wholeNumber">Values of levels, exponents and counts.</param>
    /// <param name="isStationary">Whether the start is the steady state times the observable, whatever the initial state of the file: all that this takes is among the unknowns.</param>
    /// <param name="ladder">The highest level of Ornstein–Uhlenbeck noise that is kept, for expansions; 0 to refuse such noise.</param>
    /// <exception cref="UnsupportedModelException">The model is not supported, or too large.</exception>
    public GeneratorStructure(ModelFile model, string observable, Func<Expression, int> wholeNumber, bool isStationary = false, int ladder = 0)
    {
        symbols = new ModelSymbols(model, observable, wholeNumber, ladder);
        rows = new GeneratorRows(symbols.Space, symbols.Hamiltonian, symbols.Dissipators, symbols.Noise);
        Dictionary<long, List<(FactorProduct, RootSum)>> seen = Seen(rows);
        Dictionary<long, Dictionary<(long Unknown, FactorProduct Factors), RootSum>> explored = Explore(rows, seen.Keys);
        Dictionary<long, StartRow>? products = isStationary ? StartRows(explored.Keys) : null;
        explored = products is null ? explored : Explore(rows, explored.Keys.Concat(products.Values.SelectMany(r => r.Unknowns)));
        Dictionary<long, List<(FactorProduct, RootSum)>> initial = isStationary ? [] : Initial(rows, explored.Keys);
        unknowns = isStationary ? [.. explored.Keys.Order()] : Reached(explored, initial.Keys);
        if (unknowns.Length > MostEquations)
        {
            throw new UnsupportedModelException(FormattableString.Invariant($"{unknowns.Length} coupled equations are too many for an evaluation in many digits; at most {MostEquations} are allowed."));
        }

        Dictionary<long, int> place = unknowns.Select((u, k) => (u, k)).ToDictionary(p => p.u, p => p.k);
        var starts = new List<int> { 0 };
        var allColumns = new List<int>();
        foreach (long unknown in unknowns)
        {
            foreach (IGrouping<long, KeyValuePair<(long Unknown, FactorProduct Factors), RootSum>> entry in explored[unknown].GroupBy(e => e.Key.Unknown).Where(g => place.ContainsKey(g.Key)).OrderBy(g => place[g.Key]))
            {
                allColumns.Add(place[entry.Key]);
                matrix.Add(table, entry.Select(e => (e.Key.Factors, e.Value)));
            }

            starts.Add(allColumns.Count);
            start.Add(table, initial.GetValueOrDefault(unknown, []));
            row.Add(table, seen.GetValueOrDefault(unknown, []));
        }

        rowStarts = [.. starts];
        columns = [.. allColumns];
        Stationary = products is null ? null : StationaryOf(products, place);
        matrix.Freeze();
        start.Freeze();
        row.Freeze();
    }

    /// <summary>What the equations were made of.</summary>
    public ModelSymbols Symbols => symbols;

    /// <summary>The distinct expressions and constants of all entries.</summary>
    public SymbolTable Table => table;

    /// <summary>The entries of the generator, by rows.</summary>
    public SymbolicEntries Matrix => matrix;

    /// <summary>[n] the initial values.</summary>
    public SymbolicEntries Start => start;

    /// <summary>[n] the weights of the unknowns in the observable.</summary>
    public SymbolicEntries Weights => row;

    /// <summary>[n + 1] where rows begin among the entries.</summary>
    public IReadOnlyList<int> RowStarts => rowStarts;

    /// <summary>Column of each entry.</summary>
    public IReadOnlyList<int> Columns => columns;

    /// <summary>What an unknown stands for: the joint state of the noise chains, and Re or Im of ρ_ab.</summary>
    public (int State, int A, int B, bool Imaginary) Unknown(int k) => rows.Unknown(unknowns[k]);

    /// <summary>State of a noise chain in a joint state.</summary>
    public int StateOf(int chain, int joint) => rows.StateOf(chain, joint);

    /// <summary>Number of equations.</summary>
    public int Equations => rowStarts.Length - 1;

    /// <summary>Number of entries of the generator.</summary>
    public int Entries => columns.Length;

    /// <summary>Multiply-adds that assembling a point takes.</summary>
    public int Terms => matrix.Terms + start.Terms + row.Terms + table.Products;

    /// <summary>The equations at a point; null where the digits do not suffice.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The model does not exist there.</exception>
    public PreciseSystem? Bind(PreciseParameters parameters)
    {
        foreach (ModelCheck check in symbols.Checks)
        {
            check.Require(parameters);
        }

        foreach (SpinTemperature temperature in symbols.Temperatures)
        {
            temperature.Bind(parameters);
        }

        foreach ((_, NoiseExpansion chain) in symbols.Noise)
        {
            chain.Law?.Bind(parameters);
        }

        Tracked[] scalars = table.Values(parameters);
        if (parameters.NeedsDigits)
        {
            return null;
        }

        symbols.Hermiticity.ForEach(h => h.Require(parameters));
        symbols.Density?.Require(parameters);
        Tracked[] roots = table.Constants(parameters.Bits);
        Tracked[] entries = matrix.Evaluate(scalars, roots, parameters);
        Tracked[] initial = start.Evaluate(scalars, roots, parameters);
        Tracked[] observable = row.Evaluate(scalars, roots, parameters);
        return parameters.NeedsDigits ? null : new PreciseSystem(parameters.Bits, rowStarts, columns, entries, initial, observable);
    }

    /// <summary>Tr(Oρ) summed over the states of the noise: Σ_a O_aa ρ_aa + 2 Σ_(a&lt;b) (Re O_ba Re ρ_ab - Im O_ba Im ρ_ab).</summary>
    private Dictionary<long, List<(FactorProduct, RootSum)>> Seen(GeneratorRows rows)
    {
        var seen = new Dictionary<long, List<(FactorProduct, RootSum)>>();
        var half = ExactNumber.Of(new Rational(1, 2));
        var two = RootSum.Of(2);
        foreach ((FactorProduct factors, ExactMatrix o) in (symbols.Seen + symbols.Seen.Adjoint).Terms)
        {
            foreach (((int b, int a), ExactNumber twice) in o.Entries.Where(e => e.Key.Column <= e.Key.Row))
            {
                ExactNumber value = half * twice;
                for (int s = 0; s < rows.States; s++)
                {
                    if (!rows.Counts(s))
                    {
                        continue;
                    }

                    Append(seen, rows.Index(s, a, b, false), factors, a == b ? value.Real : two * value.Real);
                    Append(seen, rows.Index(s, a, b, true), factors, a == b ? RootSum.Zero : -(two * value.Imaginary));
                }
            }
        }

        return seen;
    }

    private Dictionary<long, List<(FactorProduct, RootSum)>> Initial(GeneratorRows rows, IEnumerable<long> among)
    {
        HashSet<long> wanted = [.. among];
        var initial = new Dictionary<long, List<(FactorProduct, RootSum)>>();
        for (int s = 0; s < rows.States; s++)
        {
            ScalarSum population = symbols.Noise.Select((n, c) => RealScalar.Of(n.Chain.Populations[rows.StateOf(c, s)])).Aggregate(ScalarSum.One, (p, q) => p * q);
            foreach ((FactorProduct f, ExactMatrix density) in symbols.Initial.Terms)
            {
                foreach (((int a, int b), ExactNumber value) in density.Entries.Where(e => e.Key.Row <= e.Key.Column))
                {
                    long real = rows.Index(s, a, b, false);
                    foreach ((FactorProduct g, ExactNumber weight) in population.Terms.Where(_ => wanted.Contains(real) || wanted.Contains(real + 1)))
                    {
                        ExactNumber product = weight * value;
                        Append(initial, real, f * g, product.Real);
                        Append(initial, real + 1, f * g, a == b ? RootSum.Zero : product.Imaginary);
                    }
                }
            }
        }

        return initial;
    }

    private static void Append(Dictionary<long, List<(FactorProduct, RootSum)>> sums, long unknown, FactorProduct factors, RootSum constant)
    {
        if (!constant.IsZero)
        {
            if (!sums.TryGetValue(unknown, out List<(FactorProduct, RootSum)>? list))
            {
                sums[unknown] = list = [];
            }

            list.Add((factors, constant));
        }
    }

    /// <summary>All unknowns that the observable sees, directly or through others.</summary>
    private static Dictionary<long, Dictionary<(long Unknown, FactorProduct Factors), RootSum>> Explore(GeneratorRows rows, IEnumerable<long> seen)
    {
        var explored = new Dictionary<long, Dictionary<(long Unknown, FactorProduct Factors), RootSum>>();
        var queue = new Queue<long>(seen);
        while (queue.TryDequeue(out long unknown))
        {
            if (explored.ContainsKey(unknown))
            {
                continue;
            }

            if (explored.Count >= MostExplored)
            {
                throw new UnsupportedModelException(FormattableString.Invariant($"More than {MostExplored} coupled equations are too many for an evaluation in many digits."));
            }

            explored[unknown] = rows.Row(unknown);
            foreach ((long other, _) in explored[unknown].Keys)
            {
                queue.Enqueue(other);
            }
        }

        return explored;
    }

    /// <summary>The unknowns among these that the initial state reaches, in ascending order.</summary>
    private static long[] Reached(Dictionary<long, Dictionary<(long Unknown, FactorProduct Factors), RootSum>> explored, IEnumerable<long> start)
    {
        ILookup<long, long> feeds = explored.SelectMany(e => e.Value.Keys.Select(k => (From: k.Unknown, To: e.Key))).Distinct().ToLookup(p => p.From, p => p.To);
        var reached = new SortedSet<long>();
        var queue = new Queue<long>(start.Where(explored.ContainsKey));
        while (queue.TryDequeue(out long unknown))
        {
            if (reached.Add(unknown))
            {
                foreach (long next in feeds[unknown])
                {
                    queue.Enqueue(next);
                }
            }
        }

        return [.. reached];
    }
}
