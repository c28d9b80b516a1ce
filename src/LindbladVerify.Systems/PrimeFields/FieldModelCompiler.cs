using System.Numerics;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Multiprecision;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>Compiles the entries of a generator to a straight-line program.</summary>
internal sealed class FieldModelCompiler(GeneratorStructure structure, FieldProgramBuilder builder)
{
    private readonly Dictionary<int, int> products = [];
    private readonly RootedPlaces rooted = new(builder);
    private RationalBasis? basis;

    /// <summary>Number of outputs that must be 0.</summary>
    public int Checks { get; private set; }

    /// <summary>The whole number whose root multiplies the observable.</summary>
    public BigInteger Scale => basis!.Scale;

    /// <summary>Places of the matrix by rows, the initial values, the weights, and what must be 0.</summary>
    /// <param name="rowStarts">[n + 1] where rows begin among the entries.</param>
    /// <param name="columns">Column of each entry.</param>
    public int[] Outputs(out int[] rowStarts, out int[] columns)
    {
        foreach (SpinTemperature temperature in structure.Symbols.Temperatures)
        {
            Define(temperature);
        }

        foreach (MarkovLaw law in structure.Symbols.Noise.Select(n => n.Chain.Law).OfType<MarkovLaw>())
        {
            Define(law);
        }

        basis = new RationalBasis(structure);
        int[] skew = [.. structure.Symbols.Hermiticity.SelectMany(h => Entries(h.Skew))];
        Checks = skew.Length;
        if (structure.Stationary is null && Rational() is { } rational)
        {
            (rowStarts, columns) = (rational.RowStarts, rational.Columns);
            return [.. rational.Outputs, .. skew];
        }

        var outputs = new List<int>();
        Visit((entries, k, factor) => outputs.Add(Sum(entries, k, factor)));
        if (structure.Stationary is { } stationary)
        {
            outputs.AddRange(Entries(stationary, stationary.Even));
            outputs.AddRange(Entries(stationary, stationary.Odd));
        }

        rowStarts = [.. structure.RowStarts];
        columns = [.. structure.Columns];
        return [.. outputs, .. skew];
    }

    /// <summary>The same equations in a basis in which the root that the noise values hold with both signs drops out; null where there is none.</summary>
    private ConjugateBasis? Rational()
    {
        try
        {
            var entries = new List<RootedPlace>();
            Visit((sums, k, factor) => entries.Add(RootedSum(sums, k, factor)));
            return ConjugateBasis.TryFind(structure, builder, rooted, entries);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>All entries in their order: matrix by rows, initial values, weights.</summary>
    private void Visit(Action<SymbolicEntries, int, RootSum> visit)
    {
        for (int row = 0; row < structure.Equations; row++)
        {
            for (int e = structure.RowStarts[row]; e < structure.RowStarts[row + 1]; e++)
            {
                visit(structure.Matrix, e, basis!.Matrix(row, structure.Columns[e]));
            }
        }

        for (int k = 0; k < structure.Equations; k++)
        {
            visit(structure.Start, k, basis!.Initial(k));
        }

        for (int k = 0; k < structure.Equations; k++)
        {
            visit(structure.Weights, k, basis!.Weight(k));
        }
    }

    private IEnumerable<int> Entries(StationaryStart stationary, SymbolicEntries entries)
    {
        for (int row = 0; row < structure.Equations; row++)
        {
            for (int e = stationary.RowStarts[row]; e < stationary.RowStarts[row + 1]; e++)
            {
                yield return Sum(entries, e, basis!.Matrix(row, stationary.Columns[e]));
            }
        }
    }

    private RootedPlace RootedSum(SymbolicEntries entries, int k, RootSum factor)
    {
        RootedPlace sum = rooted.Rational(builder.Constant(RootSum.Zero));
        foreach ((int product, int constant) in entries.Sum(k))
        {
            RootedPlace term = rooted.Rational(builder.Constant(structure.Table.ConstantAt(constant) * factor));
            sum = rooted.Add(sum, structure.Table.ProductAt(product).Aggregate(term, (p, f) => rooted.Multiply(p, rooted.Of(f))));
        }

        return sum;
    }

    private int Sum(SymbolicEntries entries, int k, RootSum factor)
    {
        int sum = builder.Constant(RootSum.Zero);
        foreach ((int product, int constant) in entries.Sum(k))
        {
            sum = builder.Add(sum, builder.Multiply(builder.Constant(structure.Table.ConstantAt(constant) * factor), Product(product)));
        }

        return sum;
    }

    private int Product(int place)
    {
        if (!products.TryGetValue(place, out int value))
        {
            products[place] = value = Product(structure.Table.ProductAt(place));
        }

        return value;
    }

    private int Product(IEnumerable<Expression> factors) => factors.Aggregate(builder.Constant(RootSum.One), (p, f) => builder.Multiply(p, builder.Of(f)));

    /// <summary>The entries of an operator in symbols, real and imaginary parts apart; irrational constants stand aside, each with its own sum.</summary>
    private IEnumerable<int> Entries(OperatorSum sum)
    {
        var parts = new Dictionary<(int Row, int Column, bool Imaginary, BigInteger Radicand), int>();
        foreach ((FactorProduct factors, ExactMatrix matrix) in sum.Terms)
        {
            int scalar = Product(factors.Factors);
            foreach (((int row, int column), ExactNumber value) in matrix.Entries)
            {
                foreach ((bool imaginary, RootSum part) in new[] { (false, value.Real), (true, value.Imaginary) }.Where(p => !p.Item2.IsZero))
                {
                    BigInteger radicand = part.Radicand ?? throw new NotAlgebraicException("An operator holds sums of different roots of whole numbers; they are left to sampling.");
                    RootSum rational = part * RootSum.Root(new Rational(1, radicand));
                    (int, int, bool, BigInteger) key = (row, column, imaginary, radicand);
                    int term = builder.Multiply(builder.Constant(rational), scalar);
                    parts[key] = parts.TryGetValue(key, out int before) ? builder.Add(before, term) : term;
                }
            }
        }

        return parts.Values;
    }

    private void Define(SpinTemperature temperature)
    {
        int n = temperature.Names.Count;
        if (builder.Number(builder.Of(temperature.Polarization))?.AsRational is not { } p || (!p.IsZero && BigInteger.Abs(p.Numerator) != p.Denominator))
        {
            throw new NotAlgebraicException("The populations of a partly polarised spin above 1/2 are no rational functions of its polarisation.");
        }

        for (int k = 0; k < n; k++)
        {
            Rational population = p.IsZero ? new Rational(1, n) : k == (p.Numerator.Sign > 0 ? 0 : n - 1) ? 1 : 0;
            builder.Define(temperature.Names[k], builder.Constant(population));
        }
    }

    /// <summary>The stationary law by elimination of states, as <see cref="MarkovLaw"/> does it with numbers.</summary>
    private void Define(MarkovLaw law)
    {
        int m = law.Names.Count;
        int zero = builder.Constant(RootSum.Zero);
        var rates = new int[m, m];
        bool[,] reaches = new bool[m, m];
        foreach ((int from, int to, Expression rate) in law.Jumps)
        {
            rates[from, to] = builder.Of(rate);
            reaches[from, to] = !builder.IsZero(rates[from, to]);
        }

        int[] states = law.Recurrent(reaches);
        int count = states.Length;
        var reduced = new int[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                reduced[i, j] = i == j ? zero : rates[states[i], states[j]];
            }
        }

        for (int last = count - 1; last > 0; last--)
        {
            int exit = Enumerable.Range(0, last).Aggregate(zero, (sum, j) => builder.Add(sum, reduced[last, j]));
            for (int i = 0; i < last; i++)
            {
                reduced[i, last] = builder.Divide(reduced[i, last], exit);
                for (int j = 0; j < last; j++)
                {
                    reduced[i, j] = i == j ? reduced[i, j] : builder.Add(reduced[i, j], builder.Multiply(reduced[i, last], reduced[last, j]));
                }
            }
        }

        var weights = new int[count];
        weights[0] = builder.Constant(RootSum.One);
        int total = weights[0];
        for (int j = 1; j < count; j++)
        {
            weights[j] = Enumerable.Range(0, j).Aggregate(zero, (sum, i) => builder.Add(sum, builder.Multiply(weights[i], reduced[i, j])));
            total = builder.Add(total, weights[j]);
        }

        for (int k = 0; k < m; k++)
        {
            int place = Array.IndexOf(states, k);
            builder.Define(law.Names[k], place < 0 ? zero : builder.Divide(weights[place], total));
        }
    }
}
