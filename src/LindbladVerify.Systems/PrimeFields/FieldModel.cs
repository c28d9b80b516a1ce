using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Multiprecision;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>
/// The equations of motion of an observable of a model file over prime fields: a second build of the generator, from the same file, in matrix units scaled so
/// that every entry is a rational function of the parameters; restricted to what the initial state reaches and the observable sees.
/// </summary>
/// <remarks>
/// Supported: spins of any j, levels, dissipators, telegraphs, fluctuators and Markov chains; numbers are the decimal fractions that they read as.
/// Not supported: drives, Ornstein–Uhlenbeck noise, recorded traces, abs, min, max. Immutable and safe to use from several threads.
/// Cost: one product per term of every entry a point.
/// </remarks>
internal sealed class FieldModel
{
    private const int CreationBits = 192;
    private readonly FieldProgram program;
    private readonly int[] rowStarts;
    private readonly int[] columns;
    private readonly int checks;
    private readonly FieldStart? start;

    private FieldModel(GeneratorStructure structure, IReadOnlyList<string> parameters, IEnumerable<(string Name, Expression Value)> definitions)
    {
        var builder = new FieldProgramBuilder(parameters);
        foreach ((string name, Expression value) in definitions)
        {
            if (!parameters.Contains(name, StringComparer.Ordinal))
            {
                builder.Define(name, value);
            }
        }

        var compiler = new FieldModelCompiler(structure, builder);
        int[] outputs = compiler.Outputs(out rowStarts, out columns);
        checks = compiler.Checks;
        Scale = compiler.Scale;
        start = structure.Stationary is { } s ? new FieldStart(s.RowStarts, s.Columns, s.Populations) : null;
        program = builder.Build(outputs);
    }

    /// <summary>The parameters whose values a point gives, in order.</summary>
    public IReadOnlyList<string> Parameters => program.Inputs;

    /// <summary>Number of coupled equations.</summary>
    public int Equations => rowStarts.Length - 1;

    /// <summary>The whole number whose root times what <see cref="FieldSystem"/> says is the observable; rates do not depend on it.</summary>
    public BigInteger Scale { get; }

    /// <summary>Number of square roots in the equations.</summary>
    public int Roots => program.Roots;

    /// <summary>Whether exponentials, logarithms or pi occur in the equations.</summary>
    public bool HasIndeterminates => program.HasIndeterminates;

    /// <summary>The equations of an observable.</summary>
    /// <param name="model">The file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="parameters">Parameters that stay variables; the others have the values of the file.</param>
    /// <param name="isStationary">Whether a correlation in the steady state is asked for, and not a course from the state of the file.</param>
    /// <param name="ladder">The highest level of Ornstein–Uhlenbeck noise that is kept, for expansions; 0 to refuse such noise.</param>
    /// <exception cref="NotAlgebraicException">The model has no place in exact algebra, or is too large.</exception>
    public static FieldModel Create(ModelFile model, string observable, IReadOnlyList<string> parameters, bool isStationary = false, int ladder = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(parameters);
        try
        {
            var values = new PreciseParameters(CreationBits);
            foreach ((string name, Expression value) in model.Parameters.Exact)
            {
                values.Set(name, values.Value(value));
            }

            var shape = new List<Expression>();
            var structure = new GeneratorStructure(model, observable, e =>
            {
                shape.Add(e);
                return values.WholeNumber(e);
            }, isStationary, ladder);
            RequireFixedShape(model, shape, parameters);
            return new FieldModel(structure, parameters, model.Parameters.Exact);
        }
        catch (UnsupportedModelException e)
        {
            throw new NotAlgebraicException(e.Message.Replace(" in many digits", " by exact algebra", StringComparison.Ordinal));
        }
        catch (ExpressionException e)
        {
            throw new NotAlgebraicException(e.Message);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new NotAlgebraicException(e.Message);
        }
    }

    /// <summary>A system to bind.</summary>
    public FieldSystem NewSystem() => new(rowStarts, columns, start, checks);

    /// <summary>The equations at a point.</summary>
    /// <param name="valuation">The field, and what roots and indeterminates are.</param>
    /// <param name="point">Values of <see cref="Parameters"/>.</param>
    /// <param name="system">What is filled.</param>
    /// <returns>False where an entry has no value: another point is drawn then.</returns>
    /// <exception cref="NotAlgebraicException">An operator that must be Hermitian is not.</exception>
    public bool TryBind(Valuation valuation, ReadOnlySpan<ulong> point, FieldSystem system)
    {
        ArgumentNullException.ThrowIfNull(valuation);
        ArgumentNullException.ThrowIfNull(system);
        system.Field = valuation.Field;
        if (!program.TryRun(valuation, point, system.All))
        {
            return false;
        }

        return !system.Checks.ContainsAnyExcept(0UL) ? true : throw new NotAlgebraicException("The Hamiltonian, a noise operator or the observable is Hermitian for special parameters only.");
    }

    /// <summary>Bounds of all entries: matrix by rows, initial values, weights.</summary>
    /// <param name="parameters">Sizes of the parameters.</param>
    public (FractionSize[] Matrix, FractionSize[] Initial, FractionSize[] Observable) Sizes(IReadOnlyList<FractionSize> parameters)
    {
        FractionSize[] all = [.. program.Sizes(parameters)];
        return (all[..columns.Length], all[columns.Length..(columns.Length + Equations)], all[(columns.Length + Equations)..(columns.Length + (2 * Equations))]);
    }

    /// <summary>Bounds of the entries of both parts of the start of a correlation; none without one.</summary>
    /// <param name="parameters">Sizes of the parameters.</param>
    public FractionSize[] StartSizes(IReadOnlyList<FractionSize> parameters) =>
        start is null ? [] : [.. program.Sizes(parameters).Skip(columns.Length + (2 * Equations)).Take(2 * start.Columns.Length)];

    /// <summary>Where rows of the generator begin among its entries.</summary>
    public IReadOnlyList<int> RowStarts => rowStarts;

    /// <summary>Refuses variables on which the number of equations depends.</summary>
    private static void RequireFixedShape(ModelFile model, List<Expression> shape, IReadOnlyList<string> parameters)
    {
        var dependent = new HashSet<string>(parameters, StringComparer.Ordinal);
        foreach ((string name, Expression value) in model.Parameters.Exact)
        {
            if (value.Names().Any(dependent.Contains))
            {
                dependent.Add(name);
            }
        }

        if (shape.SelectMany(e => e.Names()).FirstOrDefault(dependent.Contains) is { } shaping)
        {
            throw new NotAlgebraicException($"The number of levels, fluctuators or factors depends on '{shaping}': no one rational function covers all its values.");
        }
    }
}

/// <summary>A model at a point of a prime field: dv/dt = A v, v(0) = b, observable c·v. A is sparse, by rows. Filled by <see cref="FieldModel.TryBind"/> and used again for other points.</summary>
internal sealed class FieldSystem
{
    private readonly ulong[] values;

    internal FieldSystem(int[] rowStarts, int[] columns, FieldStart? start, int checks)
    {
        RowStarts = rowStarts;
        Columns = columns;
        Start = start;
        int n = rowStarts.Length - 1;
        values = new ulong[columns.Length + (2 * n) + StartEntries + checks];
    }

    /// <summary>The field.</summary>
    public PrimeField Field { get; internal set; } = PrimeField.At(0);

    /// <summary>Number of equations.</summary>
    public int Dimension => RowStarts.Length - 1;

    /// <summary>Where rows of A begin among its entries, [n + 1].</summary>
    public int[] RowStarts { get; }

    /// <summary>Column of each entry of A.</summary>
    public int[] Columns { get; }

    /// <summary>The entries of A, 1/s.</summary>
    public ReadOnlySpan<ulong> Matrix => values.AsSpan(0, Columns.Length);

    /// <summary>b, [n].</summary>
    public ReadOnlySpan<ulong> Initial => values.AsSpan(Columns.Length, Dimension);

    /// <summary>c, [n].</summary>
    public ReadOnlySpan<ulong> Observable => values.AsSpan(Columns.Length + Dimension, Dimension);

    /// <summary>How a correlation starts from the steady state; null where b is given.</summary>
    public FieldStart? Start { get; }

    /// <summary>The entries of E.</summary>
    public ReadOnlySpan<ulong> EvenStart => values.AsSpan(Columns.Length + (2 * Dimension), Start!.Columns.Length);

    /// <summary>The entries of O.</summary>
    public ReadOnlySpan<ulong> OddStart => values.AsSpan(Columns.Length + (2 * Dimension) + Start!.Columns.Length, Start.Columns.Length);

    /// <summary>b, to be filled where it is not given.</summary>
    public Span<ulong> Begin => values.AsSpan(Columns.Length, Dimension);

    internal Span<ulong> All => values;

    internal ReadOnlySpan<ulong> Checks => values.AsSpan(Columns.Length + (2 * Dimension) + StartEntries);

    private int StartEntries => 2 * (Start?.Columns.Length ?? 0);

    /// <summary>c·v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong ObservableOf(ReadOnlySpan<ulong> v)
    {
        ReadOnlySpan<ulong> c = Observable;
        ulong sum = 0;
        for (int k = 0; k < c.Length; k++)
        {
            sum = c[k] == 0 ? sum : Field.MultiplyAdd(c[k], v[k], sum);
        }

        return sum;
    }

    /// <summary>result = A v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(ReadOnlySpan<ulong> v, Span<ulong> result)
    {
        ReadOnlySpan<ulong> a = Matrix;
        PrimeField field = Field;
        for (int row = 0; row < result.Length; row++)
        {
            ulong high = 0;
            ulong low = 0;
            int waiting = 0;
            for (int k = RowStarts[row]; k < RowStarts[row + 1]; k++)
            {
                FieldRows.AddProduct(ref high, ref low, a[k], v[Columns[k]]);
                if (++waiting == PrimeField.ProductsPerReduction - 1)
                {
                    (low, high, waiting) = (field.Reduce(high, low), 0, 0);
                }
            }

            result[row] = field.Reduce(high, low);
        }
    }
}

/// <summary>Shape of the start of a correlation, b = (E ± i O - ⟨o⟩) v with the steady state v.</summary>
/// <param name="RowStarts">[n + 1] where rows of E and O begin among their entries.</param>
/// <param name="Columns">Column of each entry.</param>
/// <param name="Populations">The unknowns whose sum is 1; none where they are not all there.</param>
internal sealed record FieldStart(int[] RowStarts, int[] Columns, int[] Populations);

/// <summary>A formula or model that has no place in exact algebra; the message says in one sentence which part and why.</summary>
internal class NotAlgebraicException(string message) : Exception(message);

/// <summary>How large a rational function can be at most: total degrees of numerator and denominator, and the binary logarithms of the sums of the moduli of their coefficients, which are whole numbers.</summary>
/// <param name="NumeratorDegree">Total degree of the numerator.</param>
/// <param name="DenominatorDegree">Total degree of the denominator.</param>
/// <param name="NumeratorBits">Of the coefficients of the numerator.</param>
/// <param name="DenominatorBits">Of the coefficients of the denominator.</param>
/// <remarks>Sums and products of these are bounds for sums and products of what they bound; what cancels is not seen.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FractionSize(double NumeratorDegree, double DenominatorDegree, double NumeratorBits, double DenominatorBits)
{
    /// <summary>A variable.</summary>
    public static FractionSize Variable { get; } = new(1, 0, 0, 0);

    /// <summary>The larger of both degrees.</summary>
    public double Degree => Math.Max(NumeratorDegree, DenominatorDegree);

    /// <summary>The larger of both sizes of coefficients.</summary>
    public double Bits => Math.Max(NumeratorBits, DenominatorBits);

    /// <summary>A fraction of two whole numbers, by their binary logarithms.</summary>
    public static FractionSize Constant(double numeratorBits, double denominatorBits) => new(0, 0, Math.Max(0, numeratorBits), Math.Max(0, denominatorBits));

    /// <summary>Bound of a sum or difference.</summary>
    public static FractionSize operator +(FractionSize a, FractionSize b) => new(
        Math.Max(a.NumeratorDegree + b.DenominatorDegree, b.NumeratorDegree + a.DenominatorDegree),
        a.DenominatorDegree + b.DenominatorDegree,
        Math.Max(a.NumeratorBits + b.DenominatorBits, b.NumeratorBits + a.DenominatorBits) + 1,
        a.DenominatorBits + b.DenominatorBits);

    /// <summary>Bound of a product.</summary>
    public static FractionSize operator *(FractionSize a, FractionSize b) => new(
        a.NumeratorDegree + b.NumeratorDegree,
        a.DenominatorDegree + b.DenominatorDegree,
        a.NumeratorBits + b.NumeratorBits,
        a.DenominatorBits + b.DenominatorBits);

    /// <summary>Bound of a quotient.</summary>
    public static FractionSize operator /(FractionSize a, FractionSize b) => a * b.Inverse;

    /// <summary>Bound of the reciprocal.</summary>
    public FractionSize Inverse => new(DenominatorDegree, NumeratorDegree, DenominatorBits, NumeratorBits);
}
