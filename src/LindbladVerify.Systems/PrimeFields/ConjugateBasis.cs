using LindbladVerify.Algebra.Fields;
using LindbladVerify.Systems.Multiprecision;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>
/// A basis in which a root drops out of the equations. Where noise takes values that differ in the sign of √r alone, exchanging these states is the same as
/// changing the sign: v_π(k) obeys the conjugate of the equation of v_k. For u = v_k + v_π(k) and w = (v_k - v_π(k))/√r the equations are rational.
/// </summary>
/// <remarks>That the exchange changes the sign of the root in every entry is tested at random points of three prime fields.</remarks>
internal sealed class ConjugateBasis
{
    private const int Tests = 3;
    private readonly FieldProgramBuilder builder;
    private readonly RootedPlaces rooted;
    private readonly int[] exchange;
    private readonly Dictionary<(int Row, int Column), RootedPlace> matrix = [];
    private readonly IReadOnlyList<RootedPlace> entries;
    private readonly int first;

    private ConjugateBasis(GeneratorStructure structure, FieldProgramBuilder builder, RootedPlaces rooted, IReadOnlyList<RootedPlace> entries, int[] exchange)
    {
        this.builder = builder;
        this.rooted = rooted;
        this.entries = entries;
        this.exchange = exchange;
        first = structure.Columns.Count;
        for (int row = 0; row < structure.Equations; row++)
        {
            for (int e = structure.RowStarts[row]; e < structure.RowStarts[row + 1]; e++)
            {
                matrix[(row, structure.Columns[e])] = entries[e];
            }
        }

        var starts = new List<int> { 0 };
        var columns = new List<int>();
        var outputs = new List<int>();
        for (int row = 0; row < exchange.Length; row++)
        {
            int[] images = [.. matrix.Keys.Where(k => k.Row == row || k.Row == exchange[row]).SelectMany(k => new[] { k.Column, exchange[k.Column] }).Distinct().Order()];
            foreach (int column in images)
            {
                int entry = Entry(row, column);
                if (!builder.IsZero(entry))
                {
                    columns.Add(column);
                    outputs.Add(entry);
                }
            }

            starts.Add(columns.Count);
        }

        (RowStarts, Columns) = ([.. starts], [.. columns]);
        Outputs = [.. outputs, .. Enumerable.Range(0, exchange.Length).Select(Start), .. Enumerable.Range(0, exchange.Length).Select(Weight)];
    }

    /// <summary>[n + 1] where rows begin among the entries.</summary>
    public int[] RowStarts { get; }

    /// <summary>Column of each entry.</summary>
    public int[] Columns { get; }

    /// <summary>Places of the matrix by rows, the initial values and the weights.</summary>
    public int[] Outputs { get; }

    /// <summary>The basis; null where no root occurs, or where it does not drop out in this way.</summary>
    /// <param name="structure">The equations.</param>
    /// <param name="builder">Where values are compiled.</param>
    /// <param name="rooted">Expressions with the root.</param>
    /// <param name="entries">Matrix by rows, initial values, weights.</param>
    public static ConjugateBasis? TryFind(GeneratorStructure structure, FieldProgramBuilder builder, RootedPlaces rooted, IReadOnlyList<RootedPlace> entries)
    {
        if (rooted.Radicand is null)
        {
            return null;
        }

        var values = structure.Symbols.Noise.Select(n => n.Chain.Values.Select(rooted.Of).ToArray()).ToArray();
        RootedPlace[] all = [.. values.SelectMany(v => v), .. entries];
        FieldProgram program = builder.Build([.. all.SelectMany(v => new[] { v.Even, v.Odd })]);
        int[]? exchange = null;
        for (int test = 0; test < Tests; test++)
        {
            PrimeField field = PrimeField.At(test);
            if (At(program, field) is not { } numbers)
            {
                return null;
            }

            exchange ??= Exchange(structure, values, field, numbers);
            if (exchange is null || !IsConjugate(structure, exchange, field, numbers.AsSpan(numbers.Length - (2 * entries.Count))))
            {
                return null;
            }
        }

        return new ConjugateBasis(structure, builder, rooted, entries, exchange!);
    }

    private static ulong[]? At(FieldProgram program, PrimeField field)
    {
        const int Draws = 20;
        var sampler = new FieldSampler(field.Modulus);
        var point = new ulong[program.Inputs.Count];
        var numbers = new ulong[program.Outputs];
        for (int draw = 0; draw < Draws; draw++)
        {
            sampler.Fill(field, point);
            if (program.TryRun(new Valuation(field, sampler), point, numbers))
            {
                return numbers;
            }
        }

        return null;
    }

    /// <summary>[n] the unknown in the state of the noise in which the root has the other sign; null where a state has no such partner.</summary>
    private static int[]? Exchange(GeneratorStructure structure, RootedPlace[][] values, PrimeField field, ulong[] numbers)
    {
        var partners = new int[values.Length][];
        int place = 0;
        for (int c = 0; c < values.Length; c++)
        {
            int from = place;
            partners[c] = [.. Enumerable.Range(0, values[c].Length).Select(Partner)];
            place += values[c].Length;

            int Partner(int k) => Enumerable.Range(0, values[c].Length).FirstOrDefault(
                j => numbers[2 * (from + j)] == numbers[2 * (from + k)] && numbers[(2 * (from + j)) + 1] == field.Negate(numbers[(2 * (from + k)) + 1]),
                -1);
        }

        if (partners.Any(p => p.Contains(-1) || p.Where((j, k) => p[j] != k).Any()))
        {
            return null;
        }

        var places = new Dictionary<(string States, int A, int B, bool Imaginary), int>();
        for (int k = 0; k < structure.Equations; k++)
        {
            places[Key(k, (_, s) => s)] = k;
        }

        int[] exchange = [.. Enumerable.Range(0, structure.Equations).Select(k => places.GetValueOrDefault(Key(k, (c, s) => partners[c][s]), -1))];
        return exchange.Contains(-1) ? null : exchange;

        (string States, int A, int B, bool Imaginary) Key(int k, Func<int, int, int> state)
        {
            (int joint, int a, int b, bool imaginary) = structure.Unknown(k);
            return (string.Join(',', Enumerable.Range(0, partners.Length).Select(c => state(c, structure.StateOf(c, joint)))), a, b, imaginary);
        }
    }

    /// <summary>Whether the exchange changes the sign of the root in every entry, and nothing else.</summary>
    private static bool IsConjugate(GeneratorStructure structure, int[] exchange, PrimeField field, ReadOnlySpan<ulong> numbers)
    {
        var places = new Dictionary<(int Row, int Column), int>();
        for (int row = 0; row < structure.Equations; row++)
        {
            for (int e = structure.RowStarts[row]; e < structure.RowStarts[row + 1]; e++)
            {
                places[(row, structure.Columns[e])] = e;
            }
        }

        foreach (((int row, int column), int e) in places)
        {
            bool exists = places.TryGetValue((exchange[row], exchange[column]), out int image);
            if (!IsConjugate(field, numbers, e, exists ? image : -1))
            {
                return false;
            }
        }

        int n = structure.Equations;
        for (int k = 0; k < n; k++)
        {
            int start = places.Count + k;
            if (!IsConjugate(field, numbers, start, places.Count + exchange[k]) || !IsConjugate(field, numbers, start + n, places.Count + n + exchange[k]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsConjugate(PrimeField field, ReadOnlySpan<ulong> numbers, int e, int image) => image < 0
        ? numbers[2 * e] == 0 && numbers[(2 * e) + 1] == 0
        : numbers[2 * image] == numbers[2 * e] && numbers[(2 * image) + 1] == field.Negate(numbers[(2 * e) + 1]);

    /// <summary>Whether an unknown is a difference w; of two partners it stands in the place of the second.</summary>
    private bool IsDifference(int k) => exchange[k] < k;

    private bool IsAlone(int k) => exchange[k] == k;

    private RootedPlace Given(int row, int column) => matrix.TryGetValue((row, column), out RootedPlace value) ? value : rooted.Rational(builder.Constant(0));

    private int Entry(int row, int column)
    {
        int k = Math.Min(row, exchange[row]);
        int j = Math.Min(column, exchange[column]);
        RootedPlace a = Given(k, j);
        if (IsAlone(row))
        {
            return IsDifference(column) ? rooted.Squared(a.Odd) : a.Even;
        }

        if (IsAlone(column))
        {
            int part = IsDifference(row) ? a.Odd : a.Even;
            return builder.Add(part, part);
        }

        RootedPlace b = Given(k, exchange[j]);
        return (IsDifference(row), IsDifference(column)) switch
        {
            (false, false) => builder.Add(a.Even, b.Even),
            (false, true) => rooted.Squared(builder.Subtract(a.Odd, b.Odd)),
            (true, false) => builder.Add(a.Odd, b.Odd),
            _ => builder.Subtract(a.Even, b.Even),
        };
    }

    private int Start(int k)
    {
        RootedPlace value = entries[first + Math.Min(k, exchange[k])];
        int part = IsDifference(k) ? value.Odd : value.Even;
        return IsAlone(k) ? part : builder.Add(part, part);
    }

    private int Weight(int k)
    {
        RootedPlace value = entries[first + exchange.Length + Math.Min(k, exchange[k])];
        return IsDifference(k) ? rooted.Squared(value.Odd) : value.Even;
    }
}
